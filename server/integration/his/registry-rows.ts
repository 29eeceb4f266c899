import { allianceRoles, institutionLevels, insutypes, keyGroups } from '@/server/domain/registry/codes';
import { checkInstitutionCode } from '@/server/domain/registry/institution';
import type { ContractRowFacts } from '@/server/services/import/import-contracts';
import type { InstitutionFacts } from '@/server/services/import/import-institutions';
import type { ResidentRowFacts } from '@/server/services/import/import-residents';
import type { IncomingRow } from '@/server/services/import/incoming';
import { RowReader } from '../sheets/row-reader';
import type { SheetRow } from '../sheets/sheet-row';
import { identityIn } from './identity-in';

export const institutionColumns = ['fixmedins_code', 'fixmedins_name', 'level'] as const;

/** Read one institution; `alliance`, `alliance_role` (member when absent) and `parent` are optional. */
export function readInstitutionRow(row: SheetRow): IncomingRow<InstitutionFacts> {
  const reader = new RowReader(row);
  const facts = {
    code: codeIn(reader, 'fixmedins_code', reader.text('fixmedins_code', 12)) ?? '',
    name: reader.text('fixmedins_name', 200),
    level: reader.oneOf('level', institutionLevels),
    alliance: reader.optionalText('alliance', 100),
    role: reader.optionalText('alliance_role', 10) === null ? ('member' as const) : reader.oneOf('alliance_role', allianceRoles),
    parentCode: codeIn(reader, 'parent', reader.optionalText('parent', 12)),
  };
  return { rowNumber: row.rowNumber, facts, problems: reader.problems, original: () => row.fields };
}

export const residentColumns = ['psn_cert_type', 'certno', 'psn_name', 'gend', 'brdy', 'dead_date', 'insutype', 'retired'] as const;

/** gend: 1 男, 2 女; the other values of the national list leave it to the certificate. */
const sexes = { '1': 'male', '2': 'female', '9': null, '0': null } as const;

/** Read one resident; `phone`, `address`, `key_groups` and `home_institution` are optional. */
export function readResidentRow(row: SheetRow): IncomingRow<ResidentRowFacts> {
  const reader = new RowReader(row);
  const insutype = reader.oneOf('insutype', insutypes);
  const facts = {
    certType: reader.optionalText('psn_cert_type', 2) ?? '01',
    certNo: reader.text('certno', 50),
    name: reader.wholeText('psn_name', 50),
    sex: sexes[reader.optionalText('gend', 3) === null ? '9' : reader.oneOf('gend', ['1', '2', '9', '0'])],
    birthDay: reader.optionalDay('brdy'),
    deathDay: reader.optionalDay('dead_date'),
    insutype,
    // Source systems mark old people as retired whatever their insurance; it has a meaning for employees' insurance only.
    retired: reader.flag('retired') && insutype === '310',
    phone: reader.optionalText('phone', 30),
    address: reader.optionalText('address', 200),
    keyGroups: reader.manyOf('key_groups', keyGroups),
    homeInstitutionCode: codeIn(reader, 'home_institution', reader.optionalText('home_institution', 12)),
  };
  return { rowNumber: row.rowNumber, facts, problems: reader.problems, original: () => row.fields };
}

export const contractColumns = ['certno', 'team', 'begndate', 'term_years', 'package'] as const;

/** Read one contract; `psn_cert_type` (01 when absent), `psn_name`, `brdy`, `guardian_name` and `guardian_relation` are optional. */
export function readContractRow(row: SheetRow): IncomingRow<ContractRowFacts> {
  const reader = new RowReader(row);
  const certType = reader.optionalText('psn_cert_type', 2) ?? '01';
  const certNo = reader.text('certno', 50);
  const guardianName = reader.optionalText('guardian_name', 50);
  const facts = {
    certType,
    certEnding: certNo.slice(-4),
    identity: identityIn(reader, certType, certNo),
    name: reader.optionalText('psn_name', 50),
    birthDay: reader.optionalDay('brdy'),
    team: reader.text('team', 100),
    startDay: reader.day('begndate'),
    termYears: reader.wholeNumber('term_years'),
    packageCodes: codesIn(reader.text('package', 200)),
    guardian: guardianName === null ? null : { name: guardianName, relation: reader.optionalText('guardian_relation', 30) ?? '' },
  };
  return { rowNumber: row.rowNumber, facts, problems: reader.problems, original: () => row.fields };
}

/** Several packages stand in one cell, parted by a semicolon of either width. */
function codesIn(cell: string): string[] {
  return [...new Set(cell.split(/[;；]/u).map((code) => code.trim()).filter((code) => code !== ''))];
}

function codeIn(reader: RowReader, column: string, text: string | null): string | null {
  if (text === null || text === '') return null;
  const code = checkInstitutionCode(text);
  if (code.ok) return code.value;
  reader.refuse(column, ...code.refusals);
  return null;
}
