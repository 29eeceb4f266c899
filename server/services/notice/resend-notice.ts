import { findNotice, requeueNotice } from '@/db/queries/notice-list';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';

/** Puts an SMS that was given up back in line. A code is not sent again: whoever asked for it has stopped waiting. */
export function resendNotice(context: ServiceContext, input: { readonly noticeId: string }): Promise<Outcome<null, AnyRefusal>> {
  const reach = permit(context, 'notice:resend');
  return unitOfWork<null, AnyRefusal>(context, async ({ tx, audit }) => {
    const found = await findNotice(tx, reach, input.noticeId);
    if (!found) return refuse({ code: 'not_found', facts: { what: 'notice' } });
    if (found.failedAt === null) return refuse({ code: 'notice.not_failed', facts: {} });
    if (found.uselessAt !== null) return refuse({ code: 'notice.useless_now', facts: {} });
    if (!(await requeueNotice(tx, reach.regionCode, found.id, context.now()))) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'notice' } });
    await audit({ action: 'notice.resent', subject: { kind: 'notice', id: found.id }, facts: { template: found.template } });
    return accept(null);
  });
}
