import type { Queryable, Reach } from '@/db';
import { countReferralsByStatus, type ReferralFilter } from '@/db/queries/referral-list';
import { dayOfInstant, instantOf } from '@/server/domain/kernel/calendar-day';
import { dayMs, type Instant } from '@/server/domain/kernel/instant';
import { worklistOf } from '@/server/domain/referral/worklists';
import { aftercareDays, type ReferralTile } from '@/server/domain/worklist/tiles';

interface TileOf {
  readonly now: Instant;
  /** Only what these teams or this practitioner wrote, where the tile is about what was sent; null for all. */
  readonly writers: { readonly teamIds: readonly string[]; readonly practitionerId: string | null } | null;
}

/** How many referrals the list behind a tile has. */
export async function countReferralTile(q: Queryable, reach: Reach, { side, tab, only }: ReferralTile, { now, writers }: TileOf): Promise<number> {
  const list = worklistOf(side, tab);
  if (!list) return 0;
  const midnight = instantOf(`${dayOfInstant(now)} 00:00:00`);
  const filter: ReferralFilter = {
    ...{ side, priority: null, direction: null, kind: null, departmentCode: null, partnerCode: null, residentId: null, text: null },
    owner: side === 'sent' && writers !== null ? { side, ...writers } : null,
    overdueAt: only === 'overdue' ? now : null,
    placeWithin: only === 'today' ? { from: midnight, to: midnight + dayMs } : null,
  };
  const counts = await countReferralsByStatus(q, reach, filter, { statuses: list.statuses, decidedSince: list.recent ? now - aftercareDays * dayMs : null, bodilyOnly: true });
  return [...counts.values()].reduce((total, each) => total + each, 0);
}
