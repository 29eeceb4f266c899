import type { Store } from '@/db';
import { newestClosedMonth } from '@/db/seed/closed-months';
import { type OddPart, type OddVisit, lateVisits, oddVisits } from '@/db/seed/odd-visits';
import { type Day, addMonths, instantOf } from '@/server/domain/kernel/calendar-day';
import { exact, timesRate } from '@/server/domain/kernel/money';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import type { ReportedAmounts } from '@/server/domain/visit/visit';
import { listBurn } from '@/server/services/budget/list-burn';
import { setBudget } from '@/server/services/budget/set-budget';
import type { ServiceContext } from '@/server/services/context';
import { type VisitFacts, importVisits } from '@/server/services/import/import-visits';
import type { IncomingRow } from '@/server/services/import/incoming';
import { listDifferences } from '@/server/services/reconciliation/list-differences';
import { markDifferences } from '@/server/services/reconciliation/mark-differences';
import { previewAdjudication } from '@/server/services/visit/preview-adjudication';
import { decideFinding } from '@/server/services/warning/decide-finding';
import { listFindings } from '@/server/services/warning/list-findings';
import { scanWarnings } from '@/server/services/warning/scan-warnings';
import { done } from '../done';
import { asAccount } from './demo-actors';
import { yearsTold } from './demo-day';
import { nothingMoreTold, nothingReported } from './hospital-figures';

/** Records that give reason to look twice, in a month that is still open: one example of each kind. */
export async function importOddVisits(store: Store, part: OddPart & { readonly policies: readonly PolicyVersion[] }): Promise<number> {
  const clerk = asAccount(store, 'clerk', instantOf(`${part.today} 08:02:00`));
  const rows: IncomingRow<VisitFacts>[] = [];
  for (const odd of oddVisits(part)) {
    const reported = odd.claimedAsSigned ? await claimAsSigned(clerk, odd, part.policies) : nothingReported;
    rows.push(rowOf(odd, reported, rows.length + 2));
  }
  return (await importVisits(clerk, { fileName: '待核实样例.csv', digest: `demo-odd-${part.seed}-${part.today}`, rows: each(rows) })).accepted;
}

/** What the counter would have paid had the patient been signed: the points of the first enhancement more. */
async function claimAsSigned(clerk: ServiceContext, odd: OddVisit, policies: readonly PolicyVersion[]): Promise<ReportedAmounts> {
  const { adjudication, policy } = await previewed(clerk, odd);
  const terms = policies.find((version) => version.id === policy.id)?.benefit;
  const points = terms?.enhancements[0]?.points?.value;
  if (!adjudication || points === undefined) return nothingReported;
  const rate = exact(adjudication.rate).plus(points);
  return { ...nothingReported, reportedPoolFen: timesRate(adjudication.baseFen, rate), reportedDeductibleFen: adjudication.deductiblePaidFen };
}

async function previewed(clerk: ServiceContext, odd: OddVisit) {
  const preview = await previewAdjudication(clerk, rowOf(odd, nothingReported, 2));
  if (!preview.ok) throw new Error(JSON.stringify(preview.refusals));
  return preview.value;
}

/** What the bureau has done about it so far: two late records, a scan of every closed month, some differences and findings worked through. */
export async function playDemoReconciliation(store: Store, part: OddPart): Promise<string> {
  const { today } = part;
  const clerk = asAccount(store, 'clerk', instantOf(`${today} 08:05:00`));
  const late = lateVisits(part).map((visit, at) => rowOf(visit, nothingReported, at + 2));
  await importVisits(clerk, { fileName: '迟报结算.csv', digest: `demo-late-${part.seed}-${today}`, rows: each(late) });
  await setBudgets(clerk, today);
  const newest = newestClosedMonth(today);
  const scanned = await done(scanWarnings(clerk, { from: addMonths(newest, -5), to: newest }));
  await workThroughDifferences(clerk, newest);
  await workThroughFindings(clerk, asAccount(store, 'reviewer', instantOf(`${today} 08:30:00`)), today);
  const found = scanned.reduce((sum, month) => sum + month.findings, 0);
  return `${found} warnings in ${scanned.length} closed months, some of them and some differences worked through`;
}

/**
 * Budgets of the years that are not settled yet: employees' ordinary care is on its way to an overspend. In spring, when last year
 * still waits for its settlement, this year gets what last year cost.
 */
async function setBudgets(clerk: ServiceContext, today: Day): Promise<void> {
  const [, ...unsettled] = yearsTold(today);
  const yearOver = unsettled.length > 1 ? unsettled[0] : undefined;
  for (const year of unsettled) {
    const ample = yearOver === undefined ? 1.6 : 1.08;
    for (const { pool, spentFen } of await listBurn(clerk, yearOver ?? year)) {
      if (spentFen === 0) continue;
      const amountFen = 100_000 * Math.ceil((spentFen * (pool === '310-ordinary' ? 1.02 : ample)) / 100_000);
      await done(setBudget(clerk, { year, pool, scope: { kind: 'region' }, request: { method: 'fixed', amountFen }, reason: null }));
    }
  }
}

async function workThroughDifferences(clerk: ServiceContext, month: string): Promise<void> {
  const { rows } = await listDifferences(clerk, { months: { from: month, to: month }, order: 'amount', page: 1, pageSize: 6 });
  const seen = rows.map(({ institutionCode, settlementId, revision, version }) => ({ institutionCode, settlementId, revision, version }));
  if (seen.length < 6) return;
  await done(markDifferences(clerk, { rows: seen.slice(0, 2), mark: 'correction_asked', note: '请按签约增补后的比例重新结算并补报' }));
  await done(markDifferences(clerk, { rows: seen.slice(2, 4), mark: 'accepted', note: '医院结算系统当日尚未更新签约名单' }));
  await done(markDifferences(clerk, { rows: seen.slice(4, 6), mark: 'verified', note: '' }));
}

async function workThroughFindings(clerk: ServiceContext, reviewer: ServiceContext, today: Day): Promise<void> {
  const month = newestClosedMonth(today);
  const [burden] = (await listFindings(clerk, { kind: 'self_paid_burden', month, page: 1, pageSize: 1 })).rows;
  if (burden) await done(decideFinding(clerk, { id: burden.id, version: burden.version, decision: { to: 'confirmed', note: '已转民政部门核对家庭收入，告知可申请医疗救助' } }));
  const [unserved] = (await listFindings(clerk, { kind: 'signed_not_served', month, page: 1, pageSize: 1 })).rows;
  if (unserved) await done(decideFinding(reviewer, { id: unserved.id, version: unserved.version, decision: { to: 'dismissed', reason: 'explained', note: '居民长期在外地，团队已电话随访' } }));
}

function rowOf({ person, claimedAsSigned: _claimed, ...visit }: OddVisit, reported: ReportedAmounts, rowNumber: number): IncomingRow<VisitFacts> {
  const { startedAt, endedAt, prescriptionDays } = visit;
  return {
    rowNumber,
    problems: [],
    facts: {
      certType: '01',
      identity: { kind: 'citizen', normalized: person.citizenId },
      report: {
        ...visit,
        ...reported,
        ...{ ...nothingMoreTold, startedAt, endedAt, prescriptionDays },
        ...{ residentName: person.name, certificateEnding: person.citizenId.slice(-4), insutype: person.insutype },
        ...{ referralNumber: null, isRefund: false, originalSettlementId: null },
      },
    },
    original: () => ({ fixmedins_code: visit.institutionCode, medins_setl_id: visit.settlementId }),
  };
}

async function* each<Row>(rows: readonly Row[]): AsyncGenerator<Row> {
  await Promise.resolve();
  yield* rows;
}
