import { z } from 'zod';
import { isDay } from '@/server/domain/kernel/calendar-day';
import { specialtyMemberKinds } from '@/server/domain/quota/specialty';
import { changeSpecialty, endSpecialty, joinSpecialty, leaveSpecialty } from '@/server/services/specialty/change-specialty';
import { foundSpecialty } from '@/server/services/specialty/found-specialty';
import { getSpecialtyChoices, listSpecialties } from '@/server/services/specialty/list-specialties';
import { answer, procedure, router } from '../trpc';

const day = z.string().refine(isDay);
const code = z.string().min(1).max(64);
const departments = z.array(z.object({ departmentCode: code, departmentName: z.string().trim().min(1).max(50) })).max(50);
const handle = { id: code, version: z.int().min(1) };

export const specialtyRouter = router({
  list: procedure('institution:read').query(({ ctx }) => listSpecialties(ctx.service)),
  choices: procedure('specialty:manage').query(({ ctx }) => getSpecialtyChoices(ctx.service)),
  found: procedure('specialty:manage')
    .input(z.object({ name: z.string().max(50), hospitalCode: code, departments, fromDay: day, toDay: day.nullable() }))
    .mutation(({ ctx, input }) => answer(foundSpecialty(ctx.service, input))),
  change: procedure('specialty:manage')
    .input(z.object({ ...handle, name: z.string().max(50), departments }))
    .mutation(({ ctx, input }) => answer(changeSpecialty(ctx.service, input))),
  join: procedure('specialty:manage')
    .input(z.object({ ...handle, kind: z.enum(specialtyMemberKinds), memberId: code, fromDay: day }))
    .mutation(({ ctx, input }) => answer(joinSpecialty(ctx.service, input))),
  leave: procedure('specialty:manage')
    .input(z.object({ ...handle, memberRowId: code, toDay: day }))
    .mutation(({ ctx, input }) => answer(leaveSpecialty(ctx.service, input))),
  end: procedure('specialty:manage')
    .input(z.object({ ...handle, toDay: day }))
    .mutation(({ ctx, input }) => answer(endSpecialty(ctx.service, input))),
});
