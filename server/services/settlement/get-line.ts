import { type LineFilter, type LineVisit, listLineVisits, sumLineVisits } from '@/db/queries/settlement-line';
import { type SettlementRow, findSettlement } from '@/db/queries/settlement';
import type { Queryable, Reach } from '@/db';
import { type Fen, sumFen } from '@/server/domain/kernel/money';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { GenericRefusal } from '@/server/domain/refusals';
import { type Deduction, ledgerPoolsOf, membersOf } from '@/server/domain/settlement/basis';
import type { LinePart, StatementLine } from '@/server/domain/settlement/statement';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { linesWithin } from './lines-within';

export interface LineKey {
  readonly settlementId: string;
  readonly poolId: string;
  readonly code: string;
}

export interface SettlementLineView extends StatementLine {
  readonly name: string;
  readonly parts: readonly (LinePart & { readonly name: string })[];
  readonly members: readonly { readonly code: string; readonly name: string }[];
  /** The deductions that the line's amount sums, each with its reason. */
  readonly deductions: readonly Deduction[];
}

/** One line with its working and the institutions it stands for. */
export async function getLine(context: ServiceContext, key: LineKey): Promise<Outcome<SettlementLineView, GenericRefusal>> {
  const reach = permit(context, 'settlement:read');
  const found = await findLine(context.store.reads, reach, key);
  if (!found) return notFound;
  const { line, row } = found;
  const nameOf = (code: string) => row.basis.names[code] ?? code;
  const parts = line.parts.map((part) => ({ ...part, name: nameOf(part.code) }));
  return accept({ ...line, parts, name: nameOf(line.code), members: membersOf(row.basis, line.code).map((code) => ({ code, name: nameOf(code) })), deductions: deductionsOf(row, line) });
}

function deductionsOf({ basis }: SettlementRow, { poolId, code }: StatementLine): Deduction[] {
  const pools = ledgerPoolsOf(basis, poolId);
  const members = membersOf(basis, code);
  return basis.deductions.filter((each) => pools.includes(each.pool) && (each.institutionCode === code || members.includes(each.institutionCode)));
}

export interface LineVisits {
  readonly rows: readonly (LineVisit & { readonly institutionName: string })[];
  readonly total: number;
  /** What the ledger holds for the visits behind the line, and what the line says; they must agree to the 分. */
  readonly ordinaryFen: Fen;
  readonly specialFen: Fen;
  readonly lineFen: Fen;
  readonly agrees: boolean;
}

/**
 * The visits behind one line, or behind one place of an alliance's. No names of patients: a visit opens for those who may read
 * visits.
 *
 * The line of a ceiling counts ordinary and special fees together, one of points tells them apart; an alliance's holds all care
 * at its members, and that of its people elsewhere.
 */
export function listVisitsOfLine(context: ServiceContext, key: LineKey & { readonly place?: string | undefined }, page: LinePage): Promise<Outcome<LineVisits, GenericRefusal>> {
  const reach = permit(context, 'settlement:read');
  return context.store.snapshot((q) => readVisitsOfLine(q, reach, key, page));
}

export interface LinePage {
  /** The first is 1. */
  readonly page: number;
  readonly pageSize: number;
}

async function readVisitsOfLine(q: Queryable, reach: Reach, key: LineKey & { readonly place?: string | undefined }, { page, pageSize }: LinePage): Promise<Outcome<LineVisits, GenericRefusal>> {
  const found = await findLine(q, reach, key);
  if (!found) return notFound;
  const { line, row } = found;
  const parts = line.parts.filter((part) => key.place === undefined || part.code === key.place);
  if (key.place !== undefined && parts.length === 0) return notFound;
  const filter = filterOf(row, line, key.place === undefined ? null : parts);
  // The places of a line are seen with the line, even when the reach lists its head alone.
  const { visits, ordinaryFen, specialFen } = await sumLineVisits(q, reach, filter);
  const rows = await listLineVisits(q, reach, filter, { limit: pageSize, offset: (page - 1) * pageSize });
  const lineFen = line.parts.length === 0 ? line.feeForServiceFen + line.specialFen : sumFen(parts.map((part) => part.insideFen + part.outsideFen + part.staysFen));
  return accept({
    rows: rows.map((visit) => ({ ...visit, institutionName: row.basis.names[visit.institutionCode] ?? visit.institutionCode })),
    total: visits,
    ordinaryFen,
    specialFen,
    lineFen,
    agrees: line.parts.length === 0 ? agrees(line, ordinaryFen, specialFen) : lineFen === ordinaryFen + specialFen,
  });
}

/** The whole line where no places are given. What the members' people cost elsewhere counts without stays where these are paid apart. */
function filterOf({ basis, year, method }: SettlementRow, line: StatementLine, places: readonly LinePart[] | null): LineFilter {
  const pools = ledgerPoolsOf(basis, line.poolId);
  const homeCodes = membersOf(basis, line.code);
  const others = (places ?? line.parts).filter(({ place }) => place === 'elsewhere').map(({ code }) => code);
  const outpatient = method === 'composite' ? pools.filter((pool) => !pool.endsWith('-inpatient')) : pools;
  return {
    pools,
    institutionCodes: places === null ? homeCodes : places.filter(({ place }) => place === 'member').map(({ code }) => code),
    elsewhere: others.length === 0 ? null : { pools: outpatient, institutionCodes: others, homeCodes, excludedClasses: basis.excludedClasses },
    from: basis.months[0] ?? `${year}-01`,
    to: basis.months.at(-1) ?? `${year}-12`,
  };
}

function agrees(line: StatementLine, ordinaryFen: Fen, specialFen: Fen): boolean {
  if (line.ceilingFen !== null) return line.feeForServiceFen === ordinaryFen + specialFen;
  return line.feeForServiceFen === ordinaryFen && line.specialFen === specialFen;
}

const notFound = refuse<GenericRefusal>({ code: 'not_found', facts: { what: 'settlement' } });

async function findLine(q: Queryable, reach: Reach, key: LineKey): Promise<{ row: SettlementRow; line: StatementLine } | null> {
  const row = await findSettlement(q, reach, key.settlementId);
  const line = row === null ? undefined : linesWithin(reach, row).find(({ poolId, code }) => poolId === key.poolId && code === key.code);
  return row === null || line === undefined ? null : { row, line };
}
