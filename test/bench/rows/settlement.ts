import Database from 'better-sqlite3';
import pg from 'pg';
import type { Store } from '@/db';
import { findSettlement } from '@/db/queries/settlement';
import { listYearClaims } from '@/db/queries/settlement-books';
import { ledgerEntry, visit } from '@/db/schema';
import { addDays, monthOf } from '@/server/domain/kernel/calendar-day';
import { formatAccount, poolIds, poolOf } from '@/server/domain/ledger/account';
import { postVisit } from '@/server/domain/ledger/post';
import { closeMonth } from '@/server/services/month/close-month';
import { monthsOfYear } from '@/server/domain/month/close-month';
import { computeSettlement } from '@/server/services/settlement/compute-settlement';
import { recountYearClaims } from '@/server/services/settlement/recount-claims';
import { verifySettlement } from '@/server/services/settlement/verify-settlement';
import { type District, mintDistrict } from '../../factories/district';
import { nothingMoreTold } from '../../factories/ledger';
import { granted } from '../../factories/referrals';
import { budgetOf, usePack } from '../../factories/settled-year';
import { freshStore } from '../../factories/store';
import { type Bench, type BenchRow, type Measured, timed } from '../bench';
import { type ManyPlaces, fillPeople, fillPlaces, residentIdOf } from '../fill-people';

const year = '2024';
const visitsAtOne = 150_000;
const visitsAPerson = 4;
const perTransaction = 10_000;

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
      await usePack(store, district, '331100');
      const places = await fillPlaces(store, district);
      await fillPeople(store, district, places, 0, Math.ceil(visits / visitsAPerson));
      await fillYear(store, district, places, visits);
      for (const pool of poolIds.filter((id) => !id.endsWith('-inpatient'))) await budgetOf(district, year, pool, { kind: 'region' }, { method: 'fixed', amountFen: visits * 5000 });
      tell(`${visits} visits are there`);
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

/** The year in its order, as imports leave it. Adjudications are left out: no settlement reads them. */
async function fillYear(store: Store, { regionCode }: District, { townships }: ManyPlaces, visits: number): Promise<void> {
  const people = Math.ceil(visits / visitsAPerson);
  for (let first = 0; first < visits; first += perTransaction) {
    const some = Array.from({ length: Math.min(perTransaction, visits - first) }, (_, index) => visitOf(regionCode, townships, first + index, visits, people));
    await store.transaction(async (tx) => {
      await tx.append(visit, some.map(({ row }) => row));
      await tx.append(ledgerEntry, some.flatMap(({ entries }) => entries));
    });
  }
}

function visitOf(regionCode: string, places: ManyPlaces['townships'], at: number, visits: number, people: number) {
  const place = places[(at * 7) % places.length];
  if (!place) throw new Error('visits need places');
  const person = (at * 7919) % people;
  const insutype = person % 2 === 0 ? ('310' as const) : ('390' as const);
  const medType = at % 17 === 0 ? ('14' as const) : ('11' as const);
  const day = addDays('2024-01-01', Math.floor((at * 366) / visits));
  const [institutionCode, settlementId, payFen] = [place.code, `S${String(at).padStart(12, '0')}`, 500 + ((at * 7919) % 20_000)];
  const specialFee = at % 23 === 0;
  const pool = poolOf(insutype, medType);
  const row = {
    ...{ regionCode, institutionCode, settlementId, residentId: residentIdOf(person), insutype, medType, specialFee, settledAt: `${day} 09:${String(at % 60).padStart(2, '0')}:00` },
    ...{ diagnosisCode: 'I10.x00x002', diagnosisName: '高血压', ...nothingMoreTold, totalFen: payFen * 2, fullSelfPayFen: 0, overLimitSelfPayFen: 0, advanceSelfPayFen: 0, inScopeFen: payFen * 2 },
    ...{ reportedDeductibleFen: null, reportedPoolFen: null, reportedAccountFen: null, reportedCashFen: null, reportedFundFen: null },
    ...{ referralNumber: null, refundOf: null, contentDigest: `${settlementId}-${'d'.repeat(30)}`, batchId: null, receivedAt: 0 },
  };
  const month = monthOf(day);
  const entries = postVisit({ institutionCode, medType, specialFee }, { payFen, pool }).map((entry, line) => ({
    ...{ regionCode, postingId: `${institutionCode}/${settlementId}#1`, line, month, originMonth: month, kind: 'visit' as const },
    ...{ account: formatAccount(entry.account), pool, institutionCode, settlementId, amountFen: entry.amountFen, postedAt: 0 },
  }));
  return { row, entries };
}

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
