import type { Institution } from '@/server/domain/registry/institution';
import type { VisitReport } from '@/server/domain/visit/check-visit';
import type { VisitFacts } from '@/server/services/import/import-visits';
import type { IncomingRow } from '@/server/services/import/incoming';
import type { TestResident } from './residents';

let made = 0;

export interface ReportedVisit extends Partial<Omit<VisitReport, 'residentName'>> {
  readonly who: TestResident;
  readonly at: Pick<Institution, 'code'>;
  /** A day, or a civil time; a day alone is nine o'clock. */
  readonly on: string;
  /** What lies inside the policy; it is the whole total unless the amounts are given. */
  readonly inScopeFen: number;
}

/** A visit as a hospital reports it, settled and right in every column. */
export function visitRow({ who, at, on, ...given }: ReportedVisit): IncomingRow<VisitFacts> {
  made += 1;
  const report: VisitReport = {
    institutionCode: at.code,
    settlementId: `S${made}`,
    residentName: who.name,
    certificateEnding: who.certNo.slice(-4),
    insutype: who.coverage.insutype,
    medType: '11',
    settledAt: on.length === 10 ? `${on} 09:00:00` : on,
    diagnosisCode: null,
    diagnosisName: null,
    startedAt: null,
    endedAt: null,
    essentialDrugFen: null,
    prescriptionDays: null,
    totalFen: given.inScopeFen,
    fullSelfPayFen: 0,
    overLimitSelfPayFen: 0,
    advanceSelfPayFen: 0,
    reportedDeductibleFen: null,
    reportedPoolFen: null,
    reportedAccountFen: null,
    reportedCashFen: null,
    reportedFundFen: null,
    specialFee: false,
    referralNumber: null,
    isRefund: false,
    originalSettlementId: null,
    ...given,
  };
  return {
    rowNumber: made + 1,
    facts: { report, certType: '01', identity: { kind: 'citizen', normalized: who.certNo } },
    problems: [],
    original: () => ({ fixmedins_code: report.institutionCode, medins_setl_id: report.settlementId, certno: who.certNo }),
  };
}

/** Rows as a file of their own. */
export function fileOf<Facts>(rows: readonly IncomingRow<Facts>[], fileName = 'visits.csv') {
  made += 1;
  return { fileName, digest: `digest ${made}`, rows: each(rows) };
}

async function* each<Row>(rows: readonly Row[]): AsyncGenerator<Row> {
  yield* rows;
}
