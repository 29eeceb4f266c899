import { type TrialHead, listTrials as listRows } from '@/db/queries/trial';
import type { ServiceContext } from '../context';
import { permit } from '../permit';

const shown = 50;

/** The latest trial runs of the actor's region. */
export async function listTrials(context: ServiceContext): Promise<TrialHead[]> {
  const { regionCode } = permit(context, 'policy:try');
  return listRows(context.store.reads, regionCode, shown);
}
