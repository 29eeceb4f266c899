import { listTeams } from '@/server/services/team/list-teams';
import { procedure, router } from '../trpc';

export const teamRouter = router({
  /** The teams within reach with the places they have left. */
  list: procedure('team:read').query(({ ctx }) => listTeams(ctx.service)),
});
