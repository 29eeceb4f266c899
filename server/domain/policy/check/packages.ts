import { keyGroups } from '@/server/domain/registry/codes';
import { type FollowUpPlan, type FollowUpRhythm, type PackageItem, type ServicePackage, packageKinds, unlimited } from '../package-terms';
import type { PolicyDocumentRefusal } from '../refusals';
import { feePayers } from '../service-fee-terms';
import { type Check, describe, isRecord, listOf, nullable, object, recordOf, refine } from './check';
import { duplicates } from './duplicates';
import { cited, oneOf, text, wholeNumber, yuan } from './values';

/** Lower-case words, as they stand in contracts and import files. */
const packageWord: Check<string> = (json, path) => {
  const read = text(json, path);
  if (!read.ok || /^[a-z][a-z0-9_]{0,29}$/.test(read.value)) return read;
  return { ok: false, refusals: [{ code: 'policy.wrong_kind', facts: { path, expected: 'package_code', found: describe(json) } }] };
};

const item = object<PackageItem>({
  code: packageWord,
  name: text,
  perYear: refine(cited(wholeNumber(unlimited, 366)), ({ value }, path) => (value === 0 ? [{ code: 'policy.out_of_range', facts: { path: `${path}.value`, least: '1', most: '366', found: '0' } }] : [])),
  followUp: nullable(packageWord),
});

const servicePackage = refine(
  object<ServicePackage>({
    code: packageWord,
    name: text,
    kind: oneOf(packageKinds),
    keyGroups: listOf(oneOf(keyGroups)),
    yearlyPrice: cited(yuan),
    yearlyParts: cited(recordOf(feePayers, yuan)),
    items: listOf(item, 1),
  }),
  ({ yearlyPrice, yearlyParts }, path) => {
    const { fund, publicHealth, person } = yearlyParts.value;
    const partsFen = fund + publicHealth + person;
    return partsFen === yearlyPrice.value ? [] : [{ code: 'policy.parts_not_the_price', facts: { path, priceFen: yearlyPrice.value, partsFen } }];
  },
);

/** `contract.packages`: at least one for everybody; a code names one package, an item's code one item of one package. */
export const servicePackages: Check<readonly ServicePackage[]> = refine(listOf(servicePackage, 1), (packages, path) => [
  ...duplicates(packages.map(({ code }) => code), path),
  ...duplicates(packages.flatMap(({ items }) => items.map(({ code }) => code)), path),
  ...(packages.some(({ kind }) => kind === 'basic') ? [] : [{ code: 'policy.key_missing', facts: { path, key: 'basic' } } as const]),
]);

const byMonths = object<Extract<FollowUpRhythm, { kind: 'months' }>>({ kind: oneOf(['months'] as const), every: cited(oneOfNumbers([1, 2, 3, 4, 6, 12])) });
const byAges = object<Extract<FollowUpRhythm, { kind: 'ages' }>>({ kind: oneOf(['ages'] as const), atMonths: refine(cited(listOf(wholeNumber(0, 1440), 1)), risingAges) });
const rhythm: Check<FollowUpRhythm> = (json, path) => (isRecord(json) && json.kind === 'ages' ? byAges(json, path) : byMonths(json, path));

const followUpPlan = object<FollowUpPlan>({
  code: packageWord,
  name: text,
  rhythm,
  dueDays: cited(wholeNumber(1, 366)),
  graceDays: cited(wholeNumber(0, 366)),
  apartDays: cited(wholeNumber(1, 366)),
});

/** `contract.followUps`. */
export const followUpPlans: Check<readonly FollowUpPlan[]> = refine(listOf(followUpPlan), (plans, path) => duplicates(plans.map(({ code }) => code), path));

/** Items fall due by plans that are written down, and no plan is without an item or with two. */
export function plansOfItems({ packages, followUps }: { readonly packages: readonly ServicePackage[]; readonly followUps: readonly FollowUpPlan[] }, path: string): PolicyDocumentRefusal[] {
  const named = packages.flatMap(({ items }) => items.flatMap(({ followUp }) => (followUp === null ? [] : [followUp])));
  const known = followUps.map(({ code }) => code);
  return [
    ...named.filter((code) => !known.includes(code)).map((found): PolicyDocumentRefusal => ({ code: 'policy.not_allowed', facts: { path: `${path}.packages`, allowed: known, found } })),
    ...known.filter((code) => !named.includes(code)).map((key): PolicyDocumentRefusal => ({ code: 'policy.key_missing', facts: { path: `${path}.packages`, key } })),
    ...duplicates(named, `${path}.packages`),
  ];
}

/** A year of a term is cut into whole occasions. */
function oneOfNumbers(allowed: readonly number[]): Check<number> {
  const whole = wholeNumber(1, 12);
  return (json, path) => {
    const read = whole(json, path);
    if (!read.ok || allowed.includes(read.value)) return read;
    return { ok: false, refusals: [{ code: 'policy.not_allowed', facts: { path, allowed: allowed.map(String), found: describe(json) } }] };
  };
}

function risingAges({ value }: { readonly value: readonly number[] }, path: string): PolicyDocumentRefusal[] {
  return value.flatMap((age, index) => {
    const before = value[index - 1];
    return before === undefined || before < age ? [] : [{ code: 'policy.out_of_order' as const, facts: { path: `${path}.value`, before: String(before), after: String(age) } }];
  });
}
