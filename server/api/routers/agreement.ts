import { z } from 'zod';
import { templateMostCharacters } from '@/server/domain/agreement/add-template';
import { agreementKinds } from '@/server/domain/agreement/codes';
import { isDay } from '@/server/domain/kernel/calendar-day';
import { addAgreementTemplate } from '@/server/services/agreement/add-agreement-template';
import { getAgreement, getOwnAgreement } from '@/server/services/agreement/get-agreement';
import { listTemplates } from '@/server/services/agreement/list-templates';
import { previewAgreement, previewOwnAgreement } from '@/server/services/agreement/preview-agreement';
import { previewTemplate } from '@/server/services/agreement/preview-template';
import { recordSignature } from '@/server/services/agreement/record-signature';
import { listConsents } from '@/server/services/consent/list-consents';
import { deskSignature } from '../signature-input';
import { answer, procedure, router } from '../trpc';
import { registration } from './resident';

const id = z.string().max(64);
const day = z.string().refine(isDay);
const guardian = z.object({ name: z.string().max(50), relation: z.string().max(20) }).nullable();

const terms = {
  teamId: id,
  practitionerId: id.nullable(),
  packageCodes: z.array(z.string().max(40)).min(1).max(20),
  startDay: day.nullable(),
  termYears: z.int().min(1).max(99),
  guardian,
};

/** Twice the limit that the rule tells of, so that the rule and not the form says what is too long. */
const text = { kind: z.enum(agreementKinds), title: z.string().max(100), body: z.string().max(2 * templateMostCharacters) };

export const agreementRouter = router({
  get: procedure('agreement:read')
    .input(z.object({ contractId: id }))
    .query(({ ctx, input }) => answer(getAgreement(ctx.service, input))),

  /** A mutation, because a new resident's form holds an identity number, which must never stand in an address. */
  preview: procedure('contract:sign')
    .input(z.object({ ...terms, resident: z.union([z.object({ id }), z.object({ certType: z.string().max(2), certNo: z.string().max(100) }), z.object({ registration })]) }))
    .mutation(({ ctx, input }) => answer(previewAgreement(ctx.service, input))),

  recordSignature: procedure('contract:sign')
    .input(z.object({ contractId: id, signature: deskSignature }))
    .mutation(({ ctx, input }) => answer(recordSignature(ctx.service, input))),

  own: procedure('own:read')
    .input(z.object({ contractId: id }))
    .query(({ ctx, input }) => answer(getOwnAgreement(ctx.service, input))),

  previewOwn: procedure('own:read')
    .input(z.object(terms))
    .query(({ ctx, input }) => answer(previewOwnAgreement(ctx.service, input))),

  templates: procedure('contract:read').query(({ ctx }) => listTemplates(ctx.service)),

  previewTemplate: procedure('contract:read')
    .input(z.object(text))
    .mutation(({ ctx, input }) => answer(previewTemplate(ctx.service, input))),

  addTemplate: procedure('agreement:manage')
    .input(z.object({ ...text, version: z.string().max(40), inForceFrom: day }))
    .mutation(({ ctx, input }) => answer(addAgreementTemplate(ctx.service, input))),
});

export const consentRouter = router({
  list: procedure('resident:read')
    .input(z.object({ residentId: id }))
    .query(({ ctx, input }) => answer(listConsents(ctx.service, input))),
});
