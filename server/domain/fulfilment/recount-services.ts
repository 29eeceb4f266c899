import { findItem } from '@/server/domain/contract/packages';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { type ServicePackage, unlimited } from '@/server/domain/policy/package-terms';
import { type Term, yearOf } from './term-years';

/** A service that stands, with what it counted for under the contract it was recorded for. */
export interface CountedService {
  readonly id: string;
  readonly itemCode: string;
  readonly packageCode: string;
  readonly day: Day;
  readonly yearStart: Day;
  readonly beyondPackage: boolean;
}

/** Of one item in one year of a contract, how many services its count holds. */
export interface UsedCount {
  readonly itemCode: string;
  readonly yearStart: Day;
  readonly used: number;
}

export interface Recount {
  /** The services in their order, as they count under the other contract. */
  readonly services: readonly CountedService[];
  readonly counts: readonly UsedCount[];
}

/**
 * What services come to under another contract's packages and years. What was given is a fact and stays one: an item that is in none of
 * these packages, a day that the contract does not cover, and what comes after a count is used up stand beyond the package.
 *
 * @param packages the other contract's, as `packagesOf` lists them.
 * @param given in the order in which they take the counts.
 */
export function recountServices(packages: readonly ServicePackage[], term: Term, given: readonly CountedService[]): Recount {
  const counts = new Map<string, UsedCount>();
  const services = given.map((service): CountedService => {
    const { itemCode, day } = service;
    const year = yearOf(term, day);
    const found = findItem(packages, itemCode);
    const yearStart = year?.start ?? service.yearStart;
    const placed = { ...service, yearStart, packageCode: found?.of.code ?? service.packageCode };
    const key = `${itemCode} ${yearStart}`;
    const used = counts.get(key)?.used ?? 0;
    if (!year || !found || (found.item.perYear.value !== unlimited && used >= found.item.perYear.value)) return { ...placed, beyondPackage: true };
    counts.set(key, { itemCode, yearStart, used: used + 1 });
    return { ...placed, beyondPackage: false };
  });
  return { services, counts: [...counts.values()] };
}
