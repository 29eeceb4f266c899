import { insutypes, medTypes } from '@/server/domain/registry/codes';
import { checkInstitutionCode } from '@/server/domain/registry/institution';
import { isCivilTime } from '@/server/domain/visit/check-visit';
import type { VisitFacts } from '@/server/services/import/import-visits';
import type { IncomingRow } from '@/server/services/import/incoming';
import { RowReader } from '../sheets/row-reader';
import type { SheetRow } from '../sheets/sheet-row';
import { identityIn } from './identity-in';

const keyLimit = 30;
const nameLimit = 50;
const certLimit = 50;
const diseaseCodeLimit = 30;
const diseaseNameLimit = 500;
const timeLimit = 30;

/** Read one record of settled care: the visit it reports and all that is wrong with its columns. */
export function readVisitRow(row: SheetRow): IncomingRow<VisitFacts> {
  const reader = new RowReader(row);
  const certType = reader.text('psn_cert_type', 2);
  const certNo = reader.text('certno', certLimit);
  const report = {
    institutionCode: institutionCodeOf(reader),
    settlementId: reader.text('medins_setl_id', keyLimit),
    residentName: reader.text('psn_name', nameLimit),
    certificateEnding: certNo.slice(-4),
    insutype: reader.oneOf('insutype', insutypes),
    medType: reader.oneOf('med_type', medTypes),
    settledAt: settledAtOf(reader),
    diagnosisCode: reader.optionalText('dise_codg', diseaseCodeLimit),
    diagnosisName: reader.optionalText('dise_name', diseaseNameLimit),
    startedAt: reader.optionalText('begntime', timeLimit),
    endedAt: reader.optionalText('endtime', timeLimit),
    essentialDrugFen: reader.optionalAmount('essential_drug_amt'),
    prescriptionDays: reader.optionalWholeNumber('rx_days'),
    totalFen: reader.amount('medfee_sumamt'),
    fullSelfPayFen: reader.amount('fulamt_ownpay_amt'),
    overLimitSelfPayFen: reader.amount('overlmt_selfpay'),
    advanceSelfPayFen: reader.amount('preselfpay_amt'),
    inScopeFen: reader.amount('inscp_scp_amt'),
    reportedDeductibleFen: reader.optionalAmount('act_pay_dedc'),
    reportedPoolFen: reader.optionalAmount('hifp_pay'),
    reportedAccountFen: reader.optionalAmount('acct_pay'),
    reportedCashFen: reader.optionalAmount('psn_cash_pay'),
    reportedFundFen: reader.optionalAmount('fund_pay_sumamt'),
    specialFee: reader.flag('special_fee'),
    referralNumber: reader.optionalText('refl_no', keyLimit),
    isRefund: reader.flag('refd_setl_flag'),
    originalSettlementId: reader.optionalText('init_setl_id', keyLimit),
  };
  const identity = identityIn(reader, certType, certNo);
  return { rowNumber: row.rowNumber, facts: { report, certType, identity }, problems: reader.problems, original: () => row.fields };
}

function institutionCodeOf(reader: RowReader): string {
  const text = reader.text('fixmedins_code', 12);
  if (text === '') return text;
  const code = checkInstitutionCode(text);
  if (code.ok) return code.value;
  reader.refuse('fixmedins_code', ...code.refusals);
  return text;
}

function settledAtOf(reader: RowReader): string {
  const text = reader.text('setl_time', timeLimit);
  if (text !== '' && !isCivilTime(text)) reader.refuse('setl_time', { code: 'visit.settled_at_malformed', facts: { settledAt: text } });
  return text;
}
