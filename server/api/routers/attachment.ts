import { z } from 'zod';
import { listAttachments, removeAttachment } from '@/server/services/attachment/list-attachments';
import { answer, procedure, router } from '../trpc';

const id = z.string().min(1).max(64);

/** What goes with a referral. The files themselves travel beside these calls: POST and GET under /api/attachments/. */
export const attachmentRouter = router({
  list: procedure('referral:read')
    .input(z.object({ referralId: id }))
    .query(({ ctx, input }) => answer(listAttachments(ctx.service, input))),
  remove: procedure('referral:create')
    .input(z.object({ referralId: id, attachmentId: id }))
    .mutation(({ ctx, input }) => answer(removeAttachment(ctx.service, input))),
});
