import { and, asc, eq, getTableColumns, sql } from 'drizzle-orm';
import * as utils from 'drizzle-orm/utils';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { dialect } from '@/db/columns';
import { prepared, shaped } from '@/db/prepared';
import { mapRowsByPlan } from '@/db/row-mapping';
import { account, institution, resident, team } from '@/db/schema';
import { type District, mintDistrict } from './factories/district';
import { freshStore } from './factories/store';

interface Field {
  readonly path: string[];
  readonly field: unknown;
}

/** Drizzle's own way, which its types keep to themselves. */
const drizzles = utils as object as {
  orderSelectedFields(selected: object): Field[];
  mapResultRow(fields: readonly Field[], row: readonly unknown[], joinsNotNullable: object | undefined): object;
};

let store: Store;
let drop: () => Promise<void>;
let district: District;
beforeAll(async () => {
  ({ store, drop } = await freshStore());
  district = await mintDistrict(store);
});
afterAll(() => drop());

const findTeams = prepared(['regionCode', 'institutionCode'], (q, { regionCode, institutionCode }) =>
  q.select({ id: team.id, capacity: team.capacity }).from(team).where(and(eq(team.regionCode, regionCode), eq(team.institutionCode, institutionCode))),
);

describe(`a prepared statement on ${dialect}`, () => {
  test('answers each time by the values it is given', async () => {
    const { regionCode, township, foreignTownship, lead } = district;
    const of = (institutionCode: string) => findTeams(store.reads, { regionCode, institutionCode });
    expect([await of(township.code), await of(foreignTownship.code), await of(lead.code)]).toEqual([[{ id: district.team.id, capacity: 2000 }], [{ id: district.foreignTeam.id, capacity: 2000 }], []]);
  });

  test('sees what its own transaction wrote, and nobody else does before the commit', async () => {
    const { regionCode, township, team: own } = district;
    const of = (q: Parameters<typeof findTeams>[0]) => findTeams(q, { regionCode, institutionCode: township.code });
    await store.transaction(async (tx) => {
      await tx.update(team).set({ capacity: 1999 }).where(eq(team.id, own.id));
      expect(await of(tx)).toEqual([{ id: own.id, capacity: 1999 }]);
      expect(await of(store.reads)).toEqual([{ id: own.id, capacity: 2000 }]);
      await tx.update(team).set({ capacity: 2000 }).where(eq(team.id, own.id));
    });
  });

  test('is refused once its transaction has ended', async () => {
    let kept: Parameters<typeof findTeams>[0] | null = null;
    await store.transaction((tx) => {
      kept = tx;
      return Promise.resolve();
    });
    expect(() => kept && findTeams(kept, { regionCode: district.regionCode, institutionCode: 'x' })).toThrow('has ended');
  });

  test('is kept for each shape of a question', async () => {
    let made = 0;
    const counting = shaped(({ level }: { readonly level: boolean }) => {
      made += 1;
      return prepared(['regionCode', 'level'], (q, values) =>
        q.select({ code: institution.code }).from(institution).where(and(eq(institution.regionCode, values.regionCode), level ? eq(institution.level, values.level) : undefined)),
      );
    });
    const values = { regionCode: district.regionCode, level: 'township' };
    const lengths = [];
    for (const level of [true, false, true, false]) lengths.push((await counting({ level })(store.reads, values)).length);
    expect({ made, lengths }).toEqual({ made: 2, lengths: [2, 5, 2, 5] });
  });
});

describe('rows made by a plan', () => {
  const columns = getTableColumns(resident);
  const selected = {
    plain: resident.id,
    retired: resident.retired,
    keyGroups: resident.keyGroups,
    person: { name: resident.name, home: institution.name },
    resident: columns,
    account,
    deeper: { still: { age: sql<number>`1`.mapWith(String), named: sql`2`.as('named') } },
  };
  const fields = drizzles.orderSelectedFields(selected);
  const values = fields.map(({ path, field }, at) => (field === resident.keyGroups ? '["elderly65"]' : field === resident.retired ? 1 : path.at(-1) === 'deathDay' ? null : `v${at}`));
  const without = (table: string) => fields.map(({ path }, at) => (path[0] === table ? null : values[at]));

  test.each([
    ['every table found', values, {}],
    ['nothing joined', without('account'), { resident: true, institution: true, account: false }],
    ['a join that cannot be empty', without('account'), { resident: true, institution: true, account: true }],
    ['nobody', without('resident'), { resident: false, institution: false, account: false }],
    ['two tables under one key, both empty', without('person'), { resident: false, institution: false, account: false }],
    ['no joins', without('person'), undefined],
  ])('are those that drizzle makes: %s', (_what, row, joinsNotNullableMap) => {
    // PostgreSQL's driver hands documents and flags over ready.
    const told = dialect === 'postgres' ? row.map((value) => (value === '["elderly65"]' ? ['elderly65'] : value)) : row;
    const query: { fields: Field[]; joinsNotNullableMap?: object | undefined; customResultMapper?: (rows: unknown[][]) => unknown } = { fields, joinsNotNullableMap };
    const { session } = mapRowsByPlan({ session: { prepareQuery: () => query } });
    session.prepareQuery();
    expect(query.customResultMapper?.([told, told])).toEqual([1, 2].map(() => drizzles.mapResultRow(fields, told, joinsNotNullableMap)));
  });

  test('come from a left join as null where nothing was found', async () => {
    const rows = await store.reads
      .select({ name: institution.name, team })
      .from(institution)
      .leftJoin(team, and(eq(team.regionCode, institution.regionCode), eq(team.institutionCode, institution.code)))
      .where(eq(institution.regionCode, district.regionCode))
      .orderBy(asc(institution.code));
    expect(rows.map((row) => row.team?.id ?? null)).toEqual([null, district.team.id, null, null, district.foreignTeam.id]);
  });
});
