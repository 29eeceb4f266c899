import { type CoverageTerms, type ContractTerms, type LifeCycleTerms, type RenewalReminderTerms, teamCompositionTerms } from '../contract-terms';
import type { PolicyDocumentRefusal } from '../refusals';
import { listOf, object, refine } from './check';
import { followUpPlans, plansOfItems, servicePackages } from './packages';
import { cited, decimal, oneOf, rate, wholeNumber } from './values';

export const contractTerms = refine(
  object<ContractTerms>({
    termYears: cited(listOf(wholeNumber(1, 10), 1)),
    defaultTermYears: cited(wholeNumber(1, 10)),
    teamCapacity: cited(wholeNumber(1, 100_000)),
    doctorCapacity: cited(wholeNumber(1, 100_000)),
    warnAt: cited(decimal('0', '1')),
    teamComposition: cited(oneOf(teamCompositionTerms)),
    coverage: object<CoverageTerms>({
      goalYear: cited(wholeNumber(2000, 2100)),
      totalGoal: cited(rate),
      keyGroupGoal: cited(rate),
      yearlyLeast: cited(rate),
      yearlyMost: cited(rate),
    }),
    packages: servicePackages,
    followUps: followUpPlans,
    renewalReminders: object<RenewalReminderTerms>({ listDays: cited(listOf(wholeNumber(1, 366), 1)), apartDays: cited(wholeNumber(1, 366)) }),
    lifeCycle: object<LifeCycleTerms>({
      renewalDaysBefore: cited(wholeNumber(0, 366)),
      lateRenewalDays: cited(wholeNumber(0, 3660)),
      transfersPerYear: cited(wholeNumber(0, 100)),
      requestDays: cited(wholeNumber(1, 366)),
    }),
  }),
  (terms, path): PolicyDocumentRefusal[] => [
    ...(terms.termYears.value.includes(terms.defaultTermYears.value) ? [] : [defaultNotOffered(terms, path)]),
    ...plansOfItems(terms, path),
  ],
);

function defaultNotOffered({ termYears, defaultTermYears }: ContractTerms, path: string): PolicyDocumentRefusal {
  return { code: 'policy.not_allowed', facts: { path: `${path}.defaultTermYears`, allowed: termYears.value.map(String), found: String(defaultTermYears.value) } };
}
