import type { Reach } from '@/db';
import { listInstitutions } from '@/db/queries/registry';
import type { Scope } from '@/server/domain/permission/scopes';
import type { ServiceContext } from '../context';
import { permit } from '../permit';

/**
 * How far a report looks: the actor's reach, or what of it belongs to one alliance. An alliance outside the reach leaves nothing.
 *
 * @throws PermissionDenied
 */
export async function reportReach(context: ServiceContext, scope: Scope, allianceId: string | null): Promise<Reach> {
  const reach = permit(context, scope);
  if (allianceId === null) return reach;
  const { regionCode, institutionCodes } = reach;
  const members = (await listInstitutions(context.store.reads, regionCode)).filter((place) => place.allianceId === allianceId).map(({ code }) => code);
  return { regionCode, institutionCodes: institutionCodes === 'all' ? members : members.filter((code) => institutionCodes.includes(code)) };
}
