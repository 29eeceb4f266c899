import type { Reach } from '@/db';
import { type ContractExportRow, listContractsAfter } from '@/db/queries/registry-export';
import { maskedNumberOf } from '@/db/queries/resident';
import type { ContractStatus } from '@/server/domain/contract/contract';
import { type Day, civilTimeOf } from '@/server/domain/kernel/calendar-day';
import type { ExportedWorkbook, WorkbookRow } from '@/server/domain/kernel/workbook';
import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type Words, columnsOf } from '@/server/domain/words';
import { type ServiceContext, today } from '../context';
import { statusOn } from '../contract/contract-status';
import { permit } from '../permit';
import { packageNamer } from '../policy-in-force/package-names';
import { unitOfWork } from '../unit-of-work';

export interface ExportContractsInput {
  readonly teamId?: string | undefined;
  readonly status?: ContractStatus | undefined;
}

const columns = [
  ['contractNumber', 'text', 24],
  ['certificateNumber', 'text', 22],
  ['residentName', 'text'],
  ['institutionCode', 'text', 16],
  ['institutionName', 'text', 24],
  ['teamName', 'text', 24],
  ['doctor', 'text'],
  ['package', 'text', 30],
  ['startDay', 'day'],
  ['endDay', 'day'],
  ['termYears', 'count'],
  ['contractStatus', 'text'],
  ['channel', 'text'],
  ['endedReason', 'text'],
  ['signedAt', 'time'],
] as const;

const pageRows = 1000;

/** The contracts within reach, read a page at a time while the file is written. Numbers are masked; the taking leaves an audit row. */
export function exportContracts(context: ServiceContext, input: ExportContractsInput, words: Words): Promise<Outcome<ExportedWorkbook, AnyRefusal>> {
  const reach = permit(context, 'contract:read');
  return unitOfWork<ExportedWorkbook, AnyRefusal>(context, async ({ audit }) => {
    const filter = { teamId: input.teamId ?? null, status: input.status ?? null };
    await audit({ action: 'contract.exported', subject: { kind: 'region', id: reach.regionCode }, facts: { ...filter, institutionCodes: reach.institutionCodes } });
    return accept({
      fileName: [words.label('file', 'contracts'), today(context)].join('-'),
      workbook: { sheets: [{ name: words.label('sheet', 'contracts'), columns: columnsOf(words, columns), rows: rowsOf(context, reach, filter, words) }] },
    });
  });
}

async function* rowsOf(context: ServiceContext, reach: Reach, filter: { readonly teamId: string | null; readonly status: ContractStatus | null }, words: Words): AsyncGenerator<WorkbookRow> {
  const day = today(context);
  const nameOf = await packageNamer(context.store.reads, reach.regionCode);
  for (let after = ''; ; ) {
    const rows = await listContractsAfter(context.store.reads, reach, filter, after, pageRows);
    for (const row of rows) yield cellsOf(row, day, words, nameOf);
    const last = rows[rows.length - 1];
    if (!last || rows.length < pageRows) return;
    after = last.contract.id;
  }
}

function cellsOf({ contract, residentName, identitySealed, teamName, institutionName, practitionerName }: ContractExportRow, day: Day, words: Words, nameOf: (code: string) => string): WorkbookRow {
  const reason = contract.status === 'terminated' ? words.label('terminationReason', contract.termination.reason) : null;
  return [
    ...[contract.number, maskedNumberOf({ identitySealed }), residentName, contract.institutionCode, institutionName, teamName, practitionerName],
    ...[contract.packageCodes.map(nameOf).join('；'), contract.startDay, contract.endDay, contract.termYears],
    ...[words.label('contractStatus', statusOn(contract, day)), words.label('channel', contract.channel), reason, civilTimeOf(contract.signedAt)],
  ];
}
