import { describeSelf } from '@/server/services/account/describe-self';
import { procedure, router } from '../trpc';

export const meRouter = router({
  /** Who is signed in, where they work and what they may do. */
  self: procedure('anyone').query(({ ctx }) => describeSelf(ctx.service)),
});
