import { type Day, addDays, addMonthsTo, daysBetween } from '@/server/domain/kernel/calendar-day';
import type { FollowUpPlan, ServicePackage } from '@/server/domain/policy/package-terms';
import { type Term, yearsOf } from './term-years';

/** One occasion on which an item of a follow-up plan is to be given. Its days are in order and never move with the calendar. */
export interface Occasion {
  readonly contractId: string;
  readonly planCode: string;
  readonly itemCode: string;
  /** First day on which a service makes it good. */
  readonly opensOn: Day;
  /** On the worklist from here. */
  readonly dueFrom: Day;
  /** Last day in time. */
  readonly dueOn: Day;
  /** Last day on which it can still be made good. */
  readonly closesOn: Day;
  readonly doneOn: Day | null;
}

export const followUpStates = ['upcoming', 'due', 'overdue', 'done', 'missed'] as const;
export type FollowUpState = (typeof followUpStates)[number];

/** Where an occasion stands on a day; exactly one state on every day. */
export function followUpStateOn({ dueFrom, dueOn, closesOn, doneOn }: Pick<Occasion, 'dueFrom' | 'dueOn' | 'closesOn' | 'doneOn'>, day: Day): FollowUpState {
  if (doneOn !== null) return 'done';
  if (day < dueFrom) return 'upcoming';
  if (day <= dueOn) return 'due';
  return day <= closesOn ? 'overdue' : 'missed';
}

/** A contract of a resident, with what it is for under the policy that it was signed by. */
export interface PlannedContract extends Term {
  readonly id: string;
  readonly teamId: string;
  readonly packages: readonly ServicePackage[];
  readonly plans: readonly FollowUpPlan[];
}

export interface FollowUpFacts {
  /** All contracts of one resident. */
  readonly contracts: readonly PlannedContract[];
  readonly birthDay: Day;
  /** Every service that stands, whichever contract it was given under. */
  readonly given: readonly { readonly itemCode: string; readonly day: Day }[];
}

/**
 * 随访计划: the occasions of a resident's contracts. Months count from a contract's first day and divide its years, so that a renewal
 * carries the rhythm on; ages count from birth. A service makes good the oldest occasion that is open on its day, unless one was made
 * good less than the plan's distance before. What lies behind the end of a contract is not owed.
 */
export function planFollowUps({ contracts, birthDay, given }: FollowUpFacts): Occasion[] {
  const inOrder = [...contracts].filter(({ startDay, endDay }) => startDay <= endDay).sort((a, b) => (a.startDay < b.startDay ? -1 : 1));
  const open = inOrder.flatMap((contract) => openingsOf(contract, carriedTo(contract, inOrder), birthDay));
  const codes = [...new Set(open.map(({ plan }) => plan.code))];
  return codes.flatMap((code) => {
    const own = open.filter(({ plan }) => plan.code === code).sort((a, b) => (a.opensOn < b.opensOn ? -1 : 1));
    return made(own, given).filter(({ dueOn, doneOn, lastDay }) => doneOn !== null || dueOn <= lastDay).map(occasionOf);
  });
}

interface Opening extends Omit<Occasion, 'doneOn' | 'planCode'> {
  readonly plan: FollowUpPlan;
  /** The contract's last day; by age, that of the one which carries it on. */
  readonly lastDay: Day;
}

function occasionOf({ plan, lastDay: _, ...rest }: Opening & { readonly doneOn: Day | null }): Occasion {
  return { ...rest, planCode: plan.code };
}

/** The last day of what the same team carries on without a gap. */
function carriedTo(contract: PlannedContract, inOrder: readonly PlannedContract[]): Day {
  const next = inOrder.find(({ startDay, teamId }) => teamId === contract.teamId && startDay === addDays(contract.endDay, 1));
  return next ? carriedTo(next, inOrder) : contract.endDay;
}

function openingsOf(contract: PlannedContract, carried: Day, birthDay: Day): Opening[] {
  return contract.packages.flatMap(({ items }) =>
    items.flatMap(({ code: itemCode, followUp }) => {
      const plan = contract.plans.find(({ code }) => code === followUp);
      if (!plan) return [];
      const spans = plan.rhythm.kind === 'months' ? byMonths(contract, plan, plan.rhythm.every.value) : byAges(contract, plan, plan.rhythm.atMonths.value, birthDay);
      return spans
        .filter(({ opensOn }) => opensOn <= contract.endDay)
        .map((span) => ({
          ...{ contractId: contract.id, plan, itemCode, ...span },
          closesOn: later(span.dueOn, earlier(span.closesOn, carried)),
          lastDay: plan.rhythm.kind === 'months' ? contract.endDay : carried,
        }));
    }),
  );
}

type Span = Pick<Occasion, 'opensOn' | 'dueFrom' | 'dueOn' | 'closesOn'>;

function byMonths(term: Term, { dueDays, graceDays }: FollowUpPlan, every: number): Span[] {
  const inYear = Array.from({ length: 12 / every }, (_, index) => index * every);
  return yearsOf(term).flatMap(({ start, end }) =>
    inYear.map((months) => {
      const opensOn = addMonthsTo(start, months);
      const dueOn = months + every === 12 ? end : addDays(addMonthsTo(start, months + every), -1);
      return { opensOn, dueFrom: later(opensOn, addDays(dueOn, 1 - dueDays.value)), dueOn, closesOn: addDays(dueOn, graceDays.value) };
    }),
  );
}

/** An age is reached, and the item is due from that day on; ages that were reached before the contract are nobody's debt under it. */
function byAges({ startDay }: Term, { dueDays, graceDays }: FollowUpPlan, ages: readonly number[], birthDay: Day): Span[] {
  return ages.flatMap((age, index) => {
    const reached = addMonthsTo(birthDay, age);
    const next = ages[index + 1];
    const dueOn = addDays(reached, dueDays.value - 1);
    const before = next === undefined ? null : addDays(addMonthsTo(birthDay, next), -1);
    const closesOn = later(dueOn, before === null ? addDays(dueOn, graceDays.value) : earlier(addDays(dueOn, graceDays.value), before));
    return reached < startDay ? [] : [{ opensOn: reached, dueFrom: reached, dueOn, closesOn }];
  });
}

/** Which services made which occasions good; in the order of the occasions. */
function made(openings: readonly Opening[], given: FollowUpFacts['given']): (Opening & { readonly doneOn: Day | null })[] {
  const doneOn = new Map<Opening, Day>();
  let last: Day | null = null;
  for (const { itemCode, day } of [...given].sort((a, b) => (a.day < b.day ? -1 : 1))) {
    const found = openings.find((each) => each.itemCode === itemCode && !doneOn.has(each) && each.opensOn <= day && day <= each.closesOn);
    if (!found || (last !== null && daysBetween(last, day) < found.plan.apartDays.value)) continue;
    doneOn.set(found, day);
    last = day;
  }
  return openings.map((each) => ({ ...each, doneOn: doneOn.get(each) ?? null }));
}

const later = (one: Day, other: Day): Day => (one > other ? one : other);
const earlier = (one: Day, other: Day): Day => (one < other ? one : other);
