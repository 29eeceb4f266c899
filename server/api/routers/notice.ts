import { z } from 'zod';
import { deliveries } from '@/server/domain/notice/delivery';
import { addresseeKinds } from '@/server/domain/notice/notice';
import { senderInUse } from '@/server/integration/sms/choose-sender';
import { listNotices } from '@/server/services/notice/list-notices';
import { countUnreadNotices, listBell, markNoticesRead } from '@/server/services/notice/own-bell';
import { resendNotice } from '@/server/services/notice/resend-notice';
import { decidePhoneChange } from '@/server/services/phone-change/decide-phone-change';
import { listPhoneChanges } from '@/server/services/phone-change/list-phone-changes';
import { answer, procedure, router } from '../trpc';

const id = z.string().min(1).max(64);

export const noticeRouter = router({
  /** The outbox. Words of SMS are in it only while nothing is really sent. */
  list: procedure('notice:read')
    .input(
      z.object({
        delivery: z.enum(deliveries).nullable(),
        toKind: z.enum(addresseeKinds).nullable(),
        template: z.string().max(64).nullable(),
        page: z.number().int().min(1).max(10_000),
        pageSize: z.number().int().min(1).max(100),
      }),
    )
    .query(async ({ ctx, input }) => ({ ...(await listNotices(ctx.service, { ...input, withDemoTexts: senderInUse() === 'demo' })), sender: senderInUse() })),
  resend: procedure('notice:resend')
    .input(z.object({ noticeId: id }))
    .mutation(({ ctx, input }) => answer(resendNotice(ctx.service, input))),
  phoneChanges: procedure('phone:decide').query(({ ctx }) => listPhoneChanges(ctx.service)),
  decidePhone: procedure('phone:decide')
    .input(z.object({ id, agree: z.boolean(), reason: z.string().max(200).nullable() }))
    .mutation(({ ctx, input }) => answer(decidePhoneChange(ctx.service, input))),
  unread: procedure('worklist:read').query(({ ctx }) => countUnreadNotices(ctx.service)),
  bell: procedure('worklist:read').query(({ ctx }) => listBell(ctx.service)),
  markRead: procedure('worklist:read')
    .input(z.object({ ids: z.union([z.literal('all'), z.array(id).max(100)]) }))
    .mutation(({ ctx, input }) => markNoticesRead(ctx.service, input.ids)),
});
