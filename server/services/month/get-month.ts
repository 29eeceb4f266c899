import { type InstitutionSpending, type MemberCorrectionRow, type MemberMonthRow, listCorrections, listMemberCells, listPeriods, listSpendingByInstitution } from '@/db/queries/month';
import { listInstitutions } from '@/db/queries/registry';
import { listTeams } from '@/db/queries/team';
import type { CorrectionReason } from '@/server/domain/capitation/correct-members';
import type { MemberCell } from '@/server/domain/capitation/member-month';
import { priceMembers } from '@/server/domain/capitation/price-members';
import { compareCodes } from '@/server/domain/kernel/allocate';
import { type Month, lastDayOf } from '@/server/domain/kernel/calendar-day';
import { type Fen, sumFen } from '@/server/domain/kernel/money';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { WorkingStep } from '@/server/domain/policy/cited';
import type { GenericRefusal } from '@/server/domain/refusals';
import type { Queryable, Reach } from '@/db';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';
import { asMemberCell } from './member-cell';

/** A difference that was learned later: in which month it is booked, which one it is about, and why. */
export interface MonthCorrection extends MemberCell {
  readonly month: Month;
  readonly originMonth: Month;
  readonly reasons: readonly CorrectionReason[];
}

export interface MonthTotal {
  readonly code: string;
  readonly name: string;
  readonly heads: number;
  readonly incomeFen: Fen;
}

export interface MonthInstitution extends MonthTotal {
  readonly feeForServiceFen: Fen;
}

export interface MonthView {
  readonly month: Month;
  readonly closedAt: number;
  readonly heads: number;
  readonly incomeFen: Fen;
  /** Institutions without members are among them with 0. */
  readonly institutions: readonly MonthInstitution[];
  readonly teams: readonly MonthTotal[];
  readonly cells: readonly MemberCell[];
  /** Booked in this month, about earlier ones. */
  readonly corrections: readonly MonthCorrection[];
  /** Booked in later months, about this one. */
  readonly correctedLater: readonly MonthCorrection[];
  /** How the region's income follows from its heads; empty for those who see only a part of the region. */
  readonly working: readonly WorkingStep[];
}

/** 签约人月: a closed month by institution, team and cell, as far as the actor's reach goes. */
export async function getMonth(context: ServiceContext, month: Month): Promise<Outcome<MonthView, GenericRefusal>> {
  const reach = permit(context, 'budget:read');
  const q = context.store.reads;
  const closedAt = (await listPeriods(q, reach.regionCode)).find((row) => row.month === month)?.closedAt ?? null;
  if (closedAt === null) return refuse({ code: 'not_found', facts: { what: 'month' } });
  const rows = await listMemberCells(q, reach, month);
  const cells = rows.map(asMemberCell).filter((cell) => cell !== null);
  const spending = await listSpendingByInstitution(q, reach, month);
  const names = new Map((await listInstitutions(q, reach.regionCode)).map(({ code, name }) => [code, name]));
  const teamNames = new Map((await listTeams(q, reach)).map(({ id, name }) => [id, name]));
  return accept({
    month,
    closedAt,
    heads: sumFen(rows.map((row) => row.heads)),
    incomeFen: sumFen(rows.map((row) => row.incomeFen)),
    institutions: institutionsOf(rows, spending, names),
    teams: totals(cells, (cell) => cell.teamId, teamNames),
    cells,
    corrections: (await listCorrections(q, reach, { bookedIn: month })).map(correctionOf),
    correctedLater: (await listCorrections(q, reach, { about: month })).map(correctionOf),
    working: reach.institutionCodes === 'all' ? await workingOf(q, reach, month, cells) : [],
  });
}

/** The stored heads priced once more by the policy they were priced by. */
async function workingOf(q: Queryable, reach: Reach, month: Month, cells: readonly MemberCell[]): Promise<readonly WorkingStep[]> {
  const policy = await getPolicyInForce(q, reach.regionCode, lastDayOf(month));
  return policy.ok ? priceMembers(cells, policy.value.capitation, month).working : [];
}

function correctionOf({ month, originMonth, reasons, ...row }: MemberCorrectionRow): MonthCorrection {
  const cell = asMemberCell(row);
  if (cell === null) throw new Error(`a correction of ${originMonth} has no cell`);
  return { ...cell, month, originMonth, reasons };
}

function institutionsOf(rows: readonly MemberMonthRow[], spending: readonly InstitutionSpending[], names: ReadonlyMap<string, string>): MonthInstitution[] {
  const spent = new Map<string, Fen>();
  for (const { institutionCode, feeForServiceFen } of spending) spent.set(institutionCode, (spent.get(institutionCode) ?? 0) + feeForServiceFen);
  const listed = totals(rows, (row) => row.institutionCode, names);
  const others = [...spent.keys()].filter((code) => !listed.some((total) => total.code === code));
  return [...listed, ...others.map((code) => ({ code, name: names.get(code) ?? code, heads: 0, incomeFen: 0 }))]
    .map((total) => ({ ...total, feeForServiceFen: spent.get(total.code) ?? 0 }))
    .sort((a, b) => compareCodes(a.code, b.code));
}

function totals<Row extends { heads: number; incomeFen: Fen }>(rows: readonly Row[], codeOf: (row: Row) => string, names: ReadonlyMap<string, string>): MonthTotal[] {
  const found = new Map<string, MonthTotal>();
  for (const row of rows) {
    const code = codeOf(row);
    const before = found.get(code) ?? { code, name: names.get(code) ?? code, heads: 0, incomeFen: 0 };
    found.set(code, { ...before, heads: before.heads + row.heads, incomeFen: before.incomeFen + row.incomeFen });
  }
  return [...found.values()];
}
