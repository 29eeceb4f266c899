import type { Day } from '@/server/domain/kernel/calendar-day';
import { type ServicePackage, unlimited } from '@/server/domain/policy/package-terms';
import { type Term, type TermYear, yearOf } from './term-years';

/** What of an item a year of a contract holds, and how much of it was given. */
export interface Entitlement {
  readonly packageCode: string;
  readonly itemCode: string;
  readonly name: string;
  readonly year: TermYear;
  /** Null: as often as needed. */
  readonly perYear: number | null;
  /** Given within the package. */
  readonly used: number;
  /** Never below 0; null where nothing is counted. */
  readonly left: number | null;
  /** Given after the count was used up. */
  readonly beyond: number;
  readonly lastGivenDay: Day | null;
}

/** A service that stands, as far as counts need it. */
export interface GivenItem {
  readonly itemCode: string;
  readonly day: Day;
  readonly beyondPackage: boolean;
}

/**
 * The items of a contract's packages in the year of the term that a day lies in: a count is for each year and is not carried into the
 * next, so a term of three years holds it three times. Empty on days that the contract does not cover.
 *
 * @param packages the contract's, as `packagesOf` lists them.
 */
export function entitlements(packages: readonly ServicePackage[], term: Term, day: Day, given: readonly GivenItem[]): Entitlement[] {
  const year = yearOf(term, day);
  if (!year) return [];
  const ofYear = given.filter((each) => year.start <= each.day && each.day <= year.end);
  return packages.flatMap(({ code: packageCode, items }) =>
    items.map(({ code: itemCode, name, perYear: { value } }) => {
      const own = ofYear.filter((each) => each.itemCode === itemCode);
      const used = own.filter(({ beyondPackage }) => !beyondPackage).length;
      const perYear = value === unlimited ? null : value;
      return {
        ...{ packageCode, itemCode, name, year, perYear, used },
        left: perYear === null ? null : Math.max(0, perYear - used),
        beyond: own.length - used,
        lastGivenDay: own.reduce<Day | null>((last, each) => (last !== null && last >= each.day ? last : each.day), null),
      };
    }),
  );
}
