import type { Month } from '@/server/domain/kernel/calendar-day';
import type { Fen } from '@/server/domain/kernel/money';
import { type ClassSums, type ComparisonClass, type Sums, comparisonClasses } from './comparison';

/** What the books hold for the visits of one institution: the month they are about, and the month they were posted to. */
export interface PostedSum {
  readonly institutionCode: string;
  readonly originMonth: Month;
  readonly month: Month;
  /** What the funds paid: positive. */
  readonly amountFen: Fen;
}

export interface TieOutInput {
  /** First and last settlement month, both included. */
  readonly from: Month;
  readonly to: Month;
  /** Every institution within reach; those without a record are listed with zero. */
  readonly institutionCodes: readonly string[];
  readonly sums: readonly ClassSums[];
  /** Postings about a month of the span, or made to one. */
  readonly posted: readonly PostedSum[];
  /** The same records summed without classes or institutions. */
  readonly control: readonly Sums[];
}

export interface Totals extends Sums {
  /** Reported minus ours, of the records that can be compared. */
  readonly differenceFen: Fen;
  /** What the policy gives for records without a reported figure. */
  readonly unreportedFen: Fen;
  readonly classes: Readonly<Record<ComparisonClass, Sums>>;
}

/** The way from the adjudications of some months to the books of these months; every difference between them has a line. */
export interface LedgerTie {
  readonly adjudicatedFen: Fen;
  /** What the books hold about these months, whichever month it was posted to. */
  readonly ledgerFen: Fen;
  /** Ledger minus adjudications: zero, or something is wrong. */
  readonly gapFen: Fen;
  /** About these months, and posted to a later one since they were closed. */
  readonly postedLater: readonly { readonly month: Month; readonly amountFen: Fen }[];
  /** Posted in these months, and about an earlier one. */
  readonly carriedIn: readonly { readonly originMonth: Month; readonly amountFen: Fen }[];
  /** What these months' own books say: adjudicated + gap − posted later + carried in. */
  readonly booksFen: Fen;
}

export interface InstitutionTotals extends Totals {
  readonly institutionCode: string;
  readonly ledger: LedgerTie;
}

export interface TieOut {
  readonly institutions: readonly InstitutionTotals[];
  readonly total: Totals;
  readonly ledger: LedgerTie;
  /** Sum of the classes minus the control sum; all zero, or a record was lost or counted twice. */
  readonly unclassified: Sums;
  readonly ties: boolean;
}

/**
 * 对账: what hospitals reported beside what the policy gives, class by class, institution by institution, and the way from
 * there to the books. The sums of the classes are the sums of all records; our side is what the ledger holds by origin month.
 */
export function tieOut(input: TieOutInput): TieOut {
  const codes = [...new Set([...input.institutionCodes, ...input.sums.map((sum) => sum.institutionCode), ...input.posted.map((sum) => sum.institutionCode)])].sort();
  const sums = groupBy(input.sums.filter((sum) => inSpan(input, sum.month)));
  const posted = groupBy(input.posted);
  const institutions = codes.map((institutionCode) => {
    const own = totalsOf(sums.get(institutionCode) ?? []);
    return { institutionCode, ...own, ledger: ledgerTie(input, own.oursFen, posted.get(institutionCode) ?? []) };
  });
  const total = totalsOf([...sums.values()].flat());
  const ledger = ledgerTie(input, total.oursFen, input.posted);
  const unclassified = minus(total, add(input.control));
  const ties = ledger.gapFen === 0 && institutions.every((each) => each.ledger.gapFen === 0) && isNothing(unclassified);
  return { institutions, total, ledger, unclassified, ties };
}

function totalsOf(sums: readonly ClassSums[]): Totals {
  const classes = Object.fromEntries(comparisonClasses.map((name) => [name, add(sums.filter((sum) => sum.class === name))])) as Record<ComparisonClass, Sums>;
  const all = add(Object.values(classes));
  const unreportedFen = classes.not_reported.oursFen;
  return { ...all, unreportedFen, differenceFen: all.reportedFen - (all.oursFen - unreportedFen), classes };
}

function ledgerTie(span: Pick<TieOutInput, 'from' | 'to'>, adjudicatedFen: Fen, posted: readonly PostedSum[]): LedgerTie {
  const about = posted.filter((sum) => inSpan(span, sum.originMonth));
  const ledgerFen = sumOf(about);
  return {
    adjudicatedFen,
    ledgerFen,
    gapFen: ledgerFen - adjudicatedFen,
    postedLater: byKey(about.filter((sum) => sum.month > span.to), (sum) => sum.month).map(([month, amountFen]) => ({ month, amountFen })),
    carriedIn: byKey(posted.filter((sum) => sum.originMonth < span.from && inSpan(span, sum.month)), (sum) => sum.originMonth).map(([originMonth, amountFen]) => ({ originMonth, amountFen })),
    booksFen: sumOf(posted.filter((sum) => inSpan(span, sum.month))),
  };
}

function inSpan({ from, to }: Pick<TieOutInput, 'from' | 'to'>, month: Month): boolean {
  return month >= from && month <= to;
}

function add(sums: readonly Sums[]): Sums {
  return sums.reduce<Sums>(
    (all, sum) => ({ visits: all.visits + sum.visits, reportedFen: all.reportedFen + sum.reportedFen, oursFen: all.oursFen + sum.oursFen }),
    { visits: 0, reportedFen: 0, oursFen: 0 },
  );
}

function minus(a: Sums, b: Sums): Sums {
  return { visits: a.visits - b.visits, reportedFen: a.reportedFen - b.reportedFen, oursFen: a.oursFen - b.oursFen };
}

function isNothing({ visits, reportedFen, oursFen }: Sums): boolean {
  return visits === 0 && reportedFen === 0 && oursFen === 0;
}

function sumOf(posted: readonly PostedSum[]): Fen {
  return posted.reduce((all, sum) => all + sum.amountFen, 0);
}

/** Sums by a key, in order of the key; what came to nothing is left out. */
function byKey(posted: readonly PostedSum[], keyOf: (sum: PostedSum) => string): [string, Fen][] {
  const sums = new Map<string, Fen>();
  for (const each of posted) sums.set(keyOf(each), (sums.get(keyOf(each)) ?? 0) + each.amountFen);
  return [...sums].filter(([, amountFen]) => amountFen !== 0).sort(([a], [b]) => (a < b ? -1 : 1));
}

function groupBy<Item extends { readonly institutionCode: string }>(items: readonly Item[]): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(item.institutionCode, [...(groups.get(item.institutionCode) ?? []), item]);
  return groups;
}
