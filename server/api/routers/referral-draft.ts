import { z } from 'zod';
import { referralDirections, referralPriorities } from '@/server/domain/referral/codes';
import { consentWays } from '@/server/domain/referral/consent';
import { symptoms } from '@/server/domain/referral/danger-signs';
import { draftKinds } from '@/server/domain/referral/draft';
import { longestStay } from '@/server/services/referral/hold-places';
import { dropDraft } from '@/server/services/referral-draft/drop-draft';
import { getDraft, listDrafts } from '@/server/services/referral-draft/list-drafts';
import { placeDraft } from '@/server/services/referral-draft/place-draft';
import { saveDraft } from '@/server/services/referral-draft/save-draft';
import { sendDraft } from '@/server/services/referral-draft/send-draft';
import { startDraft } from '@/server/services/referral-draft/start-draft';
import { answer, procedure, router } from '../trpc';

const id = z.string().min(1).max(64);
const code = z.string().max(64);
// Longer than the rules allow, so that what was typed is kept and the rule refuses with its sentence.
const prose = z.string().max(4000);
const value = z.number().int().min(-10_000).max(10_000).optional();

const measurements = z.object({
  ...{ systolic: value, diastolic: value, glucoseTenths: value, heartRate: value },
  ...{ breathRate: value, oxygenPercent: value, temperatureTenths: value, comaScore: value },
});

const body = z.object({
  direction: z.enum(referralDirections),
  priority: z.enum(referralPriorities),
  kind: z.enum(draftKinds),
  places: z.object({ sessionId: id.nullable(), stay: z.object({ sessionId: id, nights: z.number().int().min(1).max(longestStay) }).nullable() }),
  ...{ toInstitutionCode: code, departmentCode: code, withoutPlace: z.boolean(), practitionerId: code },
  diagnosisCode: z.string().min(1).max(30).nullable(),
  ...{ diagnosisName: prose, reason: prose, purpose: prose, findings: prose, history: prose, treatment: prose },
  assessment: z.object({ measurements, symptoms: z.array(z.enum(symptoms)).max(symptoms.length) }),
  consent: z.enum(consentWays).nullable(),
  ...{ guardianName: z.string().max(50), guardianRelation: z.string().max(50) },
});

const handle = z.object({ draftId: id, version: z.number().int().positive() });

/** A referral while it is being written: the writer's own. */
export const referralDraftRouter = router({
  list: procedure('referral:create').query(({ ctx }) => listDrafts(ctx.service)),
  get: procedure('referral:create')
    .input(z.object({ draftId: id }))
    .query(({ ctx, input }) => answer(getDraft(ctx.service, input))),
  start: procedure('referral:create')
    .input(z.object({ residentId: id }))
    .mutation(({ ctx, input }) => answer(startDraft(ctx.service, input))),
  save: procedure('referral:create')
    .input(handle.extend({ body }))
    .mutation(({ ctx, input }) => answer(saveDraft(ctx.service, input))),
  place: procedure('referral:create')
    .input(handle.extend({ body }))
    .mutation(({ ctx, input }) => answer(placeDraft(ctx.service, input))),
  send: procedure('referral:create')
    .input(handle)
    .mutation(({ ctx, input }) => answer(sendDraft(ctx.service, input))),
  drop: procedure('referral:create')
    .input(handle)
    .mutation(({ ctx, input }) => answer(dropDraft(ctx.service, input))),
});
