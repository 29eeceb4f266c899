import { z } from 'zod';
import { isDay } from '@/server/domain/kernel/calendar-day';
import { insutypes, keyGroups, sexes } from '@/server/domain/registry/codes';
import { guardianRelations, householdRelations } from '@/server/domain/registry/household';
import { deathDocuments } from '@/server/domain/registry/resident-change';
import { saveHousehold } from '@/server/services/household/save-household';
import { changeContact, changeHome } from '@/server/services/resident-change/change-contact';
import { changeCoverage, withdrawCoverage } from '@/server/services/resident-change/change-coverage';
import { changeKeyGroups } from '@/server/services/resident-change/change-key-groups';
import { correctParticulars } from '@/server/services/resident-change/correct-particulars';
import { recordDeath, recordMovingAway, recordReturn, withdrawDeath } from '@/server/services/resident-change/record-death';
import { endGuardian, recordGuardian } from '@/server/services/resident-change/record-guardian';
import { answer, procedure, router } from '../trpc';

const id = z.string().max(64);
const day = z.string().refine(isDay);
const reason = z.string().max(200);
/** Whose record, and in which version it was seen. */
const handle = { residentId: id, version: z.int().min(0) };
const certType = z.string().max(2);
const certNo = z.string().max(100);
const phone = z.string().max(30).nullable();
const address = z.string().max(200).nullable();

export const guardianInput = z.object({
  residentId: id.nullable(),
  name: z.string().max(200),
  relation: z.enum(guardianRelations),
  certType: certType.nullable(),
  certNo: certNo.nullable(),
  phone,
  from: day,
});

/** 居民变更: every way of changing a resident's record, each with its history. Reading it is part of resident.get. */
export const residentChangeRouter = router({
  particulars: procedure('resident:correct')
    .input(
      z.object({
        ...handle,
        name: z.string().max(200),
        sex: z.enum(sexes).nullable(),
        birthDay: day.nullable(),
        certificate: z.object({ certType, certNo, because: z.enum(['mistyped', 'renewed']) }).nullable(),
        reason,
      }),
    )
    .mutation(({ ctx, input }) => answer(correctParticulars(ctx.service, input))),

  contact: procedure('resident:change')
    .input(z.object({ ...handle, phone: phone.optional(), address: address.optional(), reason: reason.nullable() }))
    .mutation(({ ctx, input }) => answer(changeContact(ctx.service, input))),

  home: procedure('resident:change')
    .input(z.object({ ...handle, homeInstitutionCode: z.string().max(12).nullable(), reason }))
    .mutation(({ ctx, input }) => answer(changeHome(ctx.service, input))),

  coverage: procedure('resident:correct')
    .input(z.object({ ...handle, from: day, coverage: z.object({ insutype: z.enum(insutypes), retired: z.boolean() }).nullable(), reason }))
    .mutation(({ ctx, input }) => answer(changeCoverage(ctx.service, input))),

  withdrawCoverage: procedure('resident:correct')
    .input(z.object({ ...handle, from: day, reason }))
    .mutation(({ ctx, input }) => answer(withdrawCoverage(ctx.service, input))),

  keyGroups: procedure('resident:change')
    .input(z.object({ ...handle, steps: z.array(z.object({ keyGroup: z.enum(keyGroups), member: z.boolean(), from: day })).max(keyGroups.length), reason: reason.nullable() }))
    .mutation(({ ctx, input }) => answer(changeKeyGroups(ctx.service, input))),

  death: procedure('resident:death')
    .input(z.object({ ...handle, deathDay: day, document: z.enum(deathDocuments), note: reason.nullable() }))
    .mutation(({ ctx, input }) => answer(recordDeath(ctx.service, input))),

  withdrawDeath: procedure('resident:correct')
    .input(z.object({ ...handle, reason }))
    .mutation(({ ctx, input }) => answer(withdrawDeath(ctx.service, input))),

  movingAway: procedure('resident:change')
    .input(z.object({ ...handle, from: day, endsContract: z.boolean(), reason }))
    .mutation(({ ctx, input }) => answer(recordMovingAway(ctx.service, input))),

  comeBack: procedure('resident:change')
    .input(z.object({ ...handle, on: day, reason }))
    .mutation(({ ctx, input }) => answer(recordReturn(ctx.service, input))),

  guardian: procedure('resident:change')
    .input(
      z.object({
        ...handle,
        guardian: guardianInput,
      }),
    )
    .mutation(({ ctx, input }) => answer(recordGuardian(ctx.service, input))),

  endGuardian: procedure('resident:change')
    .input(z.object({ ...handle, guardianId: id, lastDay: day, reason: reason.nullable() }))
    .mutation(({ ctx, input }) => answer(endGuardian(ctx.service, input))),

  household: procedure('resident:change')
    .input(
      z.object({
        residentId: id,
        members: z.array(z.object({ residentId: id, relation: z.enum(householdRelations) })).max(50),
        address,
        seen: z.array(id).max(50),
      }),
    )
    .mutation(({ ctx, input }) => answer(saveHousehold(ctx.service, input))),
});
