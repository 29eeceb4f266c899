import { type SQL, and, eq, inArray, sql } from 'drizzle-orm';
import type { Column } from 'drizzle-orm';

/**
 * How far an actor's eyes and hands go: always one region, and in it all institutions or the listed ones. Queries take
 * one, so that a row outside it cannot be found by forgetting a condition. An empty list reaches nothing.
 */
export interface Reach {
  readonly regionCode: string;
  readonly institutionCodes: 'all' | readonly string[];
}

/** The condition that keeps a query inside the reach; several institution columns are joined by OR (either side of a referral). */
export function within(reach: Reach, regionCode: Column, ...institutionCodes: [Column, ...Column[]]): SQL {
  const { institutionCodes: codes } = reach;
  const inRegion = eq(regionCode, reach.regionCode);
  if (codes === 'all') return inRegion;
  if (codes.length === 0) return sql`1 = 0`;
  const sides = institutionCodes.map((column) => inArray(column, [...codes]));
  const touching = sides.length === 1 ? sides[0] : sql`(${sql.join(sides, sql` or `)})`;
  return and(inRegion, touching) ?? inRegion;
}

/** Whether one institution lies inside the reach. */
export function reaches(reach: Reach, regionCode: string, institutionCode: string): boolean {
  return reach.regionCode === regionCode && (reach.institutionCodes === 'all' || reach.institutionCodes.includes(institutionCode));
}
