import { listAlliances, listInstitutions as listRows } from '@/db/queries/registry';
import type { InstitutionLevel } from '@/server/domain/registry/codes';
import type { Institution } from '@/server/domain/registry/institution';
import type { ServiceContext } from '../context';
import { permit } from '../permit';

export type ListedInstitution = Institution & {
  readonly allianceName: string | null;
  /** Whether it is one of the asker's own. */
  readonly own: boolean;
};

/** The institutions of the region, for every place where one is chosen; `levels` narrows to those, empty means all. */
export async function listInstitutions(context: ServiceContext, input: { readonly levels: readonly InstitutionLevel[] }): Promise<ListedInstitution[]> {
  const { regionCode, institutionCodes } = permit(context, 'institution:read');
  const q = context.store.reads;
  const alliances = new Map((await listAlliances(q, regionCode)).map((alliance) => [alliance.id, alliance.name]));
  const rows = await listRows(q, regionCode);
  return rows
    .filter((row) => input.levels.length === 0 || input.levels.includes(row.level))
    .map((row) => ({
      ...row,
      allianceName: alliances.get(row.allianceId ?? '') ?? null,
      own: institutionCodes === 'all' || institutionCodes.includes(row.code),
    }));
}
