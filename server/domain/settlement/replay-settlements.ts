import type { Fen } from '@/server/domain/kernel/money';
import type { LedgerEntry, PoolId } from '@/server/domain/ledger/account';
import { postCarryIn } from '@/server/domain/ledger/post-closing';
import type { SettlementBasis } from './basis';
import { type CarryBalance, carriesWithin, untakenCarries } from './carry';
import type { LineDisposal } from './closing';
import { postClosing } from './post-disposal';
import { postStatement } from './post-statement';
import type { Statement } from './statement';
import type { YearClaim } from './year-books';

/** A settlement that was confirmed, with what was decided about it; instants in milliseconds. */
export interface DecidedSettlement {
  readonly id: string;
  readonly year: string;
  readonly statement: Statement;
  readonly basis: SettlementBasis;
  /** The year's claims by its visits. */
  readonly claims: readonly YearClaim[];
  readonly disposals: readonly LineDisposal[];
  readonly confirmedAt: number;
  /** Null while it is not closed. */
  readonly closedAt: number | null;
}

/** What institutions were paid ahead for a year. */
export interface YearPrepayment {
  readonly year: string;
  readonly pool: PoolId;
  readonly institutionCode: string;
  readonly amountFen: Fen;
}

/** All entries that settlements moved, apart by the kind of their postings. */
export interface ReplayedEntries {
  readonly settlement: readonly LedgerEntry[];
  readonly closing: readonly LedgerEntry[];
}

type Step = { readonly at: number; readonly settlement: DecidedSettlement; readonly kind: 'settlement' | 'closing' };
type YearEntry = LedgerEntry & { readonly year: string };

/**
 * Posts every settlement once more, in the order in which they were confirmed and closed, without looking at what is posted: what a
 * closing pays or carries stands on the accounts that the replay itself moved, and what a year takes in comes from its closings.
 */
export function replaySettlements(settlements: readonly DecidedSettlement[], prepaid: readonly YearPrepayment[]): ReplayedEntries {
  const settled: YearEntry[] = [];
  const closed: YearEntry[] = [];
  for (const { kind, settlement } of stepsOf(settlements)) {
    const { year } = settlement;
    const entries = kind === 'settlement' ? entriesOfStatement(settlement, [...settled, ...closed]) : entriesOfClosing(settlement, settled, prepaid);
    (kind === 'settlement' ? settled : closed).push(...entries.map((entry) => ({ ...entry, year })));
  }
  return { settlement: settled, closing: closed };
}

/** Of steps at one instant the earlier year's come first, and a confirmation before its closing. */
function stepsOf(settlements: readonly DecidedSettlement[]): Step[] {
  const steps = settlements.flatMap((settlement): Step[] => [
    { at: settlement.confirmedAt, settlement, kind: 'settlement' },
    ...(settlement.closedAt === null ? [] : [{ at: settlement.closedAt, settlement, kind: 'closing' as const }]),
  ]);
  return steps.sort((a, b) => a.at - b.at || Number(a.settlement.year) - Number(b.settlement.year));
}

function entriesOfStatement({ year, statement, basis, claims }: DecidedSettlement, before: readonly YearEntry[]): LedgerEntry[] {
  const carries = untakenCarries(balancesOn('carry', before.filter((entry) => entry.year < year)), balancesOn('carry', before));
  return [
    ...postStatement(statement, basis, claims).flatMap(({ entries }) => entries),
    ...carriesWithin(basis, carries).flatMap(({ pool, institutionCode, amountFen }) => postCarryIn(pool, institutionCode, amountFen)),
  ];
}

function entriesOfClosing({ year, statement, basis, disposals }: DecidedSettlement, settled: readonly YearEntry[], prepaid: readonly YearPrepayment[]): LedgerEntry[] {
  const ahead = prepaid
    .filter((each) => each.year === year)
    .map(({ pool, institutionCode, amountFen }): LedgerEntry => ({ account: { kind: 'settlement', pool, institutionCode }, amountFen: -amountFen }));
  const owed = balancesOn('settlement', [...ahead, ...settled.filter((entry) => entry.year === year)]);
  return postClosing(basis, statement.lines, disposals, owed).flatMap(({ entries }) => entries);
}

/** What stands on each account of a kind; those at 0 are left out. */
function balancesOn(kind: 'carry' | 'settlement', entries: readonly LedgerEntry[]): CarryBalance[] {
  const balances = new Map<string, CarryBalance>();
  for (const { account, amountFen } of entries) {
    if (account.kind !== kind) continue;
    const { pool, institutionCode } = account;
    const key = `${pool}/${institutionCode}`;
    balances.set(key, { pool, institutionCode, amountFen: (balances.get(key)?.amountFen ?? 0) + amountFen });
  }
  return [...balances.values()].filter(({ amountFen }) => amountFen !== 0);
}
