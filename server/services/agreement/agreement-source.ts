import type { Queryable } from '@/db';
import { findInstitution, findPractitioner, findRegion } from '@/db/queries/registry';
import { type ResidentRow, maskedNumberOf, maskedPhoneOf } from '@/db/queries/resident';
import { findTeam } from '@/db/queries/team';
import type { AgreedPackage, AgreementSource } from '@/server/domain/agreement/facts';
import type { Agreement } from '@/server/domain/contract/contract';
import type { Guardian } from '@/server/domain/contract/consent';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import type { ServicePackage } from '@/server/domain/policy/package-terms';
import type { AnyRefusal } from '@/server/domain/refusals';
import { groupedSinceEver, keyGroupsOn } from '@/server/domain/registry/key-groups-on';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';

/** What is agreed, and by whom; the same for a contract that stands and for one that is only shown before it is signed. */
export interface AgreedTerms extends Pick<Agreement, 'number' | 'regionCode' | 'teamId' | 'institutionCode' | 'practitionerId' | 'packageCodes' | 'startDay' | 'endDay' | 'termYears'> {
  readonly signedDay: Day;
  readonly guardian: Guardian | null;
  readonly consentVersion: string;
}

/** The people of an agreement: a registered resident, masked, or what a form says of a new one. */
export type AgreedResident = AgreementSource['resident'];

export function agreedResident(row: ResidentRow, day: Day): AgreedResident {
  const { name, sex, birthDay, address } = row;
  return { name, sex, birthDay, address, maskedNumber: maskedNumberOf(row), maskedPhone: maskedPhoneOf(row), keyGroups: keyGroupsOn({ birthDay, keyGroups: groupedSinceEver(row.keyGroups) }, day) };
}

/** Everything that the texts of an agreement can call for, as the region's records and its policy of the day say. */
export async function findAgreementSource(q: Queryable, terms: AgreedTerms, resident: AgreedResident): Promise<Outcome<AgreementSource, AnyRefusal>> {
  const { regionCode, number, startDay, endDay, termYears, signedDay, guardian, consentVersion } = terms;
  const policy = await getPolicyInForce(q, regionCode, signedDay);
  if (!policy.ok) return policy;
  // One after the other: a transaction has one connection.
  const region = await findRegion(q, regionCode);
  const institution = await findInstitution(q, regionCode, terms.institutionCode);
  const team = await findTeam(q, regionCode, terms.teamId);
  const doctor = await findPractitioner(q, regionCode, terms.practitionerId);
  const members = team?.members ?? [];
  return accept({
    number,
    regionName: region?.name ?? regionCode,
    institutionName: institution?.name ?? terms.institutionCode,
    team: { name: team?.name ?? terms.teamId, phone: team?.phone ?? null, leaderName: members.find(({ id }) => id === team?.leaderId)?.name ?? null, members },
    doctorName: doctor?.name ?? terms.practitionerId,
    resident,
    guardian,
    packages: agreedPackages(policy.value.contract.packages, terms.packageCodes),
    ...{ startDay, endDay, termYears, signedDay, consentVersion },
  });
}

/** A package that the policy of the day no longer knows is named by its code; nothing is known of its price. */
function agreedPackages(known: readonly ServicePackage[], codes: readonly string[]): AgreedPackage[] {
  return codes.map((code) => {
    const found = known.find((each) => each.code === code);
    if (!found) return { name: code, yearlyPriceFen: 0, fundFen: 0, publicHealthFen: 0, personFen: 0, items: [] };
    const { fund, publicHealth, person } = found.yearlyParts.value;
    const items = found.items.map(({ name, perYear }) => ({ name, perYear: perYear.value }));
    return { name: found.name, yearlyPriceFen: found.yearlyPrice.value, fundFen: fund, publicHealthFen: publicHealth, personFen: person, items };
  });
}
