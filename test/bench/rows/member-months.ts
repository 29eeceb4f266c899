import { and, eq, gte, inArray, lt } from 'drizzle-orm';
import Database from 'better-sqlite3';
import pg from 'pg';
import type { Store } from '@/db';
import { memberMonth, contract, resident } from '@/db/schema';
import { closeMonth } from '@/server/services/month/close-month';
import { type District, mintDistrict } from '../../factories/district';
import { granted } from '../../factories/referrals';
import { freshStore } from '../../factories/store';
import { type Bench, type BenchRow, type Measured, learnTables, timed } from '../bench';
import { type ManyPlaces, contractIdOf, fillContracts, fillPeople, fillPlaces, residentIdOf } from '../fill-people';

const contractsAtOne = 157_000;

/**
 * 签约人月: a month of 15.7 M contracts at full scale is closed by the verb, beside one hand-written statement that counts the same cells of
 * the same file. Once as the region's first month, when everybody is counted, and once as any other, with those who joined, left and died.
 */
export const memberMonths: BenchRow = {
  id: 'member-months',
  title: 'Member-months',
  engines: ['sqlite', 'postgres'],
  run: async ({ scale: asked, seconds, engine, tell }): Promise<Measured[]> => {
    // A quick look has a fifth of it, because filling takes longest.
    const scale = seconds < 10 ? asked / 5 : asked;
    const contracts = Math.round(scale * contractsAtOne);
    const at = `${contracts.toLocaleString('en')} contracts, 5 age bands`;
    const goal = { value: (60 * scale) / 100 };
    const { store, url, drop } = await freshStore();
    try {
      const district = await mintDistrict(store);
      const places = await fillPlaces(store, district);
      await fillPeople(store, district, places, 0, contracts);
      await fillContracts(store, district, places, 0, contracts);
      await learnTables(store, engine);
      tell(`${contracts} contracts are there`);
      const clerk = district.contextFor('bureau_clerk');
      const first = await timed(async () => granted(await closeMonth(clerk, '2025-01')));
      const everybody = await floorOf(engine, url, district, '2025-01-15');
      await holdAgainst(store, district, '2025-01', everybody.value);
      tell(`the first month has ${first.value.heads} heads, ${first.seconds.toFixed(2)} s`);
      await comeAndGo(store, district, places, contracts);
      const second = await timed(async () => granted(await closeMonth(clerk, '2025-02')));
      const any = await floorOf(engine, url, district, '2025-02-15');
      await holdAgainst(store, district, '2025-02', any.value);
      tell(`the second has ${second.value.heads}, ${second.seconds.toFixed(2)} s`);
      const floor = 'one hand-written count of the same cells';
      return [
        { what: 'Closing the first month, everybody counted', at, value: first.seconds, unit: 's', goal, floor: { what: floor, value: everybody.seconds }, details: { heads: first.value.heads } },
        {
          ...{ what: 'Closing a month with joiners, leavers, deaths and late news', at, value: second.seconds, unit: 's', goal },
          ...{ floor: { what: floor, value: any.seconds }, details: { heads: second.value.heads, 'corrections, yuan': second.value.correctionFen / 100 } },
        },
      ];
    } finally {
      await drop();
    }
  },
};

/** One in a hundred joins, one in two hundred leaves early, one in a thousand dies; of the deaths some were in the month that is closed. */
async function comeAndGo(store: Store, district: District, places: ManyPlaces, contracts: number): Promise<void> {
  const { regionCode } = district;
  const joiners = Math.round(contracts / 100);
  await fillPeople(store, district, places, contracts, contracts + joiners);
  await fillContracts(store, district, places, contracts, contracts + joiners, '2024-04-20');
  const every = (step: number, offset: number) => Array.from({ length: Math.floor(contracts / step) }, (_, at) => at * step + offset);
  await inParts(every(200, 7), (ids, tx) =>
    tx
      .update(contract)
      .set({ endDay: '2025-02-03', status: 'terminated' })
      .where(and(eq(contract.regionCode, regionCode), inArray(contract.id, ids.map(contractIdOf)), lt(contract.startDay, '2025-02-03'), gte(contract.endDay, '2025-02-03'))),
  );
  await inParts(every(1000, 11), (ids, tx) => tx.update(resident).set({ deathDay: '2025-02-10' }).where(and(eq(resident.regionCode, regionCode), inArray(resident.id, ids.map(residentIdOf)))));
  await inParts(every(2000, 13), (ids, tx) => tx.update(resident).set({ deathDay: '2025-01-10' }).where(and(eq(resident.regionCode, regionCode), inArray(resident.id, ids.map(residentIdOf)))));

  async function inParts(all: number[], work: (ids: number[], tx: Parameters<Parameters<Store['transaction']>[0]>[0]) => PromiseLike<unknown>): Promise<void> {
    for (let from = 0; from < all.length; from += 1000) await store.transaction(async (tx) => void (await work(all.slice(from, from + 1000), tx)));
  }
}

interface CountedCell {
  readonly institution: string;
  readonly team: string;
  readonly insutype: string;
  readonly band: string;
  readonly sex: string;
  readonly in_key_group: number;
  readonly heads: number;
}

/** The cells of a month as the verb has written them. */
async function holdAgainst(store: Store, { regionCode }: District, month: string, counted: readonly CountedCell[]): Promise<void> {
  const rows = await store.reads.select().from(memberMonth).where(and(eq(memberMonth.regionCode, regionCode), eq(memberMonth.month, month)));
  const written = rows.filter(({ heads }) => heads > 0).map((row) => [row.institutionCode, row.teamId, row.insutype, row.ageBand, row.sex, row.inKeyGroup, row.heads].join());
  const expected = counted.map((row) => [row.institution, row.team, row.insutype, row.band, row.sex, Number(row.in_key_group) === 1, Number(row.heads)].join());
  if (JSON.stringify(written.sort()) !== JSON.stringify(expected.sort())) throw new Error(`the cells of ${month} are not what a plain count gives: ${written.length} and ${expected.length}`);
}

async function floorOf(engine: Bench['engine'], url: string, { regionCode }: District, on: string): Promise<{ readonly value: readonly CountedCell[]; readonly seconds: number }> {
  if (engine === 'postgres') {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      await client.query('analyze');
      return await timed(async () => (await client.query<CountedCell>(countOn(regionCode, on))).rows);
    } finally {
      await client.end();
    }
  }
  const raw = new Database(url, { readonly: true });
  try {
    return await timed(() => raw.prepare<[], CountedCell>(countOn(regionCode, on)).all());
  } finally {
    raw.close();
  }
}

/**
 * A person has one contract on a day here, is never away and has one insurance, which the statement may rely on and the product may not.
 * Nobody has counted the tables for SQLite's planner: without `coalesce` it would go through everybody's periods once a person.
 */
const countOn = (region: string, on: string) => `
  select c.institution_code as institution, c.team_id as team, p.insutype as insutype,
         case when r.birth_day > '${yearsBefore(on, 7)}' then '0-6' when r.birth_day > '${yearsBefore(on, 18)}' then '7-17'
              when r.birth_day > '${yearsBefore(on, 45)}' then '18-44' when r.birth_day > '${yearsBefore(on, 65)}' then '45-64' else '65+' end as band,
         r.sex as sex,
         case when r.birth_day > '${yearsBefore(on, 7)}' or r.birth_day <= '${yearsBefore(on, 65)}' or g.resident_id is not null then 1 else 0 end as in_key_group,
         count(*) as heads
    from contract c
    join resident r on r.region_code = c.region_code and r.id = c.resident_id
    join coverage_period p on p.region_code = c.region_code and p.resident_id = c.resident_id and coalesce(p.from_day, '') <= '${on}' and (p.to_day is null or p.to_day >= '${on}')
    left join resident_key_group g on g.region_code = c.region_code and g.resident_id = c.resident_id and coalesce(g.from_day, '') <= '${on}' and (g.to_day is null or g.to_day >= '${on}')
   where c.region_code = '${region}' and c.start_day <= '${on}' and c.end_day >= '${on}' and r.birth_day <= '${on}' and (r.death_day is null or r.death_day > '${on}')
   group by 1, 2, 3, 4, 5, 6`;

const yearsBefore = (day: string, years: number) => `${Number(day.slice(0, 4)) - years}${day.slice(4)}`;
