import { listPendingPhoneChanges } from '@/db/queries/phone-change';
import { maskedPhoneOf } from '@/db/queries/resident';
import type { ServiceContext } from '../context';
import { permit } from '../permit';

export interface PendingPhoneChange {
  readonly id: string;
  readonly residentId: string;
  readonly residentName: string;
  readonly oldMasked: string | null;
  readonly newMasked: string;
  readonly askedAt: number;
}

/** New phones of residents within reach that wait for somebody to ask the person. */
export async function listPhoneChanges(context: ServiceContext): Promise<{ rows: PendingPhoneChange[]; total: number }> {
  const reach = permit(context, 'phone:decide');
  const rows = (await listPendingPhoneChanges(context.store.reads, reach)).map(({ change, resident }) => ({
    ...{ id: change.id, residentId: resident.id, residentName: resident.name, askedAt: change.askedAt },
    ...{ oldMasked: maskedPhoneOf(resident), newMasked: maskedPhoneOf(change) ?? '' },
  }));
  return { rows, total: rows.length };
}
