import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { type Reach, within } from '@/db/reach';
import { gridCell, institution, team } from '@/db/schema';
import type { GridCell } from '@/server/domain/registry/service-grid';

export interface ListedCell extends GridCell {
  readonly institutionName: string;
  readonly teamName: string | null;
}

/** The service grid within reach, by institution and code. */
export async function listGrid(q: Queryable, reach: Reach): Promise<ListedCell[]> {
  const { code, name, institutionCode, teamId, places } = gridCell;
  return q
    .select({ code, name, institutionCode, teamId, places, institutionName: institution.name, teamName: team.name })
    .from(gridCell)
    .innerJoin(institution, and(eq(institution.regionCode, gridCell.regionCode), eq(institution.code, institutionCode)))
    .leftJoin(team, and(eq(team.regionCode, gridCell.regionCode), eq(team.id, teamId)))
    .where(within(reach, gridCell.regionCode, institutionCode))
    .orderBy(asc(institutionCode), asc(code));
}

export async function findCell(q: Queryable, regionCode: string, code: string): Promise<ListedCell | null> {
  const cells = await listGrid(q, { regionCode, institutionCodes: 'all' });
  return cells.find((cell) => cell.code === code) ?? null;
}

/** Writes a cell as it now is, whoever had it before. */
export async function saveCell(tx: Tx, regionCode: string, { code, name, institutionCode, teamId, places }: GridCell): Promise<void> {
  const cell = { name, institutionCode, teamId, places: [...places] };
  await tx
    .insert(gridCell)
    .values({ regionCode, code, ...cell })
    .onConflictDoUpdate({ target: [gridCell.regionCode, gridCell.code], set: cell });
}

export async function removeCell(tx: Tx, regionCode: string, code: string): Promise<void> {
  await tx.delete(gridCell).where(and(eq(gridCell.regionCode, regionCode), eq(gridCell.code, code)));
}

/** The cells of teams go to another team and its institution. */
export async function moveCells(tx: Tx, regionCode: string, teamIds: readonly string[], to: { readonly teamId: string; readonly institutionCode: string }): Promise<void> {
  if (teamIds.length > 0) await tx.update(gridCell).set(to).where(and(eq(gridCell.regionCode, regionCode), inArray(gridCell.teamId, [...teamIds])));
}
