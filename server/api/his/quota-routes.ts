import { z } from 'zod';
import { civilTimeOf } from '@/server/domain/kernel/calendar-day';
import { today } from '@/server/services/context';
import { listSessions } from '@/server/services/quota/list-sessions';
import { civilTime, day, text, whole } from './fields';
import { type HisRoute, route } from './route';

const answer = z.object({
  date: day('the day that was asked about'),
  sessions: z.array(
    z.object({
      session_id: text('of the session'),
      fixmedins_code: text('institution'),
      department_code: text('department'),
      department_name: text('its name'),
      specialist: text('who sees patients'),
      starts_at: civilTime('begins'),
      ends_at: civilTime('ends'),
      urgent_only: z.boolean(),
      capacity: whole('places in all'),
      reserved: whole('places reserved for family-doctor referrals; the next ones add up to it'),
      free: whole('may be taken'),
      held: whole('held by a referral that waits for an answer'),
      booked: whole('booked'),
      used: whole('the patient came'),
      no_show: whole('the patient did not come'),
      released: whole('gone back to the hospital'),
      withdrawn: whole('taken out of what was offered'),
    }),
  ),
});

export const quotaRoutes: readonly HisRoute[] = [
  route({
    method: 'GET',
    path: '/quota',
    summary: 'The published sessions of one day with what became of their reserved places',
    query: z.strictObject({ date: day('the day; today when absent').optional() }),
    answer,
    run: async (context, { query }) => {
      const date = query.date ?? today(context);
      const { sessions } = await listSessions(context, { day: date, institutionCode: null });
      return {
        date,
        sessions: sessions
          .filter((session) => session.day === date)
          .map((session) => ({
            session_id: session.id,
            fixmedins_code: session.institutionCode,
            department_code: session.departmentCode,
            department_name: session.departmentName,
            specialist: session.resourceName,
            starts_at: civilTimeOf(session.startsAt),
            ends_at: civilTimeOf(session.endsAt),
            urgent_only: session.urgentOnly,
            capacity: session.capacity,
            reserved: session.reserved,
            ...session.slots,
          })),
      };
    },
  }),
];
