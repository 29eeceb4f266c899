import type { Store } from '@/db';
import { instantOf } from '@/server/domain/kernel/calendar-day';
import type { PoolId } from '@/server/domain/ledger/account';
import { monthsOfYear } from '@/server/domain/month/close-month';
import type { Deduction } from '@/server/domain/settlement/basis';
import { setBudget } from '@/server/services/budget/set-budget';
import type { ServiceContext } from '@/server/services/context';
import { closeMonth } from '@/server/services/month/close-month';
import { computeSettlement } from '@/server/services/settlement/compute-settlement';
import { confirmSettlement } from '@/server/services/settlement/confirm-settlement';
import { deliverSettlement } from '@/server/services/settlement/deliver-settlement';
import { reviewSettlement } from '@/server/services/settlement/review-settlement';
import type { District } from './district';
import { type BookedVisit, bookVisits } from './ledger';
import { accepted } from './signing';

export const settledYear = '2024';
/** Delivered on the district's own day, 2025-03-10, a settlement can be objected to until here. */
export const lastObjectionDay = '2025-03-19';
export const afterObjections = '2025-03-20';

export const onDay = (context: ServiceContext, day: string, time = '10:00:00'): ServiceContext => ({ ...context, now: () => instantOf(`${day} ${time}`) });

/** The same work done by somebody else of the same role. */
export function asAnother(context: ServiceContext, accountId: string): ServiceContext {
  if (context.actor.kind !== 'staff') throw new Error('staff only');
  return { ...context, actor: { ...context.actor, accountId, name: accountId } };
}

let booked = 0;

/** Visits of one person in June, whose fund payments are given in fen by institution. */
export async function bookYear(store: Store, district: District, payments: readonly (readonly [institutionCode: string, payFen: number, more?: Partial<BookedVisit>])[]): Promise<void> {
  const visits = payments.map(([institutionCode, payFen, more]): BookedVisit => {
    booked += 1;
    return { institutionCode, residentId: district.adult.id, settlementId: `B${booked}`, day: `${settledYear}-06-15`, payFen, ...more };
  });
  await bookVisits(store, district.regionCode, visits);
}

export async function closeYear(district: District, year = settledYear): Promise<void> {
  for (const month of monthsOfYear(year)) accepted(await closeMonth(district.contextFor('bureau_clerk'), month));
}

export async function giveBudget(district: District, pool: PoolId, amountFen: number, year = settledYear): Promise<string> {
  const budget = accepted(await setBudget(district.contextFor('bureau_clerk'), { year, pool, scope: { kind: 'region' }, request: { method: 'fixed', amountFen }, reason: null }));
  return budget.id;
}

/** What a test asks for: by points unless it says so. */
interface Asked {
  readonly method?: 'points' | 'per_head_ceiling';
  readonly deductions?: readonly Deduction[];
}

/** A year of two township hospitals by points, computed: 600 and 400 yuan of a budget of 1,000. */
export async function computedYear(store: Store, district: District, asked: Asked = {}): Promise<string> {
  await bookYear(store, district, [
    [district.township.code, 60_000],
    [district.foreignTownship.code, 40_000],
  ]);
  await giveBudget(district, '310-ordinary', 100_000);
  await closeYear(district);
  return computeAgain(district, asked);
}

export async function computeAgain(district: District, { method = 'points', deductions = [] }: Asked = {}): Promise<string> {
  return accepted(await computeSettlement(district.contextFor('bureau_clerk'), { method, year: settledYear, deductions })).id;
}

export async function deliver(district: District, id: string): Promise<string> {
  accepted(await deliverSettlement(district.contextFor('bureau_clerk'), id));
  return id;
}

/** Takes a delivered settlement through review and confirmation once its time is over. */
export async function confirmed(district: District, id: string): Promise<string> {
  accepted(await reviewSettlement(onDay(district.contextFor('bureau_reviewer'), afterObjections), id));
  accepted(await confirmSettlement(onDay(district.contextFor('finance'), afterObjections), id));
  return id;
}
