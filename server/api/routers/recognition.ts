import { z } from 'zod';
import { isDay } from '@/server/domain/kernel/calendar-day';
import { evidenceKinds } from '@/server/domain/recognition/codes';
import { applyForRecognition } from '@/server/services/recognition/apply-for-recognition';
import { approveRecognition } from '@/server/services/recognition/approve-recognition';
import { declineRecognition } from '@/server/services/recognition/decline-recognition';
import { getRecognition } from '@/server/services/recognition/get-recognition';
import { getRecognitionSubject, listDiseases } from '@/server/services/recognition/get-recognition-subject';
import { listRecognitions, recognitionTabs } from '@/server/services/recognition/list-recognitions';
import { revokeRecognition } from '@/server/services/recognition/revoke-recognition';
import { withdrawRecognition } from '@/server/services/recognition/withdraw-recognition';
import { answer, procedure, router } from '../trpc';

const id = z.string().min(1).max(64);
const day = z.string().refine(isDay);
const handle = z.object({ recognitionId: id, version: z.number().int().positive().nullable() });
// Longer than the rules allow, so that the rule refuses with its sentence; the bound only keeps nonsense out.
const prose = z.string().max(2000);

const application = z.object({
  requestKey: z.string().min(8).max(64),
  residentId: id,
  diseaseCode: z.string().max(20),
  diagnosisCode: z.string().max(20),
  diagnosisName: z.string().trim().min(1).max(100),
  evidence: z.array(z.object({ kind: z.enum(evidenceKinds), text: prose, issuedOn: day, issuer: z.string().max(200) })).max(50),
  renewsId: id.nullable(),
});

const list = z.object({
  tab: z.enum([...recognitionTabs, 'all']),
  diseaseCode: z.string().min(1).max(20).nullable(),
  text: z.string().max(50),
  page: z.number().int().positive(),
  pageSize: z.number().int().min(1).max(100),
});

export const recognitionRouter = router({
  list: procedure('recognition:read')
    .input(list)
    .query(({ ctx, input }) => listRecognitions(ctx.service, input)),
  detail: procedure('recognition:read')
    .input(z.object({ recognitionId: id }))
    .query(({ ctx, input }) => answer(getRecognition(ctx.service, input))),
  /** What can be applied for. */
  diseases: procedure('recognition:read').query(({ ctx }) => answer(listDiseases(ctx.service))),
  /** The resident it is about, and what they hold already. */
  subject: procedure('recognition:apply')
    .input(z.object({ residentId: id }))
    .query(({ ctx, input }) => answer(getRecognitionSubject(ctx.service, input))),
  file: procedure('recognition:apply')
    .input(application)
    .mutation(({ ctx, input }) => answer(applyForRecognition(ctx.service, input))),
  withdraw: procedure('recognition:apply')
    .input(handle)
    .mutation(({ ctx, input }) => answer(withdrawRecognition(ctx.service, input))),
  approve: procedure('recognition:decide')
    .input(handle.extend({ validFrom: day.nullable() }))
    .mutation(({ ctx, input }) => answer(approveRecognition(ctx.service, input))),
  decline: procedure('recognition:decide')
    .input(handle.extend({ reason: prose }))
    .mutation(({ ctx, input }) => answer(declineRecognition(ctx.service, input))),
  revoke: procedure('recognition:decide')
    .input(handle.extend({ revokedFrom: day.nullable(), reason: prose }))
    .mutation(({ ctx, input }) => answer(revokeRecognition(ctx.service, input))),
});
