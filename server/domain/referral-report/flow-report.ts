import { minuteMs } from '@/server/domain/kernel/instant';
import { dayOfInstant, daysBetween, monthOf, type Month } from '@/server/domain/kernel/calendar-day';
import { exact, type DecimalText } from '@/server/domain/kernel/money';
import { type DeclineCode, declineCodes } from '@/server/domain/referral/codes';
import { type SentMeasure, countMeasures, counted, sentMeasures } from './measures';
import { isBodily, type ReferralFact, type ReportClock } from './referral-fact';
import { type Spread, spreadOf } from './spread';

export type SentCounts = Readonly<Record<SentMeasure, number>>;

/** What became of the referrals sent in a span; shares are decimal text of six places, null where there is nothing to divide by. */
export interface FlowSummary {
  readonly counts: SentCounts;
  /** Of the answers that were given or are owed, those given in time. */
  readonly answeredInTime: DecimalText | null;
  /** From sending to the first answer, in minutes. */
  readonly answerMinutes: Spread | null;
  /** Of the promises that were kept or broken, those kept. */
  readonly promisesKept: DecimalText | null;
  /** From queueing to a place, in days. */
  readonly waitDays: Spread | null;
  /** Of the courses that are done, those brought back to whoever sent them. */
  readonly closure: DecimalText | null;
  /** Of those who are home and whose time is over or who were seen, those seen in time. */
  readonly followedUpInTime: DecimalText | null;
  readonly consultsInTime: DecimalText | null;
  /** From asking to the first answer of e-consults, in minutes. */
  readonly consultMinutes: Spread | null;
}

export function summarize(facts: readonly ReferralFact[], clock: ReportClock): FlowSummary {
  const counts = countMeasures(facts, sentMeasures, clock);
  const answered = facts.filter(({ external }) => !external);
  return {
    counts,
    answeredInTime: shareOf(counts.answered_in_time, counts.answered_in_time + counts.answered_late + counts.unanswered_overdue),
    answerMinutes: spreadOf(answerMinutesOf(answered.filter(isBodily))),
    promisesKept: shareOf(counts.promise_kept, counts.promise_kept + counts.promise_broken),
    waitDays: spreadOf(waitDaysOf(facts.filter(isBodily))),
    closure: shareOf(counts.closure_done, counts.closure_due),
    followedUpInTime: shareOf(counts.follow_up_in_time, counts.follow_up_in_time + counts.follow_up_late),
    consultsInTime: shareOf(counts.consult_in_time, counts.consult_in_time + counts.consult_late),
    consultMinutes: spreadOf(answerMinutesOf(answered.filter((fact) => !isBodily(fact)))),
  };
}

function answerMinutesOf(facts: readonly ReferralFact[]): number[] {
  return facts.flatMap(({ sentAt, answeredAt }) => (answeredAt === null ? [] : [Math.floor((answeredAt - sentAt) / minuteMs)]));
}

function waitDaysOf(facts: readonly ReferralFact[]): number[] {
  return facts.flatMap(({ queuedAt, placedAt }) => (queuedAt === null || placedAt === null ? [] : [daysBetween(dayOfInstant(queuedAt), dayOfInstant(placedAt))]));
}

/** part ÷ whole as decimal text of six places; null for a whole of nothing. */
export function shareOf(part: number, whole: number): DecimalText | null {
  return whole === 0 ? null : exact(part).dividedBy(whole).toFixed(6);
}

/** How many went from one institution to another. */
export interface FlowPair {
  readonly fromInstitutionCode: string;
  readonly toInstitutionCode: string;
  readonly up: number;
  readonly down: number;
  readonly lateral: number;
  readonly arrived: number;
}

/** Who sends to whom, the busiest pair first; e-consults move nobody. */
export function pairsOf(facts: readonly ReferralFact[]): FlowPair[] {
  const groups = groupBy(facts.filter(isBodily), ({ fromInstitutionCode, toInstitutionCode }) => `${fromInstitutionCode} ${toInstitutionCode}`);
  const pairs = groups.map(([, [first, ...rest]]): FlowPair => {
    const all = [first, ...rest];
    const going = (direction: ReferralFact['direction']) => all.filter((fact) => fact.direction === direction).length;
    const { fromInstitutionCode, toInstitutionCode } = first;
    return { fromInstitutionCode, toInstitutionCode, up: going('up'), down: going('down'), lateral: going('lateral'), arrived: all.filter(({ arrivedAt }) => arrivedAt !== null).length };
  });
  const size = ({ up, down, lateral }: FlowPair) => up + down + lateral;
  const key = ({ fromInstitutionCode, toInstitutionCode }: FlowPair) => `${fromInstitutionCode} ${toInstitutionCode}`;
  return pairs.sort((a, b) => size(b) - size(a) || (key(a) < key(b) ? -1 : 1));
}

/** Why receivers said no, in the order of the list; reasons nobody gave are left out, an unnamed one comes last. */
export function declinesOf(facts: readonly ReferralFact[], clock: ReportClock): { readonly code: DeclineCode | null; readonly count: number }[] {
  const declined = counted(facts, 'declined', clock);
  return [...declineCodes, null].map((code) => ({ code, count: declined.filter(({ declineCode }) => declineCode === code).length })).filter(({ count }) => count > 0);
}

/** The summary of each group, in the order of the groups' keys. */
export function summarizeBy(facts: readonly ReferralFact[], keyOf: (fact: ReferralFact) => string, clock: ReportClock): { readonly key: string; readonly summary: FlowSummary }[] {
  return groupBy(facts, keyOf)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, group]) => ({ key, summary: summarize(group, clock) }));
}

/** What was sent in each month of the span, months without any too. */
export function monthlyFlow(facts: readonly ReferralFact[], months: readonly Month[]): { readonly month: Month; readonly up: number; readonly down: number; readonly lateral: number; readonly consults: number }[] {
  return months.map((month) => {
    const own = facts.filter(({ sentAt }) => monthOf(dayOfInstant(sentAt)) === month);
    const going = (direction: ReferralFact['direction']) => own.filter((fact) => isBodily(fact) && fact.direction === direction).length;
    return { month, up: going('up'), down: going('down'), lateral: going('lateral'), consults: own.filter((fact) => !isBodily(fact)).length };
  });
}

function groupBy(facts: readonly ReferralFact[], keyOf: (fact: ReferralFact) => string): [string, [ReferralFact, ...ReferralFact[]]][] {
  const groups = new Map<string, [ReferralFact, ...ReferralFact[]]>();
  for (const fact of facts) {
    const key = keyOf(fact);
    const group = groups.get(key);
    if (group) group.push(fact);
    else groups.set(key, [fact]);
  }
  return [...groups];
}
