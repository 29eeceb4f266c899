import { listInstitutions } from '@/db/queries/registry';
import { type TrialRow, findTrial } from '@/db/queries/trial';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { GenericRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';

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
