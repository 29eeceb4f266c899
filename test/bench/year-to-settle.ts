import type { Store } from '@/db';
import { ledgerEntry, visit } from '@/db/schema';
import { addDays, monthOf } from '@/server/domain/kernel/calendar-day';
import { formatAccount, poolIds, poolOf } from '@/server/domain/ledger/account';
import { postVisit } from '@/server/domain/ledger/post';
import type { District } from '../factories/district';
import { nothingMoreTold } from '../factories/ledger';
import { budgetOf, usePack } from '../factories/settled-year';
import { type ManyPlaces, fillPeople, fillPlaces, residentIdOf } from './fill-people';

export const settledYear = '2024';
const visitsAPerson = 4;
const perTransaction = 10_000;

/** A year of visits with its budgets, by a policy that settles by points. No month of it is closed yet. */
export async function fillYearToSettle(store: Store, district: District, visits: number): Promise<void> {
  await usePack(store, district, '331100');
  const places = await fillPlaces(store, district);
  await fillPeople(store, district, places, 0, Math.ceil(visits / visitsAPerson));
  await fillYear(store, district, places, visits);
  const pools = poolIds.filter((id) => !id.endsWith('-inpatient'));
  for (const pool of pools) await budgetOf(district, settledYear, pool, { kind: 'region' }, { method: 'fixed', amountFen: visits * 5000 });
}

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
