import { z } from 'zod';
import { isDay } from '@/server/domain/kernel/calendar-day';
import { accept } from '@/server/domain/kernel/outcome';
import { insutypes, keyGroups, sexes } from '@/server/domain/registry/codes';
import { householdRelations } from '@/server/domain/registry/household';
import { readSearchText } from '@/server/domain/registry/read-search-text';
import { showCloseMatches } from '@/server/services/duplicate/show-close-matches';
import { getHousehold } from '@/server/services/household/get-household';
import { countedLookup } from '@/server/services/resident/count-lookup';
import { findResidentByNumber } from '@/server/services/resident/find-resident';
import { getResident } from '@/server/services/resident/get-resident';
import { listResidents } from '@/server/services/resident/list-residents';
import { registerResident } from '@/server/services/resident/register-resident';
import { searchResidents } from '@/server/services/resident/search-residents';
import { unmaskResident } from '@/server/services/resident/unmask-resident';
import { answer, procedure, router } from '../trpc';
import { guardianInput } from './resident-change';

const certificate = { certType: z.string().max(2), certNo: z.string().max(100) };

/** Lengths guard the server; what a field must hold is the domain's to say, with every reason at once. */
export const registration = z.object({
  ...certificate,
  name: z.string().max(200),
  sex: z.enum(sexes).nullable(),
  birthDay: z.string().refine(isDay).nullable(),
  insutype: z.enum(insutypes),
  retired: z.boolean(),
  keyGroups: z.array(z.enum(keyGroups)).max(keyGroups.length),
  phone: z.string().max(30).nullable(),
  address: z.string().max(200).nullable(),
  homeInstitutionCode: z.string().max(12).nullable(),
  notSameAs: z.array(z.string().max(64)).max(10).optional(),
});

/** The people around somebody who is registered. */
const family = z.object({
  guardian: guardianInput.nullable(),
  livesWith: z.object({ residentId: z.string().max(64), relation: z.enum(householdRelations) }).nullable(),
});

export const paging = { page: z.int().min(1).max(100_000), pageSize: z.int().min(1).max(100) };

export const residentRouter = router({
  list: procedure('resident:read')
    .input(z.object({ text: z.string().max(50), ...paging }))
    .query(({ ctx, input }) => listResidents(ctx.service, input)),

  /** Mutations, because a query's input stands in the address, where numbers and phones must never be. */
  search: procedure('resident:read')
    .input(z.object({ text: z.string().max(60) }))
    .mutation(({ ctx, input }) => {
      const search = () => searchResidents(ctx.service, input);
      // A whole number finds anybody of the region; everything else lies within reach.
      return readSearchText(input.text).kind === 'number' ? answer(countedLookup(ctx.service, async () => accept(await search()))) : search();
    }),

  closeMatches: procedure('resident:register')
    .input(registration.pick({ certType: true, name: true, sex: true, birthDay: true, phone: true, address: true }).extend({ certNo: z.string().max(100).nullable() }))
    .mutation(({ ctx, input }) => answer(countedLookup(ctx.service, () => showCloseMatches(ctx.service, input)))),

  get: procedure('resident:read')
    .input(z.object({ residentId: z.string().max(64) }))
    .query(({ ctx, input }) => answer(getResident(ctx.service, input))),

  /** With what signing a whole household at once needs to know of each. */
  household: procedure('resident:read')
    .input(z.object({ residentId: z.string().max(64) }))
    .query(({ ctx, input }) => answer(getHousehold(ctx.service, input))),

  /** A mutation, because a query's input stands in the address, where an identity number must never be. */
  find: procedure('resident:read')
    .input(z.object(certificate))
    .mutation(({ ctx, input }) => answer(countedLookup(ctx.service, () => findResidentByNumber(ctx.service, input)))),

  register: procedure('resident:register')
    .input(registration.extend({ family: family.optional() }))
    .mutation(({ ctx, input }) => answer(countedLookup(ctx.service, () => registerResident(ctx.service, input)))),

  unmask: procedure('resident:unmask')
    .input(z.object({ residentId: z.string().max(64), reason: z.string().max(200) }))
    .mutation(({ ctx, input }) => answer(unmaskResident(ctx.service, input))),
});
