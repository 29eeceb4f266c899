import { type SweepResult, countDueSlots, sweepSlots } from '@/db/queries/quota';
import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';

/**
 * What the clock does to slots: free ones past their session's release go back to the hospital, and holds that have run out
 * become free. A hold still running outlives the release. It may run at any time and on several machines at once.
 */
export async function releaseSlots(context: ServiceContext): Promise<Outcome<SweepResult, AnyRefusal>> {
  const reach = permit(context, 'quota:publish');
  const now = context.now();
  // Most runs find nothing, and then leave no transaction and no audit row behind.
  if ((await countDueSlots(context.store.reads, reach, now)) === 0) return accept({ released: 0, freed: 0 });
  return unitOfWork<SweepResult, AnyRefusal>(context, async ({ tx, audit }) => {
    const swept = await sweepSlots(tx, reach, now);
    await audit({ action: 'slots.released', subject: { kind: 'region', id: reach.regionCode }, facts: { ...swept } });
    return accept(swept);
  });
}
