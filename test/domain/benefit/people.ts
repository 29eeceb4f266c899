import type { ContractInterval } from '@/server/domain/benefit/adjudication';
import { unknownCircumstances, type BenefitContext, type FoldedVisit, type Place } from '@/server/domain/benefit/fold-benefit-year';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import type { Visit } from '@/server/domain/visit/visit';

export const community = 'H21010200001';
export const hospital = 'H21010200003';

const places: Record<string, Place> = {
  [community]: { level: 'township', allianceIds: ['urban-1'] },
  [hospital]: { level: 'level3', allianceIds: ['urban-1'] },
};

export const signed2024: ContractInterval = {
  contractId: 'contract-1',
  institutionCode: community,
  allianceIds: ['urban-1'],
  from: '2024-01-01',
  to: '2024-12-31',
};

let serial = 0;

/** An ordinary outpatient visit of an employee, all of it within the policy unless said otherwise. */
export function visitOf(change: Partial<Visit>): Visit {
  const inScopeFen = change.inScopeFen ?? 10_000;
  return {
    institutionCode: community,
    settlementId: `S${String((serial += 1)).padStart(6, '0')}`,
    residentId: 'resident-1',
    insutype: '310',
    medType: '11',
    settledAt: '2024-03-01 09:00:00',
    diagnosisCode: 'I10.x00x002',
    diagnosisName: '高血压',
    startedAt: null,
    endedAt: null,
    essentialDrugFen: null,
    prescriptionDays: null,
    totalFen: inScopeFen,
    fullSelfPayFen: 0,
    overLimitSelfPayFen: 0,
    advanceSelfPayFen: 0,
    inScopeFen,
    reportedDeductibleFen: null,
    reportedPoolFen: null,
    reportedAccountFen: null,
    reportedCashFen: null,
    reportedFundFen: null,
    specialFee: false,
    referralNumber: null,
    refundOf: null,
    ...change,
  };
}

export function contextOf(policy: PolicyVersion, change: Partial<BenefitContext> = {}): BenefitContext {
  return {
    regionCode: policy.regionCode,
    policies: [policy],
    contracts: [],
    retiredOn: () => false,
    placeOf: (code) => places[code] ?? { level: 'level2', allianceIds: [] },
    ...unknownCircumstances,
    ...change,
  };
}

/** The adjudications of the visits that were paid, in the order of the fold. */
export function paidOf(rows: readonly FoldedVisit[]) {
  return rows.flatMap((row) => (row.status === 'paid' ? [row.adjudication] : []));
}
