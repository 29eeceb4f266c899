import { interruptSilent, listSilent } from '@/db/queries/import';
import { silenceMs } from '@/server/domain/import/batch';
import { accept, refuse } from '@/server/domain/kernel/outcome';
import type { GenericRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';

/**
 * Says of imports whose process has been silent for long that they were interrupted, so that somebody imports their files
 * again. One that was only slow goes on all the same, and says so itself.
 */
export async function interruptImports(context: ServiceContext): Promise<{ interrupted: number }> {
  const { regionCode } = permit(context, 'visit:import');
  const before = context.now() - silenceMs;
  let interrupted = 0;
  for (const id of await listSilent(context.store.reads, regionCode, before)) {
    const outcome = await unitOfWork<null, GenericRefusal>(context, async ({ tx, audit }) => {
      if (!(await interruptSilent(tx, regionCode, id, before, context.now()))) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'batch' } });
      await audit({ action: 'import.interrupted', subject: { kind: 'import', id } });
      return accept(null);
    });
    if (outcome.ok) interrupted += 1;
  }
  return { interrupted };
}
