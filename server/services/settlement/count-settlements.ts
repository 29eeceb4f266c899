import type { Queryable, Reach } from '@/db';
import { listDisposals } from '@/db/queries/disposal';
import { countOpenObjections } from '@/db/queries/objection';
import { listInStatus, listSettlementHeads } from '@/db/queries/settlement';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { linesDue } from '@/server/domain/settlement/closing';
import type { SettlementStatus } from '@/server/domain/settlement/course';
import type { TileName } from '@/server/domain/worklist/tiles';
import { linesWithin } from './lines-within';

export type SettlementTile = Extract<TileName, `settlement${string}` | 'objections_to_answer'>;

/** What a worklist counts of the settlements. */
export function countSettlementTile(q: Queryable, reach: Reach, today: Day, name: SettlementTile): Promise<number> {
  const { regionCode } = reach;
  switch (name) {
    case 'settlements_to_deliver':
      return countSettlements(q, regionCode, 'computed');
    case 'settlements_to_review':
      return countSettlements(q, regionCode, 'delivered');
    case 'settlements_to_confirm':
      return countSettlements(q, regionCode, 'reviewed');
    case 'settlements_to_pay':
      return countConfirmed(q, regionCode, (open) => open > 0);
    case 'settlements_to_close':
      return countConfirmed(q, regionCode, (open) => open === 0);
    case 'settlement_lines_to_check':
      return countLinesToCheck(q, reach, today);
    case 'objections_to_answer':
      return countOpenObjections(q, reach);
  }
}

/** How many settlements of a region stand in a status and are not replaced by a newer version. */
async function countSettlements(q: Queryable, regionCode: string, status: SettlementStatus): Promise<number> {
  return (await newestIn(q, { regionCode, institutionCodes: 'all' })).filter((head) => head.status === status).length;
}

/** How many confirmed settlements have so many lines left of which nobody has said what became of them. */
async function countConfirmed(q: Queryable, regionCode: string, matches: (openLines: number) => boolean): Promise<number> {
  const rows = await listInStatus(q, regionCode, 'confirmed');
  const open = await Promise.all(rows.map(async ({ id, statement }) => linesDue(statement.lines).length - (await listDisposals(q, regionCode, id)).length));
  return open.filter(matches).length;
}

/** How many delivered lines within reach can still be objected to. */
async function countLinesToCheck(q: Queryable, reach: Reach, today: Day): Promise<number> {
  const newest = new Set((await newestIn(q, reach)).map(({ id }) => id));
  const rows = await listInStatus(q, reach.regionCode, 'delivered');
  const open = rows.filter(({ id, objectionsUntil }) => newest.has(id) && objectionsUntil !== null && today <= objectionsUntil);
  return open.reduce((sum, row) => sum + linesWithin(reach, row).length, 0);
}

async function newestIn(q: Queryable, reach: Reach) {
  const heads = await listSettlementHeads(q, reach, {});
  const replaces = (head: (typeof heads)[number], other: (typeof heads)[number]) =>
    other.year === head.year && other.method === head.method && other.version > head.version && other.pools.some((pool) => head.pools.includes(pool));
  return heads.filter((head) => !heads.some((other) => replaces(head, other)));
}
