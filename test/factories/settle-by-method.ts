import { createHash } from 'node:crypto';
import type { Store } from '@/db';
import { findSettlement } from '@/db/queries/settlement';
import { canonicalJson } from '@/server/domain/kernel/canonical-json';
import { type PoolId, poolIds } from '@/server/domain/ledger/account';
import type { PolicyVersion, SettlementMethod } from '@/server/domain/policy/policy-version';
import type { Statement } from '@/server/domain/settlement/statement';
import { approveAssessment } from '@/server/services/assessment/approve-assessment';
import { enterAssessments } from '@/server/services/assessment/enter-assessments';
import { approvePrepayment } from '@/server/services/prepayment/approve-prepayment';
import { proposePrepayment } from '@/server/services/prepayment/propose-prepayment';
import { computeSettlement } from '@/server/services/settlement/compute-settlement';
import type { ComputeSettlementInput } from '@/server/services/settlement/requests';
import { type District, mintDistrict } from './district';
import { type PlainVisit, type PlainYear, bookYear, budgetOf, closeBooks, pointsText, usePack } from './settled-year';
import { accepted } from './signing';

/** The region whose pack names each method as its own. */
export const packOfMethod = { points: '331100', per_head_ceiling: '371100', alliance_total: '130300', total_kept_or_borne: '630000', composite: '210100' } as const satisfies Record<SettlementMethod, string>;

export interface SettledYear {
  readonly district: District;
  readonly policy: PolicyVersion;
  readonly year: PlainYear;
  readonly settlementId: string;
  readonly statement: Statement;
}

/** A booked year with its budgets and assessments, settled through the verbs. */
export async function settleBookedYear(store: Store, method: SettlementMethod, count: number, order?: (visits: readonly PlainVisit[]) => readonly PlainVisit[]): Promise<SettledYear> {
  const district = await mintDistrict(store);
  const policy = await usePack(store, district, packOfMethod[method]);
  const year = await bookYear(store, district, count, order);
  await setBudgets(district, method, year);
  await closeBooks(district, year.year);
  if (method === 'points') await payAhead(district, `${year.year}-06`);
  if (method === 'total_kept_or_borne') await assess(district, year.year);
  const computed = accepted(await computeSettlement(district.contextFor('bureau_clerk'), requestOf(method, year.year)));
  const row = await findSettlement(store.reads, { regionCode: district.regionCode, institutionCodes: 'all' }, computed.id);
  if (!row) throw new Error('the settlement is not there');
  return { district, policy, year, settlementId: computed.id, statement: row.statement };
}

function requestOf(method: SettlementMethod, year: string): ComputeSettlementInput {
  return { method, year };
}

/** What any engine, order and time zone must give for the same year: the statement without the region's own code. */
export function digestOfStatement({ district, statement }: Pick<SettledYear, 'district' | 'statement'>): string {
  return createHash('sha256').update(canonicalJson(statement).replaceAll(district.regionCode, 'R')).digest('hex');
}

async function payAhead(district: District, month: string): Promise<void> {
  accepted(await proposePrepayment(district.contextFor('bureau_clerk'), month));
  accepted(await approvePrepayment(district.contextFor('finance'), month));
}

async function assess(district: District, year: string): Promise<void> {
  const entries = [
    { kind: 'alliance' as const, code: district.allianceId, score: '92.5', note: '年度考核' },
    { kind: 'alliance' as const, code: district.foreignAllianceId, score: '76.25', note: null },
  ];
  accepted(await enterAssessments(district.contextFor('bureau_clerk'), { year, entries }));
  for (const { kind, code } of entries) accepted(await approveAssessment(district.contextFor('bureau_reviewer'), { year, kind, code }));
}

async function setBudgets(district: District, method: SettlementMethod, year: PlainYear): Promise<void> {
  const alliances = [district.allianceId, district.foreignAllianceId].map((allianceId) => ({ kind: 'alliance' as const, allianceId }));
  const outpatient = poolIds.filter((pool) => !pool.endsWith('-inpatient'));
  switch (method) {
    case 'points':
      for (const pool of outpatient) await budgetOf(district, year.year, pool, { kind: 'region' }, { method: 'fixed', amountFen: 5_000_000 });
      return;
    case 'per_head_ceiling':
      for (const pool of ['390-inpatient', '390-special'] as const) await budgetsOfInstitutions(district, year, pool);
      return;
    case 'alliance_total':
    case 'total_kept_or_borne':
      for (const scope of alliances) for (const pool of poolIds) await budgetOf(district, year.year, pool, scope, { method: 'per_head', countedOn: `${year.year}-12-31` });
      return;
    case 'composite':
      for (const scope of alliances) for (const insutype of ['310', '390'] as const) await compositeBudget(district, year, scope, insutype);
  }
}

/** Two past years that the books do not hold; the growth is the policy's. */
async function budgetsOfInstitutions(district: District, year: PlainYear, pool: PoolId): Promise<void> {
  for (const institutionCode of [district.lead, district.township, district.foreignLead, district.foreignTownship].map(({ code }) => code)) {
    const given = [
      { year: '2022', fundFen: 500_001 },
      { year: '2023', fundFen: 600_000 },
    ];
    await budgetOf(district, year.year, pool, { kind: 'institution', institutionCode }, { method: 'mean_of_years', given });
  }
}

async function compositeBudget(district: District, year: PlainYear, scope: { kind: 'alliance'; allianceId: string }, insutype: '310' | '390'): Promise<void> {
  const members = membersOf(district, scope.allianceId);
  const outpatientHeads = members.reduce((sum, code) => sum + (year.heads.get(`${insutype}/${code}`)?.insured ?? 0), 0);
  const late = new Set(year.visits.filter(({ postedTo }) => postedTo !== undefined).map(({ settlementId }) => settlementId));
  const stays = year.scores.filter((score) => score.insutype === insutype && members.includes(score.institutionCode) && !late.has(score.settlementId));
  const drgPoints = pointsText(stays.reduce((sum, { points }) => sum + points, 0));
  const bedDays = stays.reduce((sum, each) => sum + each.bedDays, 0);
  await budgetOf(district, year.year, `${insutype}-ordinary`, scope, { method: 'composite', outpatientHeads, drgPoints, bedDays });
}

export function membersOf(district: District, allianceId: string): string[] {
  const own = allianceId === district.allianceId ? [district.lead, district.township, district.clinic] : [district.foreignLead, district.foreignTownship];
  return own.map(({ code }) => code);
}
