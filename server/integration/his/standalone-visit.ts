import type { ContractInterval } from '@/server/domain/benefit/adjudication';
import type { Place } from '@/server/domain/benefit/fold-benefit-year';
import type { ReferralLeg } from '@/server/domain/benefit/stays';
import { institutionLevels, insutypes, keyGroups, type KeyGroup, medTypes } from '@/server/domain/registry/codes';
import { identityClasses, type IdentityClass } from '@/server/domain/registry/identity-classes';
import { isCivilTime, refusalsOfCourse, refusalsOfPrescription } from '@/server/domain/visit/check-visit';
import type { Visit } from '@/server/domain/visit/visit';
import type { RowProblem } from '@/server/services/import/incoming';
import { columnsOf } from '@/server/services/import/visit-problems';
import { RowReader } from '../sheets/row-reader';
import type { SheetRow } from '../sheets/sheet-row';

/**
 * A visit that brings along what a registry would know of its place and person: `level`, `alliance` and `parent` of the institution,
 * `retired`, the contract as `signed_institution, signed_alliance, begndate, enddate`, and for a referred visit
 * `refl_no, refl_direction` and, if known, `refl_from, refl_date`. What the person is stands in `key_groups`, `identity_classes`
 * and `home_institution`, the recognition of a special disease that covers the visit in `recognition`. Everything else is named as in a visit file.
 */
export interface StandaloneVisit {
  /** Whoever shares this text shares a benefit year. */
  readonly person: string;
  readonly visit: Visit;
  readonly place: Place;
  readonly retired: boolean;
  readonly keyGroups: readonly KeyGroup[];
  readonly identityClasses: readonly IdentityClass[];
  readonly homeInstitutionCode: string | null;
  readonly recognitionId: string | null;
  readonly contract: ContractInterval | null;
  readonly chain: ReferralLeg | null;
  readonly problems: readonly RowProblem[];
}

const limit = 50;

export function readStandaloneVisit(row: SheetRow): StandaloneVisit {
  const reader = new RowReader(row);
  const person = reader.text('certno', limit);
  const visit = visitOf(reader, person);
  const alliance = reader.optionalText('alliance', limit);
  const retired = reader.flag('retired');
  const groups = reader.manyOf('key_groups', keyGroups);
  const classes = reader.manyOf('identity_classes', identityClasses);
  const homeInstitutionCode = reader.optionalText('home_institution', limit);
  const parentCode = reader.optionalText('parent', limit);
  const place = { level: reader.oneOf('level', institutionLevels), allianceIds: alliance === null ? [] : [alliance], parentCode };
  const recognitionId = reader.optionalText('recognition', limit);
  const contract = contractOf(reader);
  const chain = chainOf(reader, visit.referralNumber);
  return { person, visit, place, retired, keyGroups: groups, identityClasses: classes, homeInstitutionCode, recognitionId, contract, chain, problems: reader.problems };
}

function visitOf(reader: RowReader, person: string): Visit {
  const settledAt = reader.text('setl_time', limit);
  if (settledAt !== '' && !isCivilTime(settledAt)) reader.refuse('setl_time', { code: 'visit.settled_at_malformed', facts: { settledAt } });
  const isRefund = reader.flag('refd_setl_flag');
  const settlementId = reader.text('medins_setl_id', limit);
  const original = reader.optionalText('init_setl_id', limit);
  if (isRefund && original === null) reader.refuse('init_setl_id', { code: 'visit.refund_names_no_original', facts: { settlementId } });
  const visit: Visit = {
    residentId: person,
    institutionCode: reader.text('fixmedins_code', limit),
    settlementId,
    insutype: reader.oneOf('insutype', insutypes),
    medType: reader.oneOf('med_type', medTypes),
    settledAt,
    diagnosisCode: reader.optionalText('dise_codg', limit),
    diagnosisName: reader.optionalText('dise_name', 500),
    startedAt: reader.optionalText('begntime', limit),
    endedAt: reader.optionalText('endtime', limit),
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
    referralNumber: reader.optionalText('refl_no', limit),
    refundOf: isRefund ? original : null,
  };
  refuseUnequalParts(reader, visit);
  for (const refusal of [...refusalsOfCourse(visit, nobody), ...refusalsOfPrescription({ ...visit, isRefund })]) reader.refuse(columnsOf(refusal)[0], refusal);
  return visit;
}

function chainOf(reader: RowReader, chainId: string | null): ReferralLeg | null {
  if (chainId === null) return null;
  const direction = reader.oneOf('refl_direction', ['up', 'down', 'lateral']);
  return { chainId, direction, fromInstitutionCode: reader.optionalText('refl_from', limit), referredOn: reader.optionalDay('refl_date') };
}

/** No register is asked: no birth day is known, and no day is too late. */
const nobody = { today: '9999-12-31', resident: null };

function refuseUnequalParts(reader: RowReader, { totalFen, fullSelfPayFen, overLimitSelfPayFen, advanceSelfPayFen, inScopeFen }: Visit): void {
  const partsFen = fullSelfPayFen + overLimitSelfPayFen + advanceSelfPayFen + inScopeFen;
  if (partsFen !== totalFen) reader.refuse('medfee_sumamt', { code: 'visit.parts_do_not_add_up', facts: { totalFen, partsFen, differenceFen: totalFen - partsFen } });
}

function contractOf(reader: RowReader): ContractInterval | null {
  const institutionCode = reader.optionalText('signed_institution', limit);
  if (institutionCode === null) return null;
  const [from, to] = [reader.day('begndate'), reader.day('enddate')];
  const alliance = reader.optionalText('signed_alliance', limit);
  return { contractId: `${institutionCode} ${from}`, institutionCode, allianceIds: alliance === null ? [] : [alliance], from, to };
}
