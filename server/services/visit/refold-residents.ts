import type { Tx } from '@/db';
import {
  type AdjudicationRow,
  type HeldVisit,
  listHeldVisits,
  listLinkedResidents,
  replaceAdjudications,
} from '@/db/queries/adjudication';
import { type LedgerRow, insertEntries } from '@/db/queries/ledger';
import { listClosedMonths } from '@/db/queries/period';
import { benefitYearOf } from '@/server/domain/benefit/benefit-year';
import { type Day, type Month, monthOf } from '@/server/domain/kernel/calendar-day';
import { canonicalJson } from '@/server/domain/kernel/canonical-json';
import { formatAccount } from '@/server/domain/ledger/account';
import { formatLayerAccount, postLayerDifference } from '@/server/domain/ledger/layer-account';
import { postDifference } from '@/server/domain/ledger/post';
import { findPolicyInForce } from '@/server/domain/policy/find-policy';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import { settlementDay } from '@/server/domain/visit/check-visit';
import { visitKeyText } from '@/server/domain/visit/compare-visits';
import type { Visit } from '@/server/domain/visit/visit';
import { inSlices } from '../breathe';
import { postingMonth } from '../ledger/posting-month';
import { type Adjudicated, foldPerson } from './fold-person';
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
 * @returns how many adjudications are new or different.
 */
export async function refoldResidents(tx: Tx, refolding: Refolding): Promise<number> {
  const { regionCode, residentIds, arrivals, policies } = refolding;
  const held = await heldVisits(tx, refolding);
  const visits = groupBy([...held.map((each) => each.visit), ...arrivals], (visit) => visit.residentId);
  for (const id of residentIds) if (!visits.has(id)) visits.set(id, []);
  const factsOf = await readPeopleFacts(tx, regionCode, visits, policies);
  const before = new Map(held.map(({ adjudication }) => [visitKeyText(adjudication), adjudication]));
  const changed: Change[] = [];
  for await (const some of inSlices(residentIds, peopleInTurn)) {
    for (const residentId of some) {
      for (const after of foldPerson(factsOf(residentId))) {
        const row = before.get(visitKeyText(after.visit)) ?? null;
        if (row === null || differs(row, after.row)) changed.push({ before: row, after });
      }
    }
  }
  await save(tx, refolding, changed);
  return changed.length;
}

/** How many people are read or folded before others get their turn. */
const peopleInTurn = 250;

interface Change {
  readonly before: AdjudicationRow | null;
  readonly after: Adjudicated;
}

/** A visit linked to another by a refund or a referral may change a year it is not in; those people are read whole. */
async function heldVisits(tx: Tx, { regionCode, residentIds, arrivals, policies }: Refolding): Promise<HeldVisit[]> {
  const years = touchedYears(arrivals, policies);
  const linked = years === null ? new Set(residentIds) : await listLinkedResidents(tx, regionCode, residentIds);
  for (const visit of arrivals) if (visit.refundOf !== null || visit.referralNumber !== null) linked.add(visit.residentId);
  const held: HeldVisit[] = [];
  for await (const some of inSlices(residentIds, peopleInTurn)) {
    const whole = some.filter((id) => linked.has(id));
    held.push(...(await listHeldVisits(tx, regionCode, whole, 'all')));
    if (years !== null) held.push(...(await listHeldVisits(tx, regionCode, some.filter((id) => !linked.has(id)), years)));
  }
  return held;
}

function touchedYears(arrivals: readonly Visit[], policies: readonly PolicyVersion[]): { from: Day; to: Day } | null {
  let years: { from: Day; to: Day } | null = null;
  for (const visit of arrivals) {
    const day = settlementDay(visit.settledAt);
    const year = benefitYearOf(day, findPolicyInForce(policies, day)?.benefit.benefitYearStart.value ?? '01-01');
    if (years === null) years = { from: year, to: year };
    else if (year < years.from) years.from = year;
    else if (year > years.to) years.to = year;
  }
  return years;
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

const changesInTurn = 500;

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
