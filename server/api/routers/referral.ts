import { z } from 'zod';
import { isDay } from '@/server/domain/kernel/calendar-day';
import { consultTypes, declineCodes, referralDirections, referralKinds, referralPriorities } from '@/server/domain/referral/codes';
import { acceptReferral } from '@/server/services/referral/accept-referral';
import { arriveReferral } from '@/server/services/referral/arrive-referral';
import { cancelReferral, leaveReferral } from '@/server/services/referral/cancel-referral';
import { completeReferral } from '@/server/services/referral/complete-referral';
import { createReferral } from '@/server/services/referral/create-referral';
import { declineReferral } from '@/server/services/referral/decline-referral';
import { getReferral } from '@/server/services/referral/get-referral';
import { getReferralChoices, getReferralSubject } from '@/server/services/referral/get-referral-choices';
import { countReferrals, listReferrals } from '@/server/services/referral/list-referrals';
import { longestStay } from '@/server/services/referral/hold-places';
import { missReferral } from '@/server/services/referral/miss-referral';
import { agreeToReferral } from '@/server/services/referral/agree-to-referral';
import { askInfo } from '@/server/services/referral/ask-info';
import { giveInfo } from '@/server/services/referral/give-info';
import { noteDeath } from '@/server/services/referral/note-death';
import { redirectReferral } from '@/server/services/referral/redirect-referral';
import { treatReferral } from '@/server/services/referral/treat-referral';
import { answer, procedure, router } from '../trpc';
import { referralListInput } from './referral-desk';

const id = z.string().min(1).max(64);
const handle = z.object({ referralId: id, version: z.number().int().positive().nullable() });
// Longer than the rules allow, so that the rule refuses with its sentence; the bound only keeps nonsense out.
const prose = z.string().max(2000);

const places = z.object({ sessionId: id.nullable(), stay: z.object({ sessionId: id, nights: z.number().int().min(1).max(longestStay) }).nullable() });

const order = z.object({
  requestKey: z.string().min(8).max(64),
  residentId: id,
  direction: z.enum(referralDirections),
  priority: z.enum(referralPriorities),
  kind: z.enum(referralKinds),
  consult: z.object({ type: z.enum(consultTypes), mayConvert: z.boolean() }).nullable(),
  places,
  toInstitutionCode: id.nullable(),
  departmentCode: id.nullable(),
  practitionerId: id.nullable(),
  diagnosisCode: z.string().min(1).max(20).nullable(),
  diagnosisName: z.string().trim().min(1).max(100),
  reason: prose,
  findings: prose.nullable(),
  consented: z.boolean(),
  /** How the resident agreed, kept with their consents; a child's guardian is named. */
  consent: z
    .object({ way: z.enum(['desk', 'paper']), guardian: z.object({ name: z.string().max(50), relation: z.string().max(50) }).nullable() })
    .nullable()
    .default(null),
});

export const referralRouter = router({
  list: procedure('referral:read')
    .input(referralListInput)
    .query(({ ctx, input }) => listReferrals(ctx.service, input)),
  counts: procedure('referral:read').query(({ ctx }) => countReferrals(ctx.service)),
  detail: procedure('referral:read')
    .input(z.object({ referralId: id }))
    .query(({ ctx, input }) => answer(getReferral(ctx.service, input))),
  /** What the form of a new referral offers. */
  choices: procedure('referral:create').query(({ ctx }) => getReferralChoices(ctx.service)),
  /** The resident it is about, and what is under way for them already. */
  subject: procedure('referral:create')
    .input(z.object({ residentId: id }))
    .query(({ ctx, input }) => answer(getReferralSubject(ctx.service, input))),
  create: procedure('referral:create')
    .input(order)
    .mutation(({ ctx, input }) => answer(createReferral(ctx.service, input))),
  accept: procedure('referral:accept')
    .input(handle.extend({ places: places.nullable() }))
    .mutation(({ ctx, input }) => answer(acceptReferral(ctx.service, input))),
  decline: procedure('referral:accept')
    .input(handle.extend({ code: z.enum(declineCodes), reason: prose }))
    .mutation(({ ctx, input }) => answer(declineReferral(ctx.service, input))),
  cancel: procedure('referral:create')
    .input(handle.extend({ reason: prose }))
    .mutation(({ ctx, input }) => answer(cancelReferral(ctx.service, input))),
  leave: procedure('referral:create')
    .input(handle.extend({ reason: prose }))
    .mutation(({ ctx, input }) => answer(leaveReferral(ctx.service, input))),
  /** The resident, asked on their phone, agreed at the desk or on paper. */
  agree: procedure('referral:create')
    .input(handle.extend({ way: z.enum(['desk', 'paper']), guardian: z.object({ name: z.string().max(50), relation: z.string().max(20) }).nullable() }))
    .mutation(({ ctx, input }) => answer(agreeToReferral(ctx.service, input))),
  askInfo: procedure('referral:accept')
    .input(handle.extend({ question: prose }))
    .mutation(({ ctx, input }) => answer(askInfo(ctx.service, input))),
  giveInfo: procedure('referral:create')
    .input(handle.extend({ answer: prose }))
    .mutation(({ ctx, input }) => answer(giveInfo(ctx.service, input))),
  redirect: procedure('referral:accept')
    .input(handle.extend({ toInstitutionCode: id, departmentCode: id, reason: prose }))
    .mutation(({ ctx, input }) => answer(redirectReferral(ctx.service, input))),
  treat: procedure('referral:close')
    .input(handle)
    .mutation(({ ctx, input }) => answer(treatReferral(ctx.service, input))),
  noteDeath: procedure('referral:close')
    .input(handle)
    .mutation(({ ctx, input }) => answer(noteDeath(ctx.service, input))),
  arrive: procedure('referral:close')
    .input(handle)
    .mutation(({ ctx, input }) => answer(arriveReferral(ctx.service, input))),
  complete: procedure('referral:close')
    .input(handle.extend({ opinion: prose, followUpDay: z.string().refine(isDay).nullable() }))
    .mutation(({ ctx, input }) => answer(completeReferral(ctx.service, input))),
  miss: procedure('referral:close')
    .input(handle)
    .mutation(({ ctx, input }) => answer(missReferral(ctx.service, input))),
});
