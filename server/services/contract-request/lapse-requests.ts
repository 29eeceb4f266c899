import { lapseEndingsOf, lapseRequestsOf } from '@/db/queries/request-lapse';
import { type ServiceContext, nameOfActor } from '../context';
import type { UnitOfWork } from '../unit-of-work';

/** Why what a resident or a team had asked for came to nothing by itself; both read it with the request. */
const reasons = {
  died: '居民已故，申请失效',
  moved_away: '居民已迁出，申请失效',
  merged: '档案已合并，保留另一份档案的申请',
} as const;

export interface LapseScope {
  /** Requests to sign, renew or change teams, and drafts of them. */
  readonly signing: boolean;
  /** Wishes to end: none, all, or those about these contracts. */
  readonly endings: 'none' | 'all' | readonly string[];
}

/**
 * Part of a unit of work that changes a resident so that nobody can answer their requests any more: they lapse, and say why. Called before
 * contracts are ended, so that nobody seems to have agreed to what nobody answered.
 */
export async function lapseRequests(context: ServiceContext, { tx, audit }: UnitOfWork, { regionCode, id: residentId }: { readonly regionCode: string; readonly id: string }, why: keyof typeof reasons, scope: LapseScope): Promise<void> {
  const note = { at: context.now(), byName: nameOfActor(context.actor), reason: reasons[why] };
  const signing = scope.signing ? await lapseRequestsOf(tx, { regionCode, residentId }, note) : 0;
  const { endings } = scope;
  const ending = endings === 'none' ? 0 : await lapseEndingsOf(tx, { regionCode, residentId, ...(endings !== 'all' && { contractIds: endings }) }, note);
  if (signing + ending > 0) await audit({ action: 'requests.lapsed', subject: { kind: 'resident', id: residentId }, facts: { signing, ending, reason: why } });
}
