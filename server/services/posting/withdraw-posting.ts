import { findPosting, withdrawPostingRow } from '@/db/queries/posting';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { checkWithdrawal } from '@/server/domain/posting/check-posting';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';

export interface WithdrawPostingInput {
  readonly id: string;
  /** The version that was seen. */
  readonly version: number;
  readonly reason: string;
}

/** Takes a wrong row back, with the reason: it stays to be read and counts no more. */
export function withdrawPosting(context: ServiceContext, { id, version, reason }: WithdrawPostingInput): Promise<Outcome<{ readonly id: string }, AnyRefusal>> {
  const reach = permit(context, 'posting:record');
  return unitOfWork<{ readonly id: string }, AnyRefusal>(context, async ({ tx, audit }) => {
    const posting = await findPosting(tx, reach, id);
    if (!posting) return refuse({ code: 'not_found', facts: { what: 'posting' } });
    const checked = checkWithdrawal(posting, reason);
    if (!checked.ok) return checked;
    const isSeen = posting.version === version;
    if (!isSeen || !(await withdrawPostingRow(tx, posting, context.now(), checked.value))) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'posting' } });
    await audit({ action: 'posting.withdrawn', subject: { kind: 'posting', id }, facts: { reason: checked.value } });
    return accept({ id });
  });
}
