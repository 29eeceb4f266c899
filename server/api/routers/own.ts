import { describeOwnContract } from '@/server/services/own/describe-own-contract';
import { listOwnLookups } from '@/server/services/own/list-own-lookups';
import { listOwnRecognitions } from '@/server/services/own/list-own-recognitions';
import { listOwnReferrals } from '@/server/services/own/list-own-referrals';
import { summariseOwnBenefits } from '@/server/services/own/summarise-own-benefits';
import { procedure, router } from '../trpc';

/** What residents see of themselves. */
export const ownRouter = router({
  contract: procedure('own:read').query(({ ctx }) => describeOwnContract(ctx.service)),
  referrals: procedure('own:read').query(({ ctx }) => listOwnReferrals(ctx.service)),
  recognitions: procedure('own:read').query(({ ctx }) => listOwnRecognitions(ctx.service)),
  benefits: procedure('own:read').query(({ ctx }) => summariseOwnBenefits(ctx.service)),
  lookups: procedure('own:read').query(({ ctx }) => listOwnLookups(ctx.service)),
});
