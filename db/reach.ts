import { type Column, type Placeholder, type SQL, and, eq, inArray, sql } from 'drizzle-orm';
import type { Queryable } from './client';
import { type Bound, type Placeholders, type Preparable, prepared, shaped } from './prepared';

/**
 * How far an actor's eyes and hands go: always one region, and in it all institutions or the listed ones. Queries take
 * one, so that a row outside it cannot be found by forgetting a condition. An empty list reaches nothing.
 */
export type Reach = ReachOf<string>;

interface ReachOf<Text> {
  readonly regionCode: Text;
  readonly institutionCodes: 'all' | readonly Text[];
}

/** A reach, or what stands for one in a prepared statement. */
export type AnyReach = ReachOf<string | Placeholder>;

/** The condition that keeps a query inside the reach; several institution columns are joined by OR (either side of a referral). */
export function within(reach: AnyReach, regionCode: Column, ...institutionCodes: [Column, ...Column[]]): SQL {
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

/** A prepared query that keeps to a reach, as `prepared` makes others: one statement for each number of institutions. */
export function preparedWithin<const Names extends readonly string[], Rows>(
  names: Names,
  build: (q: Queryable, reach: AnyReach, values: Placeholders<Names[number]>) => Preparable<Rows>,
): (q: Queryable, reach: Reach, values: Readonly<Record<Names[number], Bound>>) => Promise<Rows> {
  const statementFor = shaped(({ institutions }: { readonly institutions: 'all' | number }) => {
    const codes = institutions === 'all' ? [] : Array.from({ length: institutions }, (_, at) => nameOf(at));
    return prepared<readonly string[], Rows>([...names, 'reachRegion', ...codes], (q, values) => {
      const { reachRegion = '' } = values;
      return build(q, { regionCode: reachRegion, institutionCodes: institutions === 'all' ? 'all' : codes.map((code) => values[code] ?? '') }, values);
    });
  });
  return (q, { regionCode, institutionCodes }, values) => {
    const given: Record<string, Bound> = { ...values, reachRegion: regionCode };
    if (institutionCodes !== 'all') for (const [at, code] of institutionCodes.entries()) given[nameOf(at)] = code;
    return statementFor({ institutions: institutionCodes === 'all' ? 'all' : institutionCodes.length })(q, given);
  };
}

const nameOf = (at: number) => `reachCode${at}`;
