import { type KeptSpecialty, listSpecialties as querySpecialties } from '@/db/queries/specialty';
import { listSessionDepartments } from '@/db/queries/quota-overview';
import { listAlliances, listInstitutions } from '@/db/queries/registry';
import { lasts } from '@/server/domain/quota/specialty';
import { type Department, departments } from '@/server/domain/referral/departments';
import type { AllianceKind, InstitutionLevel } from '@/server/domain/registry/codes';
import { allows } from '@/server/domain/permission/actor';
import { reaches } from '@/db/reach';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';

export interface SpecialtyRow extends KeptSpecialty {
  /** Whether it shares places today. */
  readonly current: boolean;
  /** Whether it is the actor's to change. */
  readonly mine: boolean;
}

/** Every specialty alliance of the region: who shares which departments with whom is known to all who refer. */
export async function listSpecialties(context: ServiceContext): Promise<readonly SpecialtyRow[]> {
  const reach = permit(context, 'institution:read');
  const manages = allows(context.actor, 'specialty:manage');
  const found = await querySpecialties(context.store.reads, { regionCode: reach.regionCode, institutionCodes: 'all' });
  return found.map((specialty) => ({ ...specialty, current: lasts(specialty, today(context)), mine: manages && reaches(reach, reach.regionCode, specialty.hospitalCode) }));
}

export interface SpecialtyChoices {
  /** Hospitals whose places the actor may share. */
  readonly hospitals: readonly { readonly code: string; readonly name: string }[];
  readonly departments: readonly Department[];
  readonly institutions: readonly { readonly code: string; readonly name: string; readonly level: InstitutionLevel }[];
  readonly alliances: readonly { readonly id: string; readonly name: string; readonly kind: AllianceKind }[];
}

/** What the forms offer: hospitals of one's own, and everybody of the region to share with. */
export async function getSpecialtyChoices(context: ServiceContext): Promise<SpecialtyChoices> {
  const reach = permit(context, 'specialty:manage');
  const { regionCode } = reach;
  const q = context.store.reads;
  const places = (await listInstitutions(q, regionCode)).filter(({ level, closedOn }) => level !== 'pharmacy' && level !== 'out_of_region' && !closedOn);
  const published = await listSessionDepartments(q, regionCode, today(context));
  const known = new Set(published.map(({ code }) => code));
  return {
    hospitals: places.filter(({ code, level }) => level !== 'village' && reaches(reach, regionCode, code)).map(({ code, name }) => ({ code, name })),
    departments: [...published, ...departments.filter(({ code }) => !known.has(code))],
    institutions: places.map(({ code, name, level }) => ({ code, name, level })),
    alliances: (await listAlliances(q, regionCode)).map(({ id, name, kind }) => ({ id, name, kind })),
  };
}
