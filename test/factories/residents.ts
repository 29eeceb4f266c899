import type { Tx } from '@/db';
import { insertResident, residentRow } from '@/db/queries/resident';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { checkCharacterOf } from '@/server/domain/kernel/identity-number';
import type { Insutype, KeyGroup, Sex } from '@/server/domain/registry/codes';
import type { Resident } from '@/server/domain/registry/resident';
import { uuidv7 } from '@/server/services/context';
import { searchKeysOf } from '@/server/services/resident/search-keys';

/** A resident of a test, with the number that the table keeps sealed. */
export interface TestResident extends Resident {
  readonly certNo: string;
}

export interface ResidentOptions {
  readonly name?: string;
  readonly birthDay?: Day;
  readonly deathDay?: Day | null;
  readonly sex?: Sex;
  readonly insutype?: Insutype;
  readonly retired?: boolean;
  readonly keyGroups?: readonly KeyGroup[];
  readonly homeInstitutionCode?: string | null;
  readonly certNo?: string;
  readonly phone?: string | null;
  readonly address?: string | null;
}

/** A citizen's number with a right check digit. An odd serial (0–999) is a man's, an even one a woman's. */
export function citizenId({ area, birthDay, serial }: { area: string; birthDay: Day; serial: number }): string {
  const body = `${area}${birthDay.replaceAll('-', '')}${String(serial).padStart(3, '0')}`;
  return `${body}${checkCharacterOf(body)}`;
}

let serials = 0;

/** Puts a resident into the table as a registration would leave them. */
export async function addResident(tx: Tx, regionCode: string, options: ResidentOptions = {}): Promise<TestResident> {
  const { birthDay = '1975-06-01', sex = 'male', insutype = '310' } = options;
  serials += 2;
  const serial = (serials % 998) + (sex === 'male' ? 1 : 0);
  // When the serials of one area and birth day are used up, the next ones come from another area.
  const area = serials < 998 ? regionCode : String(100_000 + Math.floor(serials / 998));
  const certNo = options.certNo ?? citizenId({ area, birthDay, serial });
  const resident: Resident = {
    id: uuidv7(),
    regionCode,
    name: options.name ?? `居民${serials / 2}`,
    sex,
    birthDay,
    deathDay: options.deathDay ?? null,
    coverage: { insutype, retired: options.retired ?? false },
    keyGroups: options.keyGroups ?? [],
    homeInstitutionCode: options.homeInstitutionCode ?? null,
  };
  const secrets = { certType: '01', identity: { kind: 'citizen', normalized: certNo }, phone: options.phone ?? null } as const;
  const filing = { address: options.address ?? null, movedOutOn: null, registeredAt: Date.parse('2025-01-02T02:00:00Z') };
  const row = residentRow(resident, secrets, filing);
  if (!(await insertResident(tx, row, searchKeysOf(row)))) throw new Error(`${certNo} is registered twice`);
  return { ...resident, certNo };
}
