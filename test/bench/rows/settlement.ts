import Database from 'better-sqlite3';
import pg from 'pg';
import type { Store } from '@/db';
import { findSettlement } from '@/db/queries/settlement';
import { listYearClaims } from '@/db/queries/settlement-books';
import { closeMonth } from '@/server/services/month/close-month';
import { monthsOfYear } from '@/server/domain/month/close-month';
import { computeSettlement } from '@/server/services/settlement/compute-settlement';
import { recountYearClaims } from '@/server/services/settlement/recount-claims';
import { verifySettlement } from '@/server/services/settlement/verify-settlement';
import { type District, mintDistrict } from '../../factories/district';
import { granted } from '../../factories/referrals';
import { freshStore } from '../../factories/store';
import { type Bench, type BenchRow, type Measured, learnTables, timed } from '../bench';
import { fillYearToSettle, settledYear as year } from '../year-to-settle';

const visitsAtOne = 150_000;

/**
 * 年终清算: a year of 15 M visits at full scale is settled by points from what was added up when its months were closed, and verified from every
 * entry; beside them one hand-written statement each over the same file. Both must come to the same, to the 分.
 */
export const settlement: BenchRow = {
  id: 'settlement',
  title: 'Settlement of a year',
  engines: ['sqlite', 'postgres'],
  run: async ({ scale: asked, seconds, engine, tell }): Promise<Measured[]> => {
    // A quick look has a fifth of it, because filling takes longest.
    const scale = seconds < 10 ? asked / 5 : asked;
    const visits = Math.round(scale * visitsAtOne);
    const at = `${visits.toLocaleString('en')} visits`;
    const { store, url, drop } = await freshStore();
    try {
      const district = await mintDistrict(store);
      await fillYearToSettle(store, district, visits);
      tell(`${visits} visits are there`);
      await learnTables(store, engine);
      const clerk = district.contextFor('bureau_clerk');
      const closing = await timed(async () => {
        for (const month of monthsOfYear(year)) granted(await closeMonth(clerk, month));
      });
      tell(`the year is closed, ${closing.seconds.toFixed(2)} s`);
      const floors = await floorsOf(engine, url, district);
      const computed = await timed(async () => granted(await computeSettlement(clerk, { method: 'points', year })));
      tell(`settled, ${computed.seconds.toFixed(3)} s`);
      const verified = await timed(async () => granted(await verifySettlement(clerk, computed.value.id)));
      if (!verified.value.holds) throw new Error(`the settlement does not hold: ${JSON.stringify(verified.value)}`);
      await holdAgainst(store, district, computed.value.id, floors);
      return [
        {
          ...{ what: 'Settlement of a year from what was added up at closing', at, value: computed.seconds, unit: 's', goal: { value: 0.15 } },
          ...{ floor: { what: 'one statement over the totals', value: floors.totals.seconds }, details: { 'closing twelve months, s': closing.seconds } },
        },
        {
          ...{ what: 'Settlement of a year recomputed from every entry', at, value: verified.seconds, unit: 's', goal: { value: (12 * scale) / 100 } },
          floor: { what: 'one statement over the entries', value: floors.entries.seconds },
        },
      ];
    } finally {
      await drop();
    }
  },
};

type Sums = readonly { readonly account: string; readonly fen: number | string }[];
interface Floors {
  readonly totals: { readonly value: Sums; readonly seconds: number };
  readonly entries: { readonly value: Sums; readonly seconds: number };
}

async function floorsOf(engine: Bench['engine'], url: string, { regionCode }: District): Promise<Floors> {
  const of = (table: string, more: string) => `select account, sum(amount_fen) as fen from ${table} where region_code = '${regionCode}' and month >= '${year}-01' and month <= '${year}-12' ${more} group by account`;
  const [totals, entries] = [of('closed_month_total', ''), of('ledger_entry', `and kind in ('visit', 'difference')`)];
  if (engine === 'postgres') {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      await client.query('analyze');
      const run = (statement: string) => timed(async () => (await client.query<Sums[number]>(statement)).rows);
      return { totals: await run(totals), entries: await run(entries) };
    } finally {
      await client.end();
    }
  }
  const raw = new Database(url, { readonly: true });
  try {
    const run = (statement: string) => timed(() => raw.prepare<[], Sums[number]>(statement).all());
    return { totals: await run(totals), entries: await run(entries) };
  } finally {
    raw.close();
  }
}

/** Totals, entries and what plain statements sum agree, and the statement pays for all of it. */
async function holdAgainst(store: Store, { regionCode }: District, settlementId: string, floors: Floors): Promise<void> {
  const [kept, recounted] = [await listYearClaims(store.reads, regionCode, `${year}-01`, `${year}-12`), await recountYearClaims(store.reads, regionCode, `${year}-01`, `${year}-12`)];
  if (JSON.stringify(kept) !== JSON.stringify(recounted)) throw new Error('what was added up is not what the entries say');
  const claimed = kept.reduce((sum, { ordinaryFen, specialFen }) => sum + ordinaryFen + specialFen, 0);
  for (const { value } of [floors.totals, floors.entries]) {
    const plain = value.filter(({ account }) => account.startsWith('claim/')).reduce((sum, { fen }) => sum + Number(fen), 0);
    if (plain !== claimed) throw new Error(`${claimed} 分 were claimed and ${plain} are in the books`);
  }
  const row = await findSettlement(store.reads, { regionCode, institutionCodes: 'all' }, settlementId);
  if (row?.statement.totals.finalFen !== row?.finalFen || !row?.finalFen) throw new Error('the statement pays nothing');
}
