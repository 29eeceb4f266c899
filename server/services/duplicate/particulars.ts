import type { ResidentRow } from '@/db/queries/resident';
import type { ParticularsKept } from '@/server/domain/registry/merge';

export function numberColumns({ certType, identityIndex, identitySealed, tailIndex }: ResidentRow) {
  return { certType, identityIndex, identitySealed, tailIndex };
}

/** What the survivor takes over from the merged record. Insurance, key groups and days away are dated, and written elsewhere. */
export function chosenColumns(merged: ResidentRow, kept: ParticularsKept): Partial<ResidentRow> {
  const { name, sex, birthDay, deathDay, phoneSealed, address, homeInstitutionCode } = merged;
  return {
    ...(kept.certificate === 'merged' ? numberColumns(merged) : {}),
    ...(kept.name === 'merged' ? { name } : {}),
    ...(kept.sex === 'merged' ? { sex } : {}),
    ...(kept.birthDay === 'merged' ? { birthDay } : {}),
    ...(kept.deathDay === 'merged' ? { deathDay } : {}),
    ...(kept.phone === 'merged' ? { phoneSealed } : {}),
    ...(kept.address === 'merged' ? { address } : {}),
    ...(kept.home === 'merged' ? { homeInstitutionCode } : {}),
  };
}
