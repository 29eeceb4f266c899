import { z } from 'zod';
import { roles } from '@/server/domain/permission/roles';
import { disableAccount } from '@/server/services/account/disable-account';
import { enableAccount } from '@/server/services/account/enable-account';
import { listAccounts } from '@/server/services/account/list-accounts';
import { answer, procedure, router } from '../trpc';

const one = z.object({ accountId: z.string().min(1).max(64) });

export const accountRouter = router({
  list: procedure('account:read')
    .input(
      z.object({
        role: z.enum(roles).nullable().default(null),
        disabled: z.boolean().nullable().default(null),
        page: z.number().int().min(1).max(100_000).default(1),
        pageSize: z.number().int().min(1).max(100).default(20),
      }),
    )
    .query(({ ctx, input }) => listAccounts(ctx.service, input)),
  /** Disables an account and ends its sessions at once. */
  disable: procedure('account:manage')
    .input(one)
    .mutation(({ ctx, input }) => answer(disableAccount(ctx.service, input))),
  enable: procedure('account:manage')
    .input(one)
    .mutation(({ ctx, input }) => answer(enableAccount(ctx.service, input))),
});
