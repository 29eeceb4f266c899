import { checkInstitutionCode } from '@/server/domain/registry/institution';
import { type ScoredStay, scoreSchemes, tidyPoints } from '@/server/domain/settlement/scored-stay';
import type { IncomingRow } from '@/server/services/import/incoming';
import { RowReader } from '../sheets/row-reader';
import type { SheetRow } from '../sheets/sheet-row';

export const scoreColumns = ['fixmedins_code', 'medins_setl_id', 'scheme', 'group_code', 'group_name', 'points', 'bed_days'] as const;

/** Read the score of one stay. Points may be empty where the stay is paid by days, and days where it is scored. */
export function readScoreRow(row: SheetRow): IncomingRow<ScoredStay> {
  const reader = new RowReader(row);
  const raw = reader.text('fixmedins_code', 12);
  const code = checkInstitutionCode(raw);
  if (!code.ok && raw !== '') reader.refuse('fixmedins_code', ...code.refusals);
  const facts: ScoredStay = {
    institutionCode: code.ok ? code.value : '',
    settlementId: reader.text('medins_setl_id', 30),
    scheme: reader.oneOf('scheme', scoreSchemes),
    groupCode: reader.text('group_code', 50),
    groupName: reader.text('group_name', 200),
    points: tidyPoints(reader.optionalText('points', 30) ?? '0'),
    bedDays: reader.optionalText('bed_days', 9) === null ? 0 : reader.wholeNumber('bed_days'),
  };
  return { rowNumber: row.rowNumber, facts, problems: reader.problems, original: () => row.fields };
}
