import { z } from 'zod';
import { handoverKinds } from '@/server/domain/registry/handover';
import { professions } from '@/server/domain/registry/team';
import { teamRoles } from '@/server/domain/registry/team-composition';
import { addMember } from '@/server/services/team/add-member';
import { changePractitioner } from '@/server/services/team/change-practitioner';
import { changeTeam } from '@/server/services/team/change-team';
import { getCapacity } from '@/server/services/team/get-capacity';
import { getTeam } from '@/server/services/team/get-team';
import { handOver } from '@/server/services/team/hand-over';
import { listOverview } from '@/server/services/team/list-overview';
import { listPractitioners } from '@/server/services/team/list-practitioners';
import { listTeams } from '@/server/services/team/list-teams';
import { openTeam } from '@/server/services/team/open-team';
import { previewHandover } from '@/server/services/team/preview-handover';
import { recordLeaving } from '@/server/services/team/record-leaving';
import { registerPractitioner } from '@/server/services/team/register-practitioner';
import { removeMember } from '@/server/services/team/remove-member';
import { removeGridCell, saveGridCell } from '@/server/services/team/save-grid-cell';
import { suggestTeams } from '@/server/services/team/suggest-teams';
import { answer, procedure, router } from '../trpc';

const id = z.string().min(1).max(64);
const name = z.string().max(50);
const phone = z.string().max(30).nullable();
const capacity = z.number().int();
const ofTeam = z.object({ teamId: id });
const sheet = z.object({ name, profession: z.enum(professions), title: z.string().max(50), capacity: capacity.nullable() });
const role = z.enum(teamRoles);
const plan = z.object({
  kind: z.enum(handoverKinds),
  fromInstitutionCode: id,
  toInstitutionCode: id,
  choices: z.array(z.object({ fromTeamId: id, toTeamId: id, practitionerId: id.nullable() })).max(200),
});
const cell = z.object({ code: z.string().max(30), name, institutionCode: id, teamId: id.nullable(), places: z.array(z.string().max(50)).max(100), takeOver: z.boolean() });

export const teamRouter = router({
  /** The teams within reach that sign people, with the places they have left. */
  list: procedure('team:read').query(({ ctx }) => listTeams(ctx.service)),
  /** Every team within reach, closed ones too, with people, loads and service grid. */
  overview: procedure('team:read').query(({ ctx }) => listOverview(ctx.service)),
  get: procedure('team:read')
    .input(ofTeam)
    .query(({ ctx, input }) => answer(getTeam(ctx.service, input))),
  /** How full a team is, and each of its doctors over all their teams: what is shown while somebody is signed. */
  capacityFor: procedure('team:read')
    .input(ofTeam)
    .query(({ ctx, input }) => answer(getCapacity(ctx.service, input))),
  /** The teams nearest to a resident, by the service grid and by the institution near home. */
  suggest: procedure('contract:sign')
    .input(z.object({ residentId: id }))
    .query(({ ctx, input }) => answer(suggestTeams(ctx.service, input))),
  practitioners: procedure('team:read').query(({ ctx }) => listPractitioners(ctx.service)),
  open: procedure('team:manage')
    .input(z.object({ institutionCode: id, name, doctorName: name, title: z.string().max(50), phone }))
    .mutation(({ ctx, input }) => answer(openTeam(ctx.service, input))),
  change: procedure('team:manage')
    .input(z.object({ teamId: id, name, phone, capacity }))
    .mutation(({ ctx, input }) => answer(changeTeam(ctx.service, input))),
  addMember: procedure('team:manage')
    .input(z.object({ teamId: id, practitionerId: id, role }))
    .mutation(({ ctx, input }) => answer(addMember(ctx.service, input))),
  removeMember: procedure('team:manage')
    .input(z.object({ teamId: id, practitionerId: id, newLeaderId: id.nullable(), successorId: id.nullable() }))
    .mutation(({ ctx, input }) => answer(removeMember(ctx.service, input))),
  registerPractitioner: procedure('team:manage')
    .input(sheet.extend({ institutionCode: id }))
    .mutation(({ ctx, input }) => answer(registerPractitioner(ctx.service, input))),
  changePractitioner: procedure('team:manage')
    .input(sheet.extend({ practitionerId: id }))
    .mutation(({ ctx, input }) => answer(changePractitioner(ctx.service, input))),
  recordLeaving: procedure('team:manage')
    .input(z.object({ practitionerId: id }))
    .mutation(({ ctx, input }) => answer(recordLeaving(ctx.service, input))),
  saveGridCell: procedure('team:manage')
    .input(cell)
    .mutation(({ ctx, input }) => answer(saveGridCell(ctx.service, input))),
  removeGridCell: procedure('team:manage')
    .input(z.object({ code: z.string().max(30) }))
    .mutation(({ ctx, input }) => answer(removeGridCell(ctx.service, input))),
  /** How many contracts would go where, and how full the takers would be. */
  previewHandover: procedure('team:manage')
    .input(plan)
    .query(({ ctx, input }) => answer(previewHandover(ctx.service, input))),
  handOver: procedure('team:manage')
    .input(plan.extend({ reason: z.string().max(200), contracts: z.number().int().min(0) }))
    .mutation(({ ctx, input }) => answer(handOver(ctx.service, input))),
});
