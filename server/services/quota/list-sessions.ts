import { type SessionUse, listSessions as querySessions } from '@/db/queries/quota-overview';
import { type Day, addDays, weekday } from '@/server/domain/kernel/calendar-day';
import type { CapacityKind } from '@/server/domain/quota/slot';
import type { ServiceContext } from '../context';
import { permit } from '../permit';

export interface ListSessionsInput {
  /** Any day of the week that is wanted. */
  readonly day: Day;
  /** Null: all institutions within reach. */
  readonly institutionCode: string | null;
  /** Left out or null: every kind, every department. */
  readonly kind?: CapacityKind | null;
  readonly departmentCode?: string | null;
}

export interface SessionWeek {
  /** Monday and Sunday. */
  readonly fromDay: Day;
  readonly toDay: Day;
  readonly sessions: readonly SessionUse[];
}

/** The published sessions of one week with what became of their reserved places, for the calendar. */
export async function listSessions(context: ServiceContext, input: ListSessionsInput): Promise<SessionWeek> {
  const reach = permit(context, 'quota:read');
  const fromDay = addDays(input.day, 1 - weekday(input.day));
  const toDay = addDays(fromDay, 6);
  const sessions = await querySessions(context.store.reads, reach, { institutionCode: input.institutionCode, fromDay, toDay, now: context.now() });
  const { kind = null, departmentCode = null } = input;
  return { fromDay, toDay, sessions: sessions.filter((session) => (kind === null || session.kind === kind) && (departmentCode === null || session.departmentCode === departmentCode)) };
}
