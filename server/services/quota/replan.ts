import type { Reach } from '@/db';
import { listHolidayTables } from '@/db/queries/policy';
import type { ResourceSchedule } from '@/db/queries/schedule';
import { listComingSessions } from '@/db/queries/session-change';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { HolidayTable } from '@/server/domain/kernel/working-days';
import type { Displacement } from '@/server/domain/quota/cancel-session';
import { type ScheduleException, plannedDay } from '@/server/domain/quota/schedule';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import type { UnitOfWork } from '../unit-of-work';
import { callOffSession } from './call-off-session';
import { resizeSession } from './change-capacity';
import type { Displaced } from './displace-referrals';
import { listWantedSessions, makeWanted } from './make-sessions';

/** What the patterns were and what they have become, with the exceptions of either time. */
export interface Replanning {
  readonly before: readonly ResourceSchedule[];
  readonly after: readonly ResourceSchedule[];
  readonly exceptionsBefore: readonly ScheduleException[];
  readonly exceptionsAfter: readonly ScheduleException[];
  /** What becomes of whoever counts on a session that falls away. */
  readonly displacement: Exclude<Displacement, 'rebook'>;
  readonly reason: string;
}

/** What a change of pattern or exception did to the sessions that stood. */
export interface Replanned {
  readonly made: number;
  readonly resized: number;
  readonly calledOff: number;
  readonly displaced: readonly Displaced[];
  /** Years in which patterns wait for the State Council's holidays. */
  readonly unknownYears: readonly number[];
}

/**
 * Brings the coming sessions of some patterns after what the patterns say now, inside the work that changed them and after the change is
 * saved: a session whose day falls away is called off, one whose planned number changed is resized, and what is missing is made. A day
 * for which the plan stays the same keeps what the hospital changed of it by hand. Everything that stands in the way is refused at once.
 */
export async function replan(context: ServiceContext, unit: UnitOfWork, reach: Reach, planning: Replanning): Promise<Outcome<Replanned, AnyRefusal>> {
  const tables = await listHolidayTables(unit.tx);
  const refusals: AnyRefusal[] = [];
  const displaced: Displaced[] = [];
  const counts = { resized: 0, calledOff: 0 };
  for (const { schedule } of planning.before) {
    for (const session of await listComingSessions(unit.tx, schedule.regionCode, schedule.id, context.now())) {
      const wanted = planOf(planning.after, planning.exceptionsAfter, tables, schedule.id, session.day);
      const was = planOf(planning.before, planning.exceptionsBefore, tables, schedule.id, session.day);
      if (wanted === 'unknown' || was === 'unknown' || wanted === was) continue;
      if (wanted === 0) {
        const gone = await callOffSession(context, unit, reach, session, { ...planning, otherSessionId: null, detached: true });
        if (gone.ok) displaced.push(...gone.value);
        else refusals.push(...gone.refusals);
        counts.calledOff += 1;
      } else if (session.releaseAt > context.now()) {
        const resized = await resizeSession(context, unit, session, wanted);
        if (!resized.ok) refusals.push(...resized.refusals);
        counts.resized += 1;
      }
    }
  }
  const [first, ...others] = gathered(refusals);
  if (first) return refuse<AnyRefusal>(first, ...others);
  return accept({ ...counts, displaced, ...(await makeMissing(context, unit, reach, planning)) });
}

async function makeMissing(context: ServiceContext, unit: UnitOfWork, reach: Reach, { after }: Replanning): Promise<Pick<Replanned, 'made' | 'unknownYears'>> {
  let made = 0;
  const years = new Set<number>();
  for (const resourceId of new Set(after.map(({ resource }) => resource.id))) {
    const { wanted, unknownYears } = await listWantedSessions(context, unit.tx, reach, { institutionCode: null, resourceId });
    made += await makeWanted(context, unit, wanted);
    for (const year of unknownYears) years.add(year);
  }
  return { made, unknownYears: [...years].sort((a, b) => a - b) };
}

/** How much a pattern plans for a day, nothing being 0. */
function planOf(schedules: readonly ResourceSchedule[], exceptions: readonly ScheduleException[], tables: readonly HolidayTable[], scheduleId: string, day: string): number | 'unknown' {
  const found = schedules.find(({ schedule }) => schedule.id === scheduleId);
  if (!found || (found.resource.closedOn !== null && found.resource.closedOn <= day)) return 0;
  const planned = plannedDay(found.schedule, day, exceptions, tables);
  if (!planned.ok) return 'unknown';
  return planned.value.works ? planned.value.capacity : 0;
}

/** The referrals of all sessions in one sentence instead of one a session. */
function gathered(refusals: readonly AnyRefusal[]): AnyRefusal[] {
  const numbers = refusals.flatMap((refusal) => (refusal.code === 'quota.session_has_referrals' ? refusal.facts.numbers : []));
  const others = refusals.filter(({ code }) => code !== 'quota.session_has_referrals');
  return numbers.length === 0 ? others : [...others, { code: 'quota.session_has_referrals', facts: { numbers: [...new Set(numbers)] } }];
}
