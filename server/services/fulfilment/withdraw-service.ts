import { findServiceRecord, returnToCount, withdrawServiceRecord } from '@/db/queries/service-record';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { actorRef } from '@/server/domain/permission/actor';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';
import { replanFollowUps } from './replan-follow-ups';

export interface WithdrawServiceInput {
  readonly serviceId: string;
  readonly reason: string;
}

/** 撤销服务记录: what was recorded in error stays to be read, says why, and counts for nothing any more. */
export function withdrawService(context: ServiceContext, { serviceId, reason }: WithdrawServiceInput): Promise<Outcome<{ serviceId: string }, AnyRefusal>> {
  const reach = permit(context, 'service:record');
  return unitOfWork<{ serviceId: string }, AnyRefusal>(context, async ({ tx, audit }) => {
    const record = await findServiceRecord(tx, reach, serviceId);
    if (!record) return refuse({ code: 'not_found', facts: { what: 'service' } });
    if (reason.trim() === '') return refuse({ code: 'service.reason_missing', facts: {} });
    const won = await withdrawServiceRecord(tx, record, actorRef(context.actor), context.now(), reason.trim());
    if (!won) return refuse({ code: 'service.already_withdrawn', facts: { day: record.day } });
    if (!record.beyondPackage) await returnToCount(tx, record);
    await replanFollowUps(tx, record.regionCode, [record.residentId]);
    const { contractId, residentId, day, itemCode } = record;
    await audit({ action: 'service.withdrawn', subject: { kind: 'contract', id: contractId }, facts: { serviceId, residentId, day, itemCode, reason: reason.trim() } });
    return accept({ serviceId });
  });
}
