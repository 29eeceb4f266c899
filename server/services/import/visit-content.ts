import { hash } from 'node:crypto';
import type { Visit } from '@/server/domain/visit/visit';

/** Every field counts; the compiler asks for one that is added. */
const fields: Readonly<Record<keyof Visit, true>> = {
  ...{ institutionCode: true, settlementId: true, residentId: true, insutype: true, medType: true, settledAt: true, diagnosisCode: true, diagnosisName: true },
  ...{ startedAt: true, endedAt: true, essentialDrugFen: true, prescriptionDays: true, totalFen: true, fullSelfPayFen: true, overLimitSelfPayFen: true },
  ...{ advanceSelfPayFen: true, inScopeFen: true, reportedDeductibleFen: true, reportedPoolFen: true, reportedAccountFen: true, reportedCashFen: true },
  ...{ reportedFundFen: true, specialFee: true, referralNumber: true, refundOf: true },
};
const inOrder = (Object.keys(fields) as (keyof Visit)[]).sort((a, b) => (a < b ? -1 : 1));

/**
 * The digest by which the same visit sent twice is told from another one under its key. What is not given does not count, so
 * that a field added to the interface later leaves the digests of earlier records as they are.
 */
export function visitContentDigest(visit: Visit): string {
  let given = '';
  for (const name of inOrder) {
    const value = visit[name];
    if (value !== null && value !== false) given += `${given === '' ? '' : ','}["${name}",${JSON.stringify(value)}]`;
  }
  return hash('sha256', `[${given}]`, 'base64url');
}
