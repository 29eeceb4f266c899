import { type Day, addDays, addYears, daysBetween } from '@/server/domain/kernel/calendar-day';
import { type DecimalText, type Fen, exact, roundHalfUp } from '@/server/domain/kernel/money';
import type { EarlyEnd } from '@/server/domain/policy/service-fee-terms';
import { type CoverageTimeline, coverageOn } from '@/server/domain/registry/coverage';
import { type FeeAmounts, type FeeLineKind, type FeePerson, type FeePolicy, addAmounts, isNothing, noFee, priceYear, releasedFen } from './service-fee';

/** A contract with what its fee depends on. Both days are included; `to` is earlier than agreed once it was ended. */
export interface FeeContract extends Omit<FeePerson, 'insutype' | 'retired'> {
  readonly coverage: CoverageTimeline;
  readonly contractId: string;
  readonly residentId: string;
  readonly institutionCode: string;
  readonly teamId: string;
  /** Where it belonged once it was handed over, the earliest first; empty for one that never was. */
  readonly assignments: readonly { readonly fromDay: Day; readonly institutionCode: string; readonly teamId: string }[];
  readonly from: Day;
  readonly to: Day;
  readonly termYears: number;
  readonly deathDay: Day | null;
  readonly movedOutOn: Day | null;
}

export interface FeeLine extends FeeAmounts {
  readonly contractId: string;
  readonly residentId: string;
  readonly institutionCode: string;
  readonly teamId: string;
  /** What the year was signed for, the main package first, parted by semicolons. */
  readonly packageCode: string;
  /** First day of the year of the term. */
  readonly yearStart: Day;
  readonly kind: FeeLineKind;
  readonly policyId: string;
  readonly waiverId: string | null;
  readonly score: DecimalText | null;
}

export interface FeeRules {
  /** A year that begins before is past being charged, one that begins after is not due yet. */
  readonly from: Day;
  readonly to: Day;
  /** Null where no policy was in force. */
  readonly termsOn: (day: Day) => ({ readonly policyId: string } & FeePolicy) | null;
  /** The approved score of the institution, or of its alliance, in the calendar year. */
  readonly scoreOf: (institutionCode: string, year: string) => DecimalText | null;
}

/**
 * What a contract's years lack in the books: the charge of a year that has begun, what is to be given back since the contract
 * ended earlier than agreed, what the assessment releases.
 *
 * @param booked the contract's lines in runs that are proposed or posted.
 */
export function feeLinesOf(contract: FeeContract, booked: readonly FeeLine[], rules: FeeRules): FeeLine[] {
  return yearsOf(contract).flatMap((year) => {
    const own = booked.filter(({ yearStart }) => yearStart === year.start);
    const charge = own.find(({ kind }) => kind === 'charge');
    if (charge) return [...returnOf(contract, year, charge, own, rules), ...assessmentOf(contract, year, charge, own, rules)];
    return chargeOf(contract, year, rules).flatMap((first) => [first, ...returnOf(contract, year, first, [first], rules)]);
  });
}

interface TermYear {
  readonly start: Day;
  readonly end: Day;
}

/** The years of the agreed term, whether or not the contract lasted. */
function yearsOf({ from, termYears }: FeeContract): TermYear[] {
  return Array.from({ length: termYears }, (_, index) => ({ start: addYears(from, index), end: addDays(addYears(from, index + 1), -1) }));
}

/** The whole year, unless it never began; what of it is not used is given back beside it. */
function chargeOf(contract: FeeContract, year: TermYear, rules: FeeRules): FeeLine[] {
  const isDue = rules.from <= year.start && year.start <= rules.to && lastDayOf(contract) >= year.start;
  const found = isDue ? rules.termsOn(year.start) : null;
  const priced = found && priceYear(personOn(contract, year.start), year.start, found);
  if (!found || !priced || isNothing(priced.amounts)) return [];
  return [{ ...lineOf(contract, year), ...priced.amounts, kind: 'charge', policyId: found.policyId, waiverId: priced.waiverId, score: null }];
}

/** Whose year it is, as they are insured when it begins. */
function personOn({ coverage, ...contract }: FeeContract, day: Day): FeePerson {
  return { ...contract, ...(coverageOn(coverage, day) ?? { insutype: null, retired: false }) };
}

function returnOf(contract: FeeContract, year: TermYear, charge: FeeLine, own: readonly FeeLine[], rules: FeeRules): FeeLine[] {
  const score = own.find(({ kind }) => kind === 'assessment')?.score ?? null;
  const amounts = addAmounts(netOf(contract, year, charge, score, rules), negative(own.reduce(addAmounts, noFee)));
  return isNothing(amounts) ? [] : [{ ...lineOf(contract, year), ...amounts, kind: 'return', policyId: charge.policyId, waiverId: charge.waiverId, score: null }];
}

function assessmentOf(contract: FeeContract, year: TermYear, charge: FeeLine, own: readonly FeeLine[], rules: FeeRules): FeeLine[] {
  const score = rules.scoreOf(charge.institutionCode, charge.yearStart.slice(0, 4));
  const waiting = netOf(contract, year, charge, null, rules);
  if (waiting.heldFen === 0 || score === null || own.some(({ kind }) => kind === 'assessment')) return [];
  const amounts = addAmounts(netOf(contract, year, charge, score, rules), negative(waiting));
  return isNothing(amounts) ? [] : [{ ...charge, ...amounts, kind: 'assessment', score }];
}

/**
 * What the lines of a charged year come to: less what is given back, and with what the score releases; without a score what is
 * held waits. It follows from the charge alone, so that it is the same whichever became known first.
 */
function netOf(contract: FeeContract, year: TermYear, charge: FeeLine, score: DecimalText | null, rules: FeeRules): FeeAmounts {
  const terms = rules.termsOn(charge.yearStart)?.terms;
  const assessment = terms?.assessment ?? null;
  const released = score === null || assessment === null ? noFee : { ...noFee, fundFen: releasedFen(charge.heldFen, score, assessment), heldFen: 0 - charge.heldFen };
  const paid = addAmounts(charge, released);
  return addAmounts(paid, backFrom(contract, year, paid, terms?.earlyEnd.value ?? 'kept'));
}

/** What of a year's amounts is to be given back, as negative amounts: all of a year that turned out never to have begun. */
function backFrom(contract: FeeContract, { start, end }: TermYear, amounts: FeeAmounts, earlyEnd: EarlyEnd): FeeAmounts {
  const last = lastDayOf(contract);
  if (last < start) return negative(amounts);
  if (earlyEnd === 'kept' || last >= end) return noFee;
  const unused = exact(daysBetween(last, end)).dividedBy(daysBetween(start, end) + 1);
  const part = (fen: Fen) => roundHalfUp(unused.times(-fen));
  return { fundFen: part(amounts.fundFen), publicHealthFen: part(amounts.publicHealthFen), personFen: part(amounts.personFen), heldFen: part(amounts.heldFen) };
}

function lastDayOf({ to, deathDay, movedOutOn }: FeeContract): Day {
  const ends = [to, ...[deathDay, movedOutOn].flatMap((day) => (day === null ? [] : [addDays(day, -1)]))];
  return ends.sort()[0] ?? to;
}

function negative({ fundFen, publicHealthFen, personFen, heldFen }: FeeAmounts): FeeAmounts {
  return { fundFen: 0 - fundFen, publicHealthFen: 0 - publicHealthFen, personFen: 0 - personFen, heldFen: 0 - heldFen };
}

/** A year's fee belongs to whoever had the contract on the year's first day, and is given back by them. */
function lineOf({ contractId, residentId, packageCodes, assignments, ...now }: FeeContract, { start }: TermYear) {
  const { institutionCode, teamId } = assignments.findLast(({ fromDay }) => fromDay <= start) ?? now;
  return { contractId, residentId, institutionCode, teamId, packageCode: packageCodes.join(';'), yearStart: start };
}
