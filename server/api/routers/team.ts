import { z } from 'zod';
import { getCapacity } from '@/server/services/team/get-capacity';
import { listTeams } from '@/server/services/team/list-teams';
import { answer, procedure, router } from '../trpc';

const id = z.string().min(1).max(64);

export const teamRouter = router({
  /** The teams within reach with the places they have left. */
  list: procedure('team:read').query(({ ctx }) => listTeams(ctx.service)),
  /** How full a team is, and each of its doctors over all their teams: what is shown while somebody is signed. */
  capacityFor: procedure('team:read')
    .input(z.object({ teamId: id }))
    .query(({ ctx, input }) => answer(getCapacity(ctx.service, input))),
});
