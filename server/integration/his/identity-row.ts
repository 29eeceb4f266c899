import { type IdentityClass, identityClasses } from '@/server/domain/registry/identity-classes';
import type { IdentityRowFacts } from '@/server/services/import/import-identities';
import type { IncomingRow } from '@/server/services/import/incoming';
import { RowReader } from '../sheets/row-reader';
import type { SheetRow } from '../sheets/sheet-row';
import { identityIn } from './identity-in';

export const identityColumns = ['psn_cert_type', 'certno', 'psn_idet_type', 'begntime', 'endtime'] as const;

/**
 * What civil-affairs files call the classes. The numeric codes of psn_idet_type differ from region to region, so a file is to hold
 * our codes or these names.
 */
const names: Readonly<Record<string, IdentityClass>> = {
  特困: 'extreme_poverty',
  特困人员: 'extreme_poverty',
  特困供养人员: 'extreme_poverty',
  低保: 'subsistence',
  低保对象: 'subsistence',
  最低生活保障对象: 'subsistence',
  返贫致贫: 'poverty_relapse',
  返贫致贫人口: 'poverty_relapse',
  低保边缘: 'marginal',
  低保边缘家庭成员: 'marginal',
  因病致贫: 'illness_poverty',
  因病致贫重病患者: 'illness_poverty',
  建档立卡: 'registered_poor',
  建档立卡贫困人口: 'registered_poor',
  残疾人: 'disabled',
  重度残疾人: 'disabled',
  优抚对象: 'veteran',
};

/** Read one identity class of a resident. Times keep their day; an end in 2099 or later means that none is known. */
export function readIdentityRow(row: SheetRow): IncomingRow<IdentityRowFacts> {
  const { fields } = row;
  const named = names[fields.psn_idet_type?.trim() ?? ''];
  const reader = new RowReader({
    ...row,
    fields: { ...fields, psn_idet_type: named ?? fields.psn_idet_type ?? '', begntime: dayIn(fields.begntime), endtime: dayIn(fields.endtime) },
  });
  const certType = reader.text('psn_cert_type', 2);
  const certNo = reader.text('certno', 50);
  const to = reader.optionalDay('endtime');
  const facts = {
    certType,
    certEnding: certNo.slice(-4),
    identity: identityIn(reader, certType, certNo),
    identityClass: reader.oneOf('psn_idet_type', identityClasses),
    from: reader.day('begntime'),
    to: to !== null && to >= '2099' ? null : to,
  };
  return { rowNumber: row.rowNumber, facts, problems: reader.problems, original: () => fields };
}

/** The day of a day or a civil time; anything else is left for the reader to refuse. */
function dayIn(text: string | undefined): string {
  const trimmed = text?.trim() ?? '';
  return /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(:\d{2})?$/.test(trimmed) ? trimmed.slice(0, 10) : trimmed;
}
