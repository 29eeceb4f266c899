import type { ResidentOnFile } from '@/db/queries/import-review';
import { blindIndex, unseal } from '@/db/sealed';
import type { ComparedParticulars, ToldParticulars } from '@/server/domain/import/compare-resident';
import type { CheckedResident } from '@/server/domain/registry/check-resident';
import type { ResidentRowFacts } from '../import/import-residents';

/** A resident as rows are held against them. */
export function particularsOf(resident: ResidentOnFile): ComparedParticulars {
  const { certType, name, sex, birthDay, deathDay, insutype, retired, address, keyGroups, homeInstitutionCode } = resident;
  const phone = resident.phoneSealed === null ? null : unseal(resident.phoneSealed);
  const certificate = { certType, number: unseal(resident.identitySealed) };
  return { certificate, name, sex, birthDay, deathDay, insutype, retired, phone, address, keyGroups, homeInstitution: homeInstitutionCode };
}

/**
 * What a row says of a person. What it leaves empty it does not tell: nobody comes back to life or loses a phone because a cell is empty.
 *
 * @param original its cells, by which what was left empty is known.
 */
export function toldBy(facts: ResidentRowFacts, who: CheckedResident, original: Readonly<Record<string, string>>): ToldParticulars {
  const isTold = (column: string) => (original[column]?.trim() ?? '') !== '';
  return {
    certificate: { certType: facts.certType, number: who.identity.normalized },
    name: who.name,
    sex: who.sex,
    birthDay: who.birthDay,
    ...(who.deathDay === null ? {} : { deathDay: who.deathDay }),
    insutype: who.coverage.insutype,
    ...(isTold('retired') || who.coverage.insutype !== '310' ? { retired: who.coverage.retired } : {}),
    ...(facts.phone === null ? {} : { phone: facts.phone }),
    ...(facts.address === null ? {} : { address: facts.address }),
    keyGroups: facts.keyGroups,
    ...(facts.homeInstitutionCode === null ? {} : { homeInstitution: facts.homeInstitutionCode }),
  };
}

/** A keyed digest of what somebody is like, by which it is known whether that changed since a row was looked at. */
export function digestOf(value: unknown): string {
  return blindIndex('import-row', JSON.stringify(value));
}
