import { type LineVisit, listLineVisits, sumLineVisits } from '@/db/queries/settlement-books';
import { type SettlementRow, findSettlement } from '@/db/queries/settlement';
import type { Queryable, Reach } from '@/db';
import type { Fen } from '@/server/domain/kernel/money';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { type PoolId, poolIds } from '@/server/domain/ledger/account';
import type { GenericRefusal } from '@/server/domain/refusals';
import { type Deduction, ledgerPoolsOf, membersOf } from '@/server/domain/settlement/basis';
import type { StatementLine } from '@/server/domain/settlement/statement';
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
  return accept({ ...line, name: nameOf(line.code), members: membersOf(row.basis, line.code).map((code) => ({ code, name: nameOf(code) })), deductions: deductionsOf(row, line) });
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
 * The visits behind one line. No names of patients: a visit opens for those who may read visits.
 *
 * The line of a ceiling counts ordinary and special fees together, one of points tells them apart.
 */
export function listVisitsOfLine(context: ServiceContext, key: LineKey, page: LinePage): Promise<Outcome<LineVisits, GenericRefusal>> {
  const reach = permit(context, 'settlement:read');
  return context.store.snapshot((q) => readVisitsOfLine(q, reach, key, page));
}

export interface LinePage {
  /** The first is 1. */
  readonly page: number;
  readonly pageSize: number;
}

async function readVisitsOfLine(q: Queryable, reach: Reach, key: LineKey, { page, pageSize }: LinePage): Promise<Outcome<LineVisits, GenericRefusal>> {
  const found = await findLine(q, reach, key);
  if (!found) return notFound;
  const { line, row, pool } = found;
  const institutionCodes = membersOf(row.basis, line.code);
  const [from, to] = [row.basis.months[0] ?? `${row.year}-01`, row.basis.months.at(-1) ?? `${row.year}-12`];
  const filter = { pool, institutionCodes, from, to };
  // The members of a line are seen with the line, even when the reach lists its head alone.
  const behind = { regionCode: reach.regionCode, institutionCodes };
  const { visits, ordinaryFen, specialFen } = await sumLineVisits(q, behind, filter);
  const rows = await listLineVisits(q, behind, filter, { limit: pageSize, offset: (page - 1) * pageSize });
  const lineFen = line.feeForServiceFen + line.specialFen;
  return accept({
    rows: rows.map((visit) => ({ ...visit, institutionName: row.basis.names[visit.institutionCode] ?? visit.institutionCode })),
    total: visits,
    ordinaryFen,
    specialFen,
    lineFen,
    agrees: agrees(line, ordinaryFen, specialFen),
  });
}

function agrees(line: StatementLine, ordinaryFen: Fen, specialFen: Fen): boolean {
  if (line.ceilingFen !== null) return line.feeForServiceFen === ordinaryFen + specialFen;
  return line.feeForServiceFen === ordinaryFen && line.specialFen === specialFen;
}

const notFound = refuse<GenericRefusal>({ code: 'not_found', facts: { what: 'settlement' } });

async function findLine(q: Queryable, reach: Reach, key: LineKey): Promise<{ row: SettlementRow; line: StatementLine; pool: PoolId } | null> {
  const row = await findSettlement(q, reach, key.settlementId);
  const line = row === null ? undefined : linesWithin(reach, row).find(({ poolId, code }) => poolId === key.poolId && code === key.code);
  const pool = poolIds.find((id) => id === key.poolId);
  return row === null || line === undefined || pool === undefined ? null : { row, line, pool };
}
