import { type TrialHead, type TrialRow, findTrial, listTrials as listRows } from '@/db/queries/trial';
import { listInstitutions } from '@/db/queries/registry';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { GenericRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';

const shown = 50;

/** The latest trial runs of the actor's region. */
export async function listTrials(context: ServiceContext): Promise<TrialHead[]> {
  const { regionCode } = permit(context, 'policy:try');
  return listRows(context.store.reads, regionCode, shown);
}

export type TrialView = Omit<TrialRow, 'policy'> & {
  /** The names of the institutions in the report. */
  readonly names: Readonly<Record<string, string>>;
};

/** One trial run with its report, as soon as there is one. */
export async function getTrial(context: ServiceContext, id: string): Promise<Outcome<TrialView, GenericRefusal>> {
  const { regionCode } = permit(context, 'policy:try');
  const row = await findTrial(context.store.reads, regionCode, id);
  if (!row) return refuse({ code: 'not_found', facts: { what: 'trial' } });
  const { policy: _policy, ...view } = row;
  const codes = (row.report?.institutions ?? []).map(({ institutionCode }) => institutionCode);
  const institutions = await listInstitutions(context.store.reads, regionCode, codes);
  return accept({ ...view, names: Object.fromEntries(institutions.map(({ code, name }) => [code, name])) });
}
