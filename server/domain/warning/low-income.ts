import type { KeyGroup } from '@/server/domain/registry/codes';
import type { IdentityClass } from '@/server/domain/registry/identity-classes';

const lowIncomeClasses: readonly IdentityClass[] = ['extreme_poverty', 'subsistence', 'poverty_relapse', 'marginal', 'illness_poverty', 'registered_poor'];

/** Whether the lower line holds: by an identity class that was recognised, or by the key group that the team keeps. */
export function isLowIncome(classes: readonly IdentityClass[], keyGroups: readonly KeyGroup[]): boolean {
  return keyGroups.includes('low_income') || classes.some((each) => lowIncomeClasses.includes(each));
}
