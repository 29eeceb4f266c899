import { minuteMs } from '@/server/domain/kernel/instant';
import { dayOfInstant, daysBetween, monthOf, type Month } from '@/server/domain/kernel/calendar-day';
import { exact, type DecimalText } from '@/server/domain/kernel/money';
import { type DeclineCode, declineCodes } from '@/server/domain/referral/codes';
import { type SentMeasure, isCounted, sentMeasures } from './measures';
import { isBodily, type ReferralFact, type ReportClock } from './referral-fact';
import { Durations, type Spread } from './spread';

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

/** Referrals summed up one after another. */
class Summing {
  private readonly counts = Object.fromEntries(sentMeasures.map((measure) => [measure, 0])) as Record<SentMeasure, number>;
  private readonly answers = new Durations();
  private readonly consultAnswers = new Durations();
  private readonly waits = new Durations();

  /** @param measures which of them count the referral. */
  add(fact: ReferralFact, measures: readonly SentMeasure[]): void {
    for (const measure of measures) this.counts[measure] += 1;
    const { external, sentAt, answeredAt, queuedAt, placedAt } = fact;
    if (!external && answeredAt !== null) (isBodily(fact) ? this.answers : this.consultAnswers).add(Math.floor((answeredAt - sentAt) / minuteMs));
    if (isBodily(fact) && queuedAt !== null && placedAt !== null) this.waits.add(daysBetween(dayOfInstant(queuedAt), dayOfInstant(placedAt)));
  }

  summary(): FlowSummary {
    const { counts } = this;
    return {
      counts: { ...counts },
      answeredInTime: shareOf(counts.answered_in_time, counts.answered_in_time + counts.answered_late + counts.unanswered_overdue),
      answerMinutes: this.answers.spread(),
      promisesKept: shareOf(counts.promise_kept, counts.promise_kept + counts.promise_broken),
      waitDays: this.waits.spread(),
      closure: shareOf(counts.closure_done, counts.closure_due),
      followedUpInTime: shareOf(counts.follow_up_in_time, counts.follow_up_in_time + counts.follow_up_late),
      consultsInTime: shareOf(counts.consult_in_time, counts.consult_in_time + counts.consult_late),
      consultMinutes: this.consultAnswers.spread(),
    };
  }
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

/** What was sent in a month. */
export interface MonthFlow {
  readonly month: Month;
  readonly up: number;
  readonly down: number;
  readonly lateral: number;
  readonly consults: number;
}

type Mutable<Row> = { -readonly [Key in keyof Row]: Row[Key] };

/**
 * 转诊运行: what became of the referrals sent in a span, added up one after another, so that a report of any number of them takes no more
 * room than it has lines.
 */
export class FlowCount {
  private readonly all = new Summing();
  private readonly byKey = new Map<string, Summing>();
  private readonly byPair = new Map<string, Mutable<FlowPair>>();
  private readonly byReason = new Map<DeclineCode | null, number>();
  private readonly byMonth: ReadonlyMap<Month, Mutable<MonthFlow>>;

  constructor(
    readonly clock: ReportClock,
    months: readonly Month[],
    private readonly keyOf: (fact: ReferralFact) => string,
  ) {
    this.byMonth = new Map(months.map((month) => [month, { month, up: 0, down: 0, lateral: 0, consults: 0 }]));
  }

  add(fact: ReferralFact): void {
    const measures = sentMeasures.filter((measure) => isCounted(fact, measure, this.clock));
    const key = this.keyOf(fact);
    const group = this.byKey.get(key) ?? new Summing();
    this.byKey.set(key, group);
    group.add(fact, measures);
    this.all.add(fact, measures);
    if (measures.includes('declined')) this.byReason.set(fact.declineCode, (this.byReason.get(fact.declineCode) ?? 0) + 1);
    const month = this.byMonth.get(monthOf(dayOfInstant(fact.sentAt)));
    if (month && isBodily(fact)) month[fact.direction] += 1;
    else if (month) month.consults += 1;
    if (isBodily(fact)) this.addToPair(fact);
  }

  private addToPair({ fromInstitutionCode, toInstitutionCode, direction, arrivedAt }: ReferralFact): void {
    const key = `${fromInstitutionCode} ${toInstitutionCode}`;
    const pair = this.byPair.get(key) ?? { fromInstitutionCode, toInstitutionCode, up: 0, down: 0, lateral: 0, arrived: 0 };
    this.byPair.set(key, pair);
    pair[direction] += 1;
    if (arrivedAt !== null) pair.arrived += 1;
  }

  total(): FlowSummary {
    return this.all.summary();
  }

  /** The summary of each group, in the order of the groups' keys. */
  groups(): { readonly key: string; readonly summary: FlowSummary }[] {
    return [...this.byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, group]) => ({ key, summary: group.summary() }));
  }

  /** Who sends to whom, the busiest pair first; e-consults move nobody. */
  pairs(): FlowPair[] {
    const size = ({ up, down, lateral }: FlowPair) => up + down + lateral;
    return [...this.byPair].sort(([a, one], [b, other]) => size(other) - size(one) || (a < b ? -1 : 1)).map(([, pair]) => ({ ...pair }));
  }

  /** Why receivers said no, in the order of the list; reasons nobody gave are left out, an unnamed one comes last. */
  declines(): { readonly code: DeclineCode | null; readonly count: number }[] {
    return [...declineCodes, null].map((code) => ({ code, count: this.byReason.get(code) ?? 0 })).filter(({ count }) => count > 0);
  }

  /** What was sent in each month of the span, months without any too. */
  months(): MonthFlow[] {
    return [...this.byMonth.values()].map((month) => ({ ...month }));
  }
}
