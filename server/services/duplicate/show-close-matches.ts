import { findResident } from '@/db/queries/resident';
import { type SignedToday, listSignedOn } from '@/db/queries/search-key';
import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import type { MatchDoubt, MatchReason } from '@/server/domain/registry/duplicate';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { type ResidentSummary, summaryOf } from '../resident/resident-summary';
import { unitOfWork } from '../unit-of-work';
import { type CloseMatchFacts, listCloseMatches } from './list-close-matches';

/** Somebody who may be the person at the desk, with why. */
export interface ShownMatch extends ResidentSummary {
  readonly score: number;
  /** So alike that registering is refused until somebody says they are not the same. */
  readonly strong: boolean;
  readonly reasons: readonly MatchReason[];
  readonly doubts: readonly MatchDoubt[];
  readonly contract: SignedToday | null;
  /** Whether their own page opens for whoever asks. */
  readonly inReach: boolean;
}

/**
 * Who of the region may be the person that is about to be registered. It goes beyond the asker's institutions, because a second record
 * is made as easily next door; so each showing leaves an audit row.
 */
export async function showCloseMatches(context: ServiceContext, input: CloseMatchFacts): Promise<Outcome<ShownMatch[], AnyRefusal>> {
  const reach = permit(context, 'resident:register');
  const q = context.store.reads;
  const matches = await listCloseMatches(q, reach, input);
  const signed = await listSignedOn(q, reach.regionCode, matches.map(({ row }) => row.id), today(context));
  const shown: ShownMatch[] = [];
  for (const { row, score, strong, reasons, doubts } of matches) {
    const inReach = (await findResident(q, reach, row.id)) !== null;
    shown.push({ ...summaryOf(row, today(context)), score, strong, reasons, doubts, contract: signed.get(row.id) ?? null, inReach });
  }
  if (shown.length === 0) return accept([]);
  return unitOfWork(context, async ({ audit }) => {
    for (const { id, reasons } of shown) await audit({ action: 'resident.shown_as_match', subject: { kind: 'resident', id }, facts: { reasons } });
    return accept(shown);
  });
}
