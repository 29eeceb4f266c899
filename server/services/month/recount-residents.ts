import { setImmediate } from 'node:timers/promises';
import { listNews, noteDaysThatCame } from '@/db/queries/member-news';
import { findPageEnd, insertRoster, listMemberships, listMembershipsOf, listRoster, listRosterOf } from '@/db/queries/roster';
import type { Tx } from '@/db';
import { CarriedCells } from '@/server/domain/capitation/carry-members';
import { MonthChanges } from '@/server/domain/capitation/correct-members';
import { type CountedCell, MonthCounter, MonthTally } from '@/server/domain/capitation/count-members';
import type { MemberCell, Membership } from '@/server/domain/capitation/member-month';
import { type RosterRow, entriesAt, recountResident } from '@/server/domain/capitation/roster';
import { agesThatMove, daysBetweenCounts } from '@/server/domain/capitation/who-counts';
import { type Month, firstDayOf, lastDayOf } from '@/server/domain/kernel/calendar-day';
import type { CapitationTerms } from '@/server/domain/policy/policy-version';

/** How many contracts are held in memory at once. */
const pageSize = 1000;
/** How many residents of whom there is news; each has a contract or a few. */
const newsPage = 1000;

export interface RecountOrder {
  readonly regionCode: string;
  readonly month: Month;
  /** Closed months that are counted anew beside it, in ascending order. */
  readonly origins: readonly Month[];
  readonly termsOf: (month: Month) => CapitationTerms;
  /** The month before with its cells as they stand, where the count goes on from it; null: everybody is counted. */
  readonly carried: { readonly month: Month; readonly standing: readonly MemberCell[] } | null;
}

export interface Recount {
  readonly cells: Map<string, CountedCell>;
  readonly changes: readonly MonthChanges[];
}

/** Some residents with all their contracts of the months in question, and where the roster has them. */
interface ResidentPage {
  readonly memberships: readonly Membership[];
  readonly roster: readonly RosterRow[];
}

/**
 * Counts residents, a page at a time, and writes the roster as far as it has news: everybody, or those of whom there is news while the rest goes
 * over from the month before.
 */
export async function recountResidents(tx: Tx, order: RecountOrder): Promise<Recount> {
  const { regionCode, month, origins, termsOf } = order;
  const tally = new MonthTally(month);
  const counters = new Map([...origins, month].map((each) => [each, new MonthCounter(each, termsOf(each))]));
  const counterOf = (of: Month) => counters.get(of) ?? missing(of);
  const changes = new Map(origins.map((origin) => [origin, new MonthChanges(origin)]));
  const carried = order.carried && new CarriedCells(order.carried.month, order.carried.standing);
  for await (const page of pagesOf(tx, order)) {
    const written: RosterRow[] = [];
    for (const [residentId, own] of byResident(page)) {
      const recount = recountResident(residentId, own.memberships, own.roster, origins, month, counterOf);
      tally.add(recount.entries);
      if (order.carried) carried?.take(entriesAt(own.roster, order.carried.month));
      for (const change of recount.changes) changes.get(change.originMonth)?.add(change);
      written.push(...recount.rows);
    }
    await insertRoster(tx, regionCode, written);
    await setImmediate();
  }
  const cells = tally.total();
  carried?.addTo(cells, month);
  return { cells, changes: [...changes.values()] };
}

function missing(month: Month): never {
  throw new Error(`nobody counts ${month}`);
}

function pagesOf(tx: Tx, order: RecountOrder): AsyncGenerator<ResidentPage> {
  return order.carried === null ? pagesOfEverybody(tx, order) : pagesOfNews(tx, order, order.carried.month);
}

const spanOf = ({ origins, month }: RecountOrder) => ({ from: firstDayOf(origins[0] ?? month), to: lastDayOf(month) });

async function* pagesOfEverybody(tx: Tx, order: RecountOrder): AsyncGenerator<ResidentPage> {
  const { regionCode } = order;
  const span = spanOf(order);
  let after = '';
  for (let upTo = await findPageEnd(tx, regionCode, after, pageSize); upTo !== null; upTo = await findPageEnd(tx, regionCode, after, pageSize)) {
    yield { memberships: await listMemberships(tx, regionCode, span, after, upTo), roster: await listRoster(tx, regionCode, after, upTo) };
    after = upTo;
  }
  yield { memberships: [], roster: await listRoster(tx, regionCode, after, null) };
}

async function* pagesOfNews(tx: Tx, order: RecountOrder, before: Month): AsyncGenerator<ResidentPage> {
  const { regionCode, month, termsOf } = order;
  const terms = termsOf(month);
  const { from, to } = daysBetweenCounts(before, month, terms);
  await noteDaysThatCame(tx, regionCode, from, to, agesThatMove(terms));
  const span = spanOf(order);
  for (let ids = await listNews(tx, regionCode, '', newsPage); ids.length > 0; ids = await listNews(tx, regionCode, ids.at(-1) ?? '', newsPage)) {
    yield { memberships: await listMembershipsOf(tx, regionCode, span, ids), roster: await listRosterOf(tx, regionCode, ids) };
  }
}

/** Who is on the roster alone has lost every contract of the span. */
function byResident({ memberships, roster }: ResidentPage): Map<string, { memberships: Membership[]; roster: RosterRow[] }> {
  const found = new Map<string, { memberships: Membership[]; roster: RosterRow[] }>();
  const at = (residentId: string) => {
    const own = found.get(residentId) ?? { memberships: [], roster: [] };
    found.set(residentId, own);
    return own;
  };
  for (const membership of memberships) at(membership.residentId).memberships.push(membership);
  for (const row of roster) at(row.residentId).roster.push(row);
  return found;
}
