import { findContractInForce } from '@/db/queries/contract';
import { findResident } from '@/db/queries/resident';
import type { ServicePlace } from '@/server/domain/fulfilment/service';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { type Outcome, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { type RecordedServices, recordService } from './record-service';

export interface RecordServicesInput {
  readonly requestKey: string;
  readonly itemCode: string;
  readonly day: Day;
  readonly practitionerId: string | null;
  readonly place: ServicePlace;
  readonly note: string | null;
  readonly bySubstitute: boolean;
  readonly beyondPackage: boolean;
  readonly residentIds: readonly string[];
}

/** What became of one resident of a batch. */
export interface BatchRow {
  readonly residentId: string;
  readonly outcome: Outcome<RecordedServices, AnyRefusal>;
}

export const mostInBatch = 200;

/**
 * 批量登记: the same item on the same day to many residents, each under the contract that covered the day. Every resident is a unit of work
 * of their own, so that one refusal keeps nobody else's from being written, and each gets an answer. Sent again under the same key, those
 * that were written are found and the others tried again.
 */
export async function recordServices(context: ServiceContext, { residentIds, itemCode, ...shared }: RecordServicesInput): Promise<BatchRow[]> {
  const reach = permit(context, 'service:record');
  const rows: BatchRow[] = [];
  for (const residentId of [...new Set(residentIds)]) {
    const q = context.store.reads;
    const resident = await findResident(q, reach, residentId);
    const contract = resident && (await findContractInForce(q, reach.regionCode, residentId, shared.day));
    const outcome: Outcome<RecordedServices, AnyRefusal> = contract
      ? await recordService(context, { ...shared, contractId: contract.id, itemCodes: [itemCode], measurements: {} })
      : refuse({ code: 'not_found', facts: { what: resident ? 'contract' : 'resident' } });
    rows.push({ residentId, outcome });
  }
  return rows;
}
