import type { Tx } from '@/db';
import {
  type AdjudicationRow,
  type HeldVisit,
  listHeldVisits,
  listLinkedResidents,
  replaceAdjudications,
} from '@/db/queries/adjudication';
import { type BenefitYearRow, type YearSpan, forgetYearUses, listYearUses, putYearUses } from '@/db/queries/benefit-year';
import { type LedgerRow, insertEntries } from '@/db/queries/ledger';
import { listClosedMonths } from '@/db/queries/period';
import { comesAfter, yearOfVisit } from '@/server/domain/benefit/fold-benefit-year';
import { nothingUsed, type YearUses } from '@/server/domain/benefit/year-use';
import { type Day, type Month, monthOf } from '@/server/domain/kernel/calendar-day';
import { canonicalJson } from '@/server/domain/kernel/canonical-json';
import { formatAccount } from '@/server/domain/ledger/account';
import { formatLayerAccount, postLayerDifference } from '@/server/domain/ledger/layer-account';
import { postDifference } from '@/server/domain/ledger/post';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import { settlementDay } from '@/server/domain/visit/check-visit';
import { visitKeyText } from '@/server/domain/visit/compare-visits';
import type { Visit } from '@/server/domain/visit/visit';
import { inSlices } from '../breathe';
import { postingMonth } from '../ledger/posting-month';
import { type Adjudicated, foldPersonOnward } from './fold-person';
import { readPeopleFacts } from './people-facts';

export interface Refolding {
  readonly regionCode: string;
  /** Whose years are folded again, each once. */
  readonly residentIds: readonly string[];
  /** Visits that are new; the caller stores them in the same transaction. Empty: something else changed, such as a contract. */
  readonly arrivals: readonly Visit[];
  readonly policies: readonly PolicyVersion[];
  readonly now: number;
}

/**
 * Fold the benefit years that the arrivals touch once more — all years when there are none — save what changed, and post
 * the differences. The state after it depends on the visits and contracts alone, not on the order they came in.
 *
 * Whose arrivals all come after what is held go on from what their years have used; of the others the years are folded from the first visit.
 *
 * @returns how many adjudications are new or different.
 */
export async function refoldResidents(tx: Tx, refolding: Refolding): Promise<number> {
  const { regionCode, residentIds, arrivals, policies } = refolding;
  const span = touchedYears(arrivals, policies);
  const earlier = await whatYearsUsed(tx, refolding, span);
  const held = await heldVisits(tx, refolding, residentIds.filter((id) => !earlier.has(id)), span);
  const visits = groupBy([...held.map((each) => each.visit), ...arrivals], (visit) => visit.residentId);
  for (const id of residentIds) if (!visits.has(id)) visits.set(id, []);
  const factsOf = await readPeopleFacts(tx, regionCode, visits, policies);
  const before = new Map(held.map(({ adjudication }) => [visitKeyText(adjudication), adjudication]));
  const changed: Change[] = [];
  const kept: BenefitYearRow[] = [];
  for await (const some of inSlices(residentIds, peopleInTurn)) {
    for (const residentId of some) {
      const usedBefore = earlier.get(residentId) ?? nothingUsed;
      const { adjudicated, used } = foldPersonOnward(factsOf(residentId), usedBefore);
      for (const after of adjudicated) {
        const row = before.get(visitKeyText(after.visit)) ?? null;
        if (row === null || differs(row, after.row)) changed.push({ before: row, after });
      }
      if (!adjudicated.some(({ visit }) => isLinked(visit))) for (const [firstDay, use] of new Map([...usedBefore, ...used])) kept.push({ regionCode, residentId, firstDay, used: use });
    }
  }
  await save(tx, refolding, changed);
  // Whose visits name others has no year that could be gone on from, of any time.
  await forgetYearUses(tx, regionCode, residentIds.filter((id) => visits.get(id)?.some(isLinked)), 'all');
  await forgetYearUses(tx, regionCode, residentIds.filter((id) => !earlier.has(id)), span);
  await putYearUses(tx, kept);
  return changed.length;
}

/** How many people are read or folded before others get their turn. */
const peopleInTurn = 100;

interface Change {
  readonly before: AdjudicationRow | null;
  readonly after: Adjudicated;
}

/** A visit that is linked to another by a refund or a referral may change a year it is not in. */
function isLinked(visit: Visit): boolean {
  return visit.refundOf !== null || visit.referralNumber !== null;
}

/** What the years have used of those whose arrivals come after all of it; the others are not in it. */
async function whatYearsUsed(tx: Tx, { regionCode, residentIds, arrivals, policies }: Refolding, span: YearSpan): Promise<ReadonlyMap<string, YearUses>> {
  if (span === 'all') return new Map();
  const used = await listYearUses(tx, regionCode, residentIds, span);
  for (const visit of arrivals) {
    const year = used.get(visit.residentId)?.get(yearOfVisit(visit, policies));
    if (year === undefined || isLinked(visit) || !comesAfter(visit, year)) used.delete(visit.residentId);
  }
  return used;
}

/** People with a linked visit are read whole. */
async function heldVisits(tx: Tx, { regionCode, arrivals }: Refolding, residentIds: readonly string[], span: YearSpan): Promise<HeldVisit[]> {
  const linked = span === 'all' ? new Set(residentIds) : await listLinkedResidents(tx, regionCode, residentIds);
  for (const visit of arrivals) if (isLinked(visit)) linked.add(visit.residentId);
  const held: HeldVisit[] = [];
  for await (const some of inSlices(residentIds, peopleInTurn)) {
    const whole = some.filter((id) => linked.has(id));
    held.push(...(await listHeldVisits(tx, regionCode, whole, 'all')));
    if (span !== 'all') held.push(...(await listHeldVisits(tx, regionCode, some.filter((id) => !linked.has(id)), span)));
  }
  return held;
}

function touchedYears(arrivals: readonly Visit[], policies: readonly PolicyVersion[]): YearSpan {
  let span: { from: Day; to: Day } | null = null;
  for (const visit of arrivals) {
    const year = yearOfVisit(visit, policies);
    if (span === null) span = { from: year, to: year };
    else if (year < span.from) span.from = year;
    else if (year > span.to) span.to = year;
  }
  return span ?? 'all';
}

/** Whether two adjudications of a visit say different things; how often it was adjudicated aside. */
export function differs(before: AdjudicationRow, after: AdjudicationRow): boolean {
  // PostgreSQL keeps the keys of a document in an order of its own.
  return comparable.some((key) => before[key] !== after[key]) || canonicalJson(before.chain) !== canonicalJson(after.chain);
}

const comparable = [
  'residentId', 'benefitYear', 'accumulation', 'policyId', 'planId', 'pool', 'level', 'retired', 'contractId', 'adjudicatedAs', 'recognitionId',
  'keyGroups', 'identityClasses', 'atDesignated', 'admission', 'status', 'refundProblem',
  'beforeDeductibleFen', 'beforeFundFen', 'beforeBaseFen', 'beforeSelfPaidFen', 'beforeLadderFen', 'beforeAssistanceFen', 'deductiblePaidFen', 'rate', 'payFen', 'enhancementFen', 'ladderFen',
  'assistanceFen', 'selfPaidFen', 'difference',
] as const satisfies readonly (keyof AdjudicationRow)[];

async function save(tx: Tx, { regionCode, now }: Refolding, changed: readonly Change[]): Promise<void> {
  const closed = new Set(await listClosedMonths(tx, regionCode));
  for await (const some of inSlices(changed, changesInTurn)) {
    await replaceAdjudications(tx, regionCode, some.map(({ before, after }) => ({ ...after.row, revision: revisionAfter(before) })));
    await insertEntries(tx, some.flatMap((change) => entriesOf(change, closed, regionCode, now)));
  }
}

const changesInTurn = 200;

function revisionAfter(before: AdjudicationRow | null): number {
  return (before?.revision ?? 0) + 1;
}

/** A posting is named after the visit and its revision, so that the same difference cannot be posted twice. */
function entriesOf({ before, after }: Change, closed: ReadonlySet<Month>, regionCode: string, now: number): LedgerRow[] {
  const { visit, row } = after;
  const originMonth = monthOf(settlementDay(visit.settledAt));
  const entries = [
    ...postDifference(visit, before, row).map(({ account, amountFen }) => ({ account: formatAccount(account), pool: account.pool, amountFen })),
    ...postLayerDifference(visit, before, row).map(({ account, amountFen }) => ({ account: formatLayerAccount(account), pool: account.fund, amountFen })),
  ];
  return entries.map((entry, line) => ({
    regionCode,
    postingId: `${visitKeyText(visit)}#${revisionAfter(before)}`,
    line,
    month: postingMonth(originMonth, closed),
    originMonth,
    kind: before === null ? 'visit' : 'difference',
    ...entry,
    institutionCode: visit.institutionCode,
    settlementId: visit.settlementId,
    postedAt: now,
  }));
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
