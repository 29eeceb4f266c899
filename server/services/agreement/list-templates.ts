import type { AgreementKind } from '@/server/domain/agreement/codes';
import { templateOn } from '@/server/domain/agreement/template';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { listTexts } from './texts';

export interface TemplateSummary {
  readonly kind: AgreementKind;
  readonly version: string;
  readonly title: string;
  readonly body: string;
  readonly inForceFrom: Day;
  readonly standing: 'coming' | 'in_force' | 'past';
  /** Null for the texts that came with the program. */
  readonly createdByName: string | null;
  readonly createdAt: number | null;
}

/** Every text of the region with whether it is shown today, by kind, latest first. */
export async function listTemplates(context: ServiceContext): Promise<TemplateSummary[]> {
  const { regionCode } = permit(context, 'contract:read');
  const texts = await listTexts(context.store.reads, regionCode);
  const day = today(context);
  const shown = (['agreement', 'consent'] as const).map((kind) =>
    templateOn(
      texts.filter((each) => each.kind === kind),
      day,
    ),
  );
  return texts
    .map(({ kind, version, title, body, inForceFrom, createdAt, createdByName }, at): TemplateSummary => {
      const standing = shown.includes(texts[at] ?? null) ? 'in_force' : inForceFrom > day ? 'coming' : 'past';
      return { kind, version, title, body: body.trim(), inForceFrom, standing, createdAt: createdAt ?? null, createdByName: createdByName ?? null };
    })
    .sort((a, b) => (a.kind === b.kind ? (a.inForceFrom < b.inForceFrom ? 1 : -1) : a.kind < b.kind ? -1 : 1));
}
