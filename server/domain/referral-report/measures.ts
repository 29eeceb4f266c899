import { addDays, dayOfInstant, type Day } from '@/server/domain/kernel/calendar-day';
import type { Instant } from '@/server/domain/kernel/instant';
import { type ConsultType, consultTypes } from '@/server/domain/referral/codes';
import { isBodily, type ReferralFact, type ReportClock } from './referral-fact';

/*
 * One table of what is counted. The numbers of a report and the rows that a number opens to are taken by the same predicate, so
 * that the rows behind a 7 are seven.
 */

type Predicate = (fact: ReferralFact, clock: ReportClock) => boolean;

const moves = (keep: Predicate): Predicate => (fact, clock) => isBodily(fact) && keep(fact, clock);
const asks = (keep: Predicate): Predicate => (fact, clock) => !isBodily(fact) && keep(fact, clock);

/** Whether an answer was owed: a receiver that does not work in this program cannot give one here. */
const owesAnswer = ({ external, answerDueAt }: ReferralFact) => !external && answerDueAt !== null;
const inTime = (fact: ReferralFact) => owesAnswer(fact) && fact.answeredAt !== null && fact.answeredAt <= (fact.answerDueAt ?? 0);
const late = (fact: ReferralFact) => owesAnswer(fact) && fact.answeredAt !== null && fact.answeredAt > (fact.answerDueAt ?? 0);
/** The answer's time passed in silence; what was called off before then owes nothing any more. */
const silent = (fact: ReferralFact, { now }: ReportClock) => {
  const due = fact.answerDueAt;
  return owesAnswer(fact) && due !== null && fact.answeredAt === null && due < now && (fact.decidedAt === null || fact.decidedAt > due);
};

const isPromiseKept = ({ placedAt, promisedDay }: ReferralFact) => placedAt !== null && promisedDay !== null && dayOfInstant(placedAt) <= promisedDay;
const isPromiseBroken = ({ placedAt, promisedDay, status }: ReferralFact, { now }: ReportClock) => {
  if (promisedDay === null) return false;
  return placedAt === null ? status === 'waiting' && dayOfInstant(now) > promisedDay : dayOfInstant(placedAt) > promisedDay;
};

/** The course was brought back to whoever sent it: the team has the patient, has seen them, or has closed the matter. */
const hasComeBack = ({ direction, receivedAt, followedUpAt, closedAt, arrivedAt }: ReferralFact) =>
  direction === 'down' ? arrivedAt !== null : receivedAt !== null || followedUpAt !== null || closedAt !== null;
const isDone = ({ direction, completedAt, arrivedAt }: ReferralFact) => (direction === 'down' ? arrivedAt !== null : completedAt !== null);

/**
 * Since when somebody is home and owed a look, and when it was given. After a referral upward they are home when the team had them back, as
 * the team's own clock counts (care-work.ts), or else when the hospital returned them or was done; sent down, from when it was accepted, and then their arrival at the primary institution is the look.
 */
function homecomingOf(fact: ReferralFact): { readonly homeAt: Instant; readonly seenAt: Instant | null } | null {
  const { direction, status } = fact;
  if (!isBodily(fact) || direction === 'lateral') return null;
  const seenAt = direction === 'up' ? fact.followedUpAt : fact.arrivedAt;
  if (status === 'died' && seenAt === null) return null;
  if (direction === 'down') {
    const isExpected = fact.arrivedAt !== null || status === 'accepted' || (status === 'expired' && fact.answeredAt !== null);
    const homeAt = fact.answeredAt ?? fact.sentAt;
    return isExpected ? { homeAt, seenAt } : null;
  }
  const homeAt = fact.receivedAt ?? fact.returnedAt ?? fact.completedAt;
  return homeAt === null ? null : { homeAt, seenAt };
}

function followUpOf(fact: ReferralFact, { now, followUpDays }: ReportClock): 'in_time' | 'late' | 'pending' | null {
  const homecoming = homecomingOf(fact);
  if (homecoming === null) return null;
  const dueOn: Day = addDays(dayOfInstant(homecoming.homeAt), followUpDays);
  if (homecoming.seenAt !== null) return dayOfInstant(homecoming.seenAt) <= dueOn ? 'in_time' : 'late';
  return dayOfInstant(now) > dueOn ? 'late' : 'pending';
}

/** Of the referrals sent in the span: how they were answered, how they went on, and how they ended. */
const sentPredicates = {
  sent: moves(() => true),
  up: moves(({ direction }) => direction === 'up'),
  down: moves(({ direction }) => direction === 'down'),
  lateral: moves(({ direction }) => direction === 'lateral'),
  signed: moves(({ signed }) => signed),
  external: moves(({ external }) => external),
  answered_in_time: moves(inTime),
  answered_late: moves(late),
  unanswered_overdue: moves(silent),
  queued: moves(({ queuedAt }) => queuedAt !== null),
  placed: moves(({ placedAt }) => placedAt !== null),
  waiting: moves(({ status }) => status === 'waiting'),
  promise_kept: moves(isPromiseKept),
  promise_broken: moves(isPromiseBroken),
  arrived: moves(({ arrivedAt }) => arrivedAt !== null),
  completed: moves(({ completedAt }) => completedAt !== null),
  returned: moves(({ returnedAt }) => returnedAt !== null),
  closure_due: moves(isDone),
  closure_done: moves((fact) => isDone(fact) && hasComeBack(fact)),
  follow_up_in_time: (fact, clock) => followUpOf(fact, clock) === 'in_time',
  follow_up_late: (fact, clock) => followUpOf(fact, clock) === 'late',
  follow_up_pending: (fact, clock) => followUpOf(fact, clock) === 'pending',
  declined: moves(({ status }) => status === 'declined'),
  redirected: moves(({ status }) => status === 'redirected'),
  cancelled: moves(({ status }) => status === 'cancelled'),
  expired: moves(({ status }) => status === 'expired'),
  went_elsewhere: moves(({ status }) => status === 'went_elsewhere'),
  died: moves(({ status }) => status === 'died'),
  consult_asked: asks(() => true),
  consult_replied: asks(({ completedAt }) => completedAt !== null),
  consult_in_time: asks(inTime),
  consult_late: asks((fact, clock) => late(fact) || silent(fact, clock)),
} as const satisfies Readonly<Record<string, Predicate>>;

export type SentMeasure = keyof typeof sentPredicates;

const within = (at: Instant | null, { from, until }: ReportClock) => at !== null && at >= from && at < until;
const replied =
  (type: ConsultType): Predicate =>
  (fact, clock) =>
    !isBodily(fact) && fact.consultType === type && within(fact.completedAt, clock);

const repliedToAny: Predicate = asks(({ completedAt }, clock) => within(completedAt, clock));

/**
 * Of what happened in the span, whenever it was sent: who came up, who was sent down, who came back after a referral that was not downward
 * (which is a way down as well), and the questions that were answered. The quarter's report counts these.
 */
const happenedPredicates = {
  moved_up: moves(({ direction, arrivedAt }, clock) => direction === 'up' && within(arrivedAt, clock)),
  sent_down: moves(({ direction, arrivedAt }, clock) => direction === 'down' && within(arrivedAt, clock)),
  came_back: moves(({ direction, returnedAt }, clock) => direction !== 'down' && within(returnedAt, clock)),
  moved_lateral: moves(({ direction, arrivedAt }, clock) => direction === 'lateral' && within(arrivedAt, clock)),
  consult_any: repliedToAny,
  consult_clinical: replied('clinical'),
  consult_imaging: replied('imaging'),
  consult_ecg: replied('ecg'),
  consult_pathology: replied('pathology'),
  consult_laboratory: replied('laboratory'),
} as const satisfies Readonly<Record<string, Predicate>>;

export type HappenedMeasure = keyof typeof happenedPredicates;
export type ReferralMeasure = SentMeasure | HappenedMeasure;

const keysOf = <Key extends string>(table: Readonly<Record<Key, Predicate>>) => Object.keys(table) as Key[];
export const sentMeasures: readonly SentMeasure[] = keysOf(sentPredicates);
export const happenedMeasures: readonly HappenedMeasure[] = keysOf(happenedPredicates);
export const consultMeasures: readonly HappenedMeasure[] = consultTypes.map((type) => `consult_${type}` as const);

const predicates: Readonly<Record<ReferralMeasure, Predicate>> = { ...sentPredicates, ...happenedPredicates };

/** Whether the measure is of what was sent in the span, or of what happened in it. */
export function basisOf(measure: ReferralMeasure): 'sent' | 'happened' {
  return measure in happenedPredicates ? 'happened' : 'sent';
}

/** Whether a measure counts a referral. */
export function isCounted(fact: ReferralFact, measure: ReferralMeasure, clock: ReportClock): boolean {
  return predicates[measure](fact, clock);
}
