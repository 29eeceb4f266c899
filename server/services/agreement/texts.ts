import type { Queryable } from '@/db';
import { type OwnTemplate, listTemplates } from '@/db/queries/agreement';
import type { AgreementKind } from '@/server/domain/agreement/codes';
import type { AgreementRefusal } from '@/server/domain/agreement/refusals';
import { shippedTexts } from '@/server/domain/agreement/shipped-texts';
import { type AgreementTemplate, templateOn } from '@/server/domain/agreement/template';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';

/** A text of the region's own says who wrote it; a shipped one has no author here. */
export type KnownText = AgreementTemplate & Partial<Pick<OwnTemplate, 'createdAt' | 'createdByName'>>;

/** The region's own texts and those it has from the beginning. */
export async function listTexts(q: Queryable, regionCode: string): Promise<KnownText[]> {
  return [...(await listTemplates(q, regionCode)), ...shippedTexts];
}

/** The text that is shown on the day. */
export async function findTextOn(q: Queryable, regionCode: string, kind: AgreementKind, day: Day): Promise<Outcome<KnownText, AgreementRefusal>> {
  const texts = await listTexts(q, regionCode);
  const found = templateOn(
    texts.filter((each) => each.scene === 'family_contract' && each.kind === kind),
    day,
  );
  return found ? accept(found) : refuse({ code: 'agreement.none_in_force', facts: { kind, day } });
}

/**
 * The consent text that somebody agreed to, by its version. One that is not yet in force on the day cannot have been shown; one
 * that a later text has replaced since can, on a form that was begun before.
 */
export async function findConsentText(q: Queryable, regionCode: string, version: string, day: Day): Promise<Outcome<KnownText, AgreementRefusal>> {
  const texts = await listTexts(q, regionCode);
  const found = texts.find((each) => each.kind === 'consent' && each.version === version && each.inForceFrom <= day);
  return found ? accept(found) : refuse({ code: 'agreement.consent_unknown', facts: { version } });
}
