import { findRegion, insertRegion } from '@/db/queries/registry';
import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';

/** Opens the actor's region in this installation; opening it again changes nothing. */
export async function openRegion(context: ServiceContext, input: { readonly name: string }): Promise<Outcome<{ readonly alreadyOpen: boolean }, AnyRefusal>> {
  const { regionCode } = permit(context, 'institution:import');
  if (await findRegion(context.store.reads, regionCode)) return accept({ alreadyOpen: true });
  return unitOfWork(context, async ({ tx, audit }) => {
    await insertRegion(tx, { code: regionCode, name: input.name });
    await audit({ action: 'region.opened', subject: { kind: 'region', id: regionCode }, facts: { name: input.name } });
    return accept({ alreadyOpen: false });
  });
}
