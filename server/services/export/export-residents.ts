import type { Reach } from '@/db';
import { listInstitutions } from '@/db/queries/registry';
import { listResidentsAfter } from '@/db/queries/registry-export';
import { type ResidentRow, maskedNumberOf, maskedPhoneOf } from '@/db/queries/resident';
import { unseal } from '@/db/sealed';
import { dayOfInstant } from '@/server/domain/kernel/calendar-day';
import type { ExportedWorkbook, WorkbookRow } from '@/server/domain/kernel/workbook';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type Words, columnsOf } from '@/server/domain/words';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { shortestReason } from '../resident/unmask-resident';
import { unitOfWork } from '../unit-of-work';

export interface ExportResidentsInput {
  /** Only those whose home is near this institution. */
  readonly homeInstitutionCode?: string | undefined;
  /** Whole numbers and phones, for a stated reason that the audit keeps; masked ones otherwise. */
  readonly unmasked?: boolean | undefined;
  readonly reason?: string | undefined;
}

const columns = [
  ['certificateNumber', 'text', 22],
  ['residentName', 'text'],
  ['sex', 'text'],
  ['birthDay', 'day'],
  ['deathDay', 'day'],
  ['insutype', 'text'],
  ['retired', 'text'],
  ['phone', 'text', 16],
  ['address', 'text', 36],
  ['keyGroups', 'text', 24],
  ['institutionCode', 'text', 16],
  ['homeInstitution', 'text', 24],
  ['movedOutOn', 'day'],
  ['registeredOn', 'day'],
] as const;

const pageRows = 1000;

/**
 * The residents within reach. They are read a page at a time while the file is written. Numbers and phones are masked unless the taker may
 * see them and says why; either way the taking leaves an audit row.
 *
 * @throws PermissionDenied without resident:read, and without resident:unmask where they are to be whole.
 */
export function exportResidents(context: ServiceContext, input: ExportResidentsInput, words: Words): Promise<Outcome<ExportedWorkbook, AnyRefusal>> {
  const reach = permit(context, 'resident:read');
  const unmasked = input.unmasked ?? false;
  if (unmasked) permit(context, 'resident:unmask');
  return unitOfWork<ExportedWorkbook, AnyRefusal>(context, async ({ tx, audit }) => {
    const reason = input.reason?.trim() ?? '';
    if (unmasked && [...reason].length < shortestReason) return refuse({ code: 'registry.reason_too_short', facts: { least: shortestReason } });
    const homeInstitutionCode = input.homeInstitutionCode ?? null;
    await audit({ action: 'resident.exported', subject: { kind: 'region', id: reach.regionCode }, facts: { unmasked, homeInstitutionCode, institutionCodes: reach.institutionCodes, ...(reason === '' ? {} : { reason }) } });
    const names = new Map((await listInstitutions(tx, reach.regionCode)).map(({ code, name }) => [code, name]));
    const rows = rowsOf(context, reach, homeInstitutionCode, (row) => cellsOf(row, { unmasked, names, words }));
    return accept({
      fileName: [words.label('file', 'residents'), today(context)].join('-'),
      workbook: { sheets: [{ name: words.label('sheet', 'residents'), columns: columnsOf(words, columns), rows }] },
    });
  });
}

async function* rowsOf(context: ServiceContext, reach: Reach, home: string | null, cells: (row: ResidentRow) => WorkbookRow): AsyncGenerator<WorkbookRow> {
  for (let after = ''; ; ) {
    const rows = await listResidentsAfter(context.store.reads, reach, home, after, pageRows);
    for (const row of rows) yield cells(row);
    const last = rows[rows.length - 1];
    if (!last || rows.length < pageRows) return;
    after = last.id;
  }
}

interface Writing {
  readonly unmasked: boolean;
  readonly names: ReadonlyMap<string, string>;
  readonly words: Words;
}

function cellsOf(row: ResidentRow, { unmasked, names, words }: Writing): WorkbookRow {
  const phone = unmasked && row.phoneSealed !== null ? unseal(row.phoneSealed) : maskedPhoneOf(row);
  const { homeInstitutionCode: home } = row;
  return [
    ...[unmasked ? unseal(row.identitySealed) : maskedNumberOf(row), row.name, words.label('sex', row.sex), row.birthDay, row.deathDay],
    ...[words.label('insutype', row.insutype), words.label('yesNo', row.retired ? 'yes' : 'no'), phone, row.address],
    ...[row.keyGroups.map((group) => words.label('keyGroup', group)).join('；'), home, home === null ? null : names.get(home)],
    ...[row.movedOutOn, dayOfInstant(row.registeredAt)],
  ];
}
