import { addDays, type Day } from '@/server/domain/kernel/calendar-day';
import type { Instant } from '@/server/domain/kernel/instant';
import type { HolidayTable } from '@/server/domain/kernel/working-days';
import { plannedDay, type CapacityResource, type ScheduleException, type WeeklySchedule } from './schedule';

/** Sessions stand this many days before the first of them may be booked, so that the hospital sees them and can still change its mind. */
export const planningDays = 14;

export interface MakingFacts {
  readonly schedules: readonly { readonly schedule: WeeklySchedule; readonly resource: CapacityResource }[];
  readonly exceptions: readonly ScheduleException[];
  readonly tables: readonly HolidayTable[];
  /** Days for which a pattern has had its session, called off since or not. */
  readonly made: readonly { readonly scheduleId: string; readonly day: Day }[];
  /** How many days before the public the family-doctor side may book. */
  readonly leadDays: number;
  readonly today: Day;
  readonly now: Instant;
}

/** One session that a pattern wants on a day. */
export interface WantedSession {
  readonly schedule: WeeklySchedule;
  readonly resource: CapacityResource;
  readonly day: Day;
  readonly capacity: number;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}

export interface WantedSessions {
  readonly wanted: readonly WantedSession[];
  /** Years in which a pattern waits for the State Council's holidays. */
  readonly unknownYears: readonly number[];
}

/** The last day up to which a pattern's sessions are made: until its places open, and the planning days before that. */
export function horizonOf({ publicLeadDays }: Pick<WeeklySchedule, 'publicLeadDays'>, leadDays: number, today: Day): Day {
  return addDays(today, publicLeadDays + leadDays + planningDays);
}

/** What the patterns want that is not made yet, by day and pattern. A day whose holidays nobody knows yet waits. */
export function wantedSessions(facts: MakingFacts): WantedSessions {
  const { schedules, exceptions, tables, made, leadDays, today, now } = facts;
  const done = new Set(made.map(({ scheduleId, day }) => `${scheduleId} ${day}`));
  const unknownYears = new Set<number>();
  const wanted: WantedSession[] = [];
  for (const { schedule, resource } of schedules) {
    const horizon = horizonOf(schedule, leadDays, today);
    for (let day = schedule.validFrom > today ? schedule.validFrom : today; day <= horizon; day = addDays(day, 1)) {
      if (resource.closedOn !== null && day >= resource.closedOn) break;
      if (done.has(`${schedule.id} ${day}`)) continue;
      const planned = plannedDay(schedule, day, exceptions, tables);
      if (!planned.ok) unknownYears.add(Number(day.slice(0, 4)));
      else if (planned.value.works && planned.value.startsAt > now) {
        const { capacity, startsAt, endsAt } = planned.value;
        wanted.push({ schedule, resource, day, capacity, startsAt, endsAt });
      }
    }
  }
  return {
    wanted: wanted.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.schedule.id < b.schedule.id ? -1 : 1)),
    unknownYears: [...unknownYears].sort((a, b) => a - b),
  };
}
