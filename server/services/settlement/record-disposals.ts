import { saveDisposals } from '@/db/queries/disposal';
import { findSettlement } from '@/db/queries/settlement';
import { dayOfInstant } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { actorRef } from '@/server/domain/permission/actor';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type LineDisposal, decideDisposals } from '@/server/domain/settlement/closing';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';
import { courseOf } from './course-of';

export interface DisposalsInput {
  readonly settlementId: string;
  readonly disposals: readonly LineDisposal[];
}

/** 记收付: puts down, line by line, that a final was paid or recovered, or is carried; all of them or none. */
export async function recordDisposals(context: ServiceContext, { settlementId, disposals }: DisposalsInput): Promise<Outcome<{ readonly recorded: number }, AnyRefusal>> {
  const reach = permit(context, 'settlement:dispose');
  return unitOfWork<{ readonly recorded: number }, AnyRefusal>(context, async ({ tx, audit }) => {
    const found = await findSettlement(tx, reach, settlementId);
    if (!found) return refuse({ code: 'not_found', facts: { what: 'settlement' } });
    const days = { confirmed: dayOfInstant(found.confirmedAt ?? context.now()), today: today(context) };
    const decision = decideDisposals(await courseOf(tx, found), found.statement.lines, disposals, days);
    if (!decision.ok) return decision;
    const recorded = { recordedBy: actorRef(context.actor), recordedAt: context.now() };
    await saveDisposals(tx, found.regionCode, settlementId, disposals.map((disposal) => ({ ...disposal, ...recorded })));
    await audit({ action: 'settlement.disposed', subject: { kind: 'settlement', id: settlementId }, facts: { lines: disposals.map(({ poolId, code, disposal }) => ({ poolId, code, ...disposal })) } });
    return accept({ recorded: disposals.length });
  });
}
