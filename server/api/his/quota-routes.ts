import { z } from 'zod';
import { civilTimeOf, instantOf, isDay } from '@/server/domain/kernel/calendar-day';
import { today } from '@/server/services/context';
import { capacityKinds } from '@/server/domain/quota/slot';
import { listSessions } from '@/server/services/quota/list-sessions';
import { putSession } from '@/server/services/quota/put-session';
import { civilTime, day, text, whole } from './fields';
import { granted } from './problem';
import { type HisRoute, route } from './route';

/** A civil time that there is: a slip of the pen is no time of another day. */
const time = (description: string) => civilTime(description).refine((text) => /^\d{4}-\d\d-\d\d ([01]\d|2[0-3])(:[0-5]\d){2}$/.test(text) && isDay(text.slice(0, 10)));

/** The field that a reason is about. */
const fields: Readonly<Record<string, string>> = {
  not_found: 'id',
  'request.precondition_missing': 'If-Match',
  'request.precondition_failed': 'If-Match',
  'quota.session_in_past': 'starts_at',
  'quota.session_begun': 'starts_at',
  'quota.session_exists': 'starts_at',
  'quota.session_ends_before_start': 'ends_at',
  'quota.capacity_out_of_range': 'capacity',
  'quota.capacity_below_taken': 'capacity',
  'quota.capacity_after_release': 'capacity',
};

const answer = z.object({
  date: day('the day that was asked about'),
  sessions: z.array(
    z.object({
      session_id: text('of the session'),
      version: whole('goes up with each change; PUT /schedules/{id} names it in If-Match'),
      kind: z.enum(capacityKinds).meta({ description: 'clinic: patients of a specialist; exam: examinations of a device; ward: beds of a day' }),
      fixmedins_code: text('institution'),
      department_code: text('department'),
      department_name: text('its name'),
      specialist: text('the specialist, the device or the ward'),
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

const put = z.strictObject({
  kind: z.enum(capacityKinds).default('clinic').meta({ description: 'clinic when absent' }),
  department_code: text('department').trim().min(1).max(64),
  department_name: text('its name').trim().min(1).max(50),
  specialist: text('the specialist, the device or the ward').trim().min(1).max(50),
  starts_at: time('begins; of a ward, when it admits'),
  ends_at: time('ends'),
  capacity: whole('patients, examinations or beds in all'),
  urgent_only: z.boolean().default(false).meta({ description: 'kept for urgent and emergency referrals' }),
  public_lead_days: z.int().min(0).max(90).default(7).meta({ description: 'days ahead that the public may book' }),
  cancelled_because: z.string().trim().min(1).max(100).optional().meta({ description: 'the session is called off: why. Everybody who counts on it goes back on the waiting list with their turn' }),
});

const kept = z.object({
  session_id: text('of the session'),
  version: whole('also the ETag'),
  status: z.enum(['published', 'cancelled']),
  capacity: whole('places in all'),
  reserved: whole('places reserved for family-doctor referrals'),
  requeued: z.array(z.string()).meta({ description: 'numbers of the referrals that went back on the waiting list' }),
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
            version: session.version,
            kind: session.kind,
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
  route({
    method: 'PUT',
    path: '/schedules/{id}',
    summary: 'Publishes a session under the hospital’s own id, changes its capacity, or calls it off; the same again changes nothing',
    params: z.strictObject({ id: z.string().regex(/^[\w-]{1,40}$/).meta({ description: 'the hospital’s own id of the session, or a session_id', examples: ['CZ20250317-0001'] }) }),
    body: put,
    answer: kept,
    etagOf: ({ version }) => version,
    run: async (context, { params, body, raw }) => {
      const { session, displaced } = granted(
        await putSession(context, {
          ...{ id: params.id, seen: raw.seen, kind: body.kind, departmentCode: body.department_code, departmentName: body.department_name, resourceName: body.specialist },
          ...{ startsAt: instantOf(body.starts_at), endsAt: instantOf(body.ends_at), capacity: body.capacity, urgentOnly: body.urgent_only },
          ...{ publicLeadDays: body.public_lead_days, cancelledBecause: body.cancelled_because ?? null },
        }),
        ({ code }) => fields[code] ?? null,
      );
      const { id, version, status, capacity, reserved } = session;
      return { session_id: id, version, status, capacity, reserved, requeued: displaced.map(({ number }) => number) };
    },
  }),
];
