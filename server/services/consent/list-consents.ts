import { type ConsentRecord, listConsentsOfResident } from '@/db/queries/consent-list';
import { findResident } from '@/db/queries/resident';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { listTexts } from '../agreement/texts';
import type { ServiceContext } from '../context';
import { permit } from '../permit';

export interface ConsentSummary extends ConsentRecord {
  /** The title of the text that was agreed to; null for a version that nobody knows any more. */
  readonly textTitle: string | null;
}

/** What a resident within reach agreed to, newest first, and what of it they took back. */
export async function listConsents(context: ServiceContext, input: { readonly residentId: string }): Promise<Outcome<ConsentSummary[], AnyRefusal>> {
  const reach = permit(context, 'resident:read');
  const q = context.store.reads;
  const resident = await findResident(q, reach, input.residentId);
  if (!resident) return refuse({ code: 'not_found', facts: { what: 'resident' } });
  const [records, texts] = await Promise.all([listConsentsOfResident(q, resident.regionCode, resident.id), listTexts(q, resident.regionCode)]);
  return accept(records.map((each) => ({ ...each, textTitle: texts.find(({ kind, version }) => kind === 'consent' && version === each.textVersion)?.title ?? null })));
}
