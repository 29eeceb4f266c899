import { z } from 'zod';
import { civilTimeOf } from '@/server/domain/kernel/calendar-day';
import { declineCodes, referralDirections, referralKinds, referralPriorities, referralStatuses } from '@/server/domain/referral/codes';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '@/server/services/context';
import { closeNumberedReferral, type ReportedStep } from '@/server/services/referral/close-numbered-referral';
import { type FeedPlace, listReferralChanges, type ReferralChange } from '@/server/services/referral/list-referral-changes';
import { civilTime, day, text, whole } from './fields';
import { granted } from './problem';
import { type HisRoute, route } from './route';

/** Events that a hospital's program can act on; it passes over what it does not know. */
const events = [
  ...['created', 'agreed', 'info_asked', 'info_given', 'accepted', 'queued', 'offered', 'offer_lapsed', 'offer_declined', 'offer_withdrawn', 'promise_broken', 'taken', 'rebooked', 'declined', 'redirected', 'replied', 'asked_again'],
  ...['escalated', 'arrived', 'treated', 'completed', 'returned', 'received', 'followed_up', 'closed', 'cancelled', 'left', 'missed', 'expired', 'died'],
] as const;

const change = z.object({
  event_id: text('the same event never has another; a program that has seen it passes it over'),
  event: text(`what happened: ${events.join(', ')}; others may be added`),
  at: civilTime('when'),
  refl_no: text('number of the referral'),
  status: z.enum(referralStatuses).meta({ description: 'as it stands now' }),
  version: whole('goes up with each change'),
  psn_name: text('patient'),
  certno_masked: text('certificate number, masked'),
  signed: z.boolean().meta({ description: 'whether the patient was signed when it was written' }),
  direction: z.enum(referralDirections),
  kind: z.enum(referralKinds),
  priority: z.enum(referralPriorities),
  from_fixmedins_code: text('who refers'),
  to_fixmedins_code: text('who receives'),
  department_code: text('department'),
  department_name: text('its name'),
  dise_codg: text('diagnosis').nullable(),
  dise_name: text('its name'),
  reason: text('why'),
  slot_starts_at: civilTime('the reserved place it holds or has booked').nullable(),
  answer_due_at: civilTime('by when an answer is owed').nullable(),
});

const mostChanges = 200;

const feedRoute = route({
  method: 'GET',
  path: '/referrals',
  summary: 'What happened to the referrals from and to the institution since a cursor, oldest first',
  query: z.strictObject({
    since: z.string().max(200).refine((cursor) => placeOf(cursor) !== null).optional().meta({ description: 'next of the answer before; from the beginning when absent' }),
    limit: z.coerce.number().int().min(1).max(mostChanges).default(100).meta({ description: `at most ${mostChanges}`, examples: ['100'] }),
  }),
  answer: z.object({
    changes: z.array(change),
    next: text('cursor to go on from, now or later').nullable(),
    more: z.boolean().meta({ description: 'whether to ask again at once' }),
  }),
  run: async (context, { query }) => {
    const since = query.since === undefined ? null : placeOf(query.since);
    const { changes, hasMore } = await listReferralChanges(context, { since, limit: query.limit });
    const last = changes[changes.length - 1];
    return { changes: changes.map(changeOf), next: last ? cursorOf(last.place) : (query.since ?? null), more: hasMore };
  },
});

function changeOf({ place, ...told }: ReferralChange): z.input<typeof change> {
  return {
    event_id: `${told.number}#${place.seq}`,
    event: told.event,
    at: civilTimeOf(place.at),
    refl_no: told.number,
    status: told.status,
    version: told.version,
    psn_name: told.residentName,
    certno_masked: told.maskedNumber,
    signed: told.signed,
    direction: told.direction,
    kind: told.kind,
    priority: told.priority,
    from_fixmedins_code: told.fromInstitutionCode,
    to_fixmedins_code: told.toInstitutionCode,
    department_code: told.departmentCode,
    department_name: told.departmentName,
    dise_codg: told.diagnosisCode,
    dise_name: told.diagnosisName,
    reason: told.reason,
    slot_starts_at: told.slotStartsAt === null ? null : civilTimeOf(told.slotStartsAt),
    answer_due_at: told.answerDueAt === null ? null : civilTimeOf(told.answerDueAt),
  };
}

function cursorOf({ at, referralId, seq }: FeedPlace): string {
  return Buffer.from(`${at} ${seq} ${referralId}`).toString('base64url');
}

/** Null for what is no cursor of ours. */
function placeOf(cursor: string): FeedPlace | null {
  const [, at = '', seq = '', referralId = ''] = /^(\d{1,15}) (\d{1,9}) (\S{1,64})$/.exec(Buffer.from(cursor, 'base64url').toString('utf8')) ?? [];
  return at === '' ? null : { at: Number(at), seq: Number(seq), referralId };
}

const params = z.strictObject({ refl_no: z.string().min(1).max(30).meta({ description: 'number of the referral' }) });

const taken = z.object({
  refl_no: text('number of the referral'),
  status: z.enum(referralStatuses).meta({ description: 'as it stands now' }),
  version: whole('goes up with each change'),
  repeated: z.boolean().meta({ description: 'true when the step had been taken before; nothing was changed' }),
});

async function take(context: ServiceContext, number: string, step: ReportedStep): Promise<z.input<typeof taken>> {
  const { status, version, repeated } = granted(await closeNumberedReferral(context, number, step), fieldOf);
  return { refl_no: number, status, version, repeated };
}

function fieldOf({ code }: AnyRefusal): string | null {
  if (code === 'not_found') return 'refl_no';
  if (code.startsWith('referral.reason_')) return 'reason';
  return code.startsWith('referral.opinion_') ? 'opinion' : null;
}

/** A step that is told by its name alone. */
function bare(path: string, step: Extract<ReportedStep['step'], 'accept' | 'arrive' | 'treat' | 'return' | 'miss' | 'die'>, summary: string): HisRoute {
  return route({ method: 'POST', path: `/referrals/{refl_no}/${path}`, summary, params, answer: taken, run: (context, request) => take(context, request.params.refl_no, { step }) });
}

const reason = z.string().meta({ description: 'why, for the sender and the resident, at most 100 characters' });

export const referralRoutes: readonly HisRoute[] = [
  feedRoute,
  bare('accept', 'accept', 'The hospital takes the patient; the places that the referral holds are booked'),
  route({
    method: 'POST',
    path: '/referrals/{refl_no}/ask-info',
    summary: 'The hospital asks the sender for what it needs to decide',
    params,
    body: z.strictObject({ question: z.string().meta({ description: 'what is wanted, at most 500 characters' }) }),
    answer: taken,
    run: (context, { params: { refl_no }, body }) => take(context, refl_no, { step: 'ask_info', question: body.question }),
  }),
  route({
    method: 'POST',
    path: '/referrals/{refl_no}/decline',
    summary: 'The hospital does not take the patient; what is held goes back',
    params,
    body: z.strictObject({ code: z.enum(declineCodes).meta({ description: 'kind of reason' }), reason }),
    answer: taken,
    run: (context, { params: { refl_no }, body }) => take(context, refl_no, { step: 'decline', code: body.code, reason: body.reason }),
  }),
  bare('arrive', 'arrive', 'The patient has come; the booked place counts as used'),
  bare('treat', 'treat', 'The patient is admitted, or the treatment has begun'),
  route({
    method: 'POST',
    path: '/referrals/{refl_no}/complete',
    summary: 'The hospital is done, with its opinion for the team at home',
    params,
    body: z.strictObject({
      opinion: z.string().meta({ description: 'what was found and how to go on, at most 200 characters' }),
      follow_up_day: day('when the team at home sees the patient next').nullish(),
    }),
    answer: taken,
    run: (context, { params: { refl_no }, body }) =>
      take(context, refl_no, { step: 'complete', opinion: body.opinion, followUpDay: body.follow_up_day ?? null }),
  }),
  bare('return', 'return', 'The patient goes back to the team at home'),
  bare('miss', 'miss', 'The patient has not come; the booked place counts as a no-show'),
  route({
    method: 'POST',
    path: '/referrals/{refl_no}/leave',
    summary: 'The patient went somewhere else; what is booked goes back',
    params,
    body: z.strictObject({ reason }),
    answer: taken,
    run: (context, { params: { refl_no }, body }) => take(context, refl_no, { step: 'leave', reason: body.reason }),
  }),
  bare('death', 'die', 'The patient died at the hospital; beds of the days to come are free'),
];
