import { institutionLevels, insutypes, medTypes } from '@/server/domain/registry/codes';
import { designations, type Deductible, type Designated, type NamedInstitution, type PlaceException, type Plan, type ReferralChainTerms } from '../plan';
import type { PolicyDocumentRefusal } from '../refusals';
import { listOf, nullable, object, optional, refine, someOf } from './check';
import { duplicates } from './duplicates';
import { amountSlices } from './slices';
import { byStatus, cited, flag, institutionCode, oneOf, rate, text, wholeNumber, yuan } from './values';

const deductible = refine(
  object<Deductible>({
    basis: cited(oneOf(['year', 'visit'])),
    byLevel: someOf(institutionLevels, cited(byStatus(yuan))),
    acrossLevels: optional(cited(oneOf(['shared', 'separate']))),
    byAdmission: optional(cited(listOf(rate, 1))),
    referralChain: optional(object<ReferralChainTerms>({ withinDays: cited(wholeNumber(0, 366)) })),
    essentialDrugsExempt: optional(cited(flag)),
  }),
  partsFitTheBasis,
);

const designated = object<Designated>({
  whose: cited(oneOf(designations)),
  levels: cited(listOf(oneOf(institutionLevels), 1)),
  elsewhereFactor: cited(rate),
  exceptReferred: cited(flag),
});

const exception = object<PlaceException>({
  name: text,
  institutions: cited(listOf(object<NamedInstitution>({ code: institutionCode, name: text }))),
  deductibleAs: nullable(cited(oneOf(institutionLevels))),
  rateAs: nullable(cited(oneOf(institutionLevels))),
  ownDeductible: optional(cited(byStatus(yuan))),
});

export const plan = refine(
  object<Plan>({
    id: text,
    name: text,
    insutype: oneOf(insutypes),
    medTypes: listOf(oneOf(medTypes)),
    accumulation: text,
    maximumGroup: optional(text),
    deductible,
    rates: someOf(institutionLevels, cited(byStatus(amountSlices))),
    slicesOver: optional(cited(oneOf(['visit', 'year']))),
    annualMaximum: nullable(cited(byStatus(yuan))),
    uncovered: nullable(cited(listOf(oneOf(institutionLevels), 1))),
    designated: optional(designated),
    exceptions: optional(listOf(exception)),
  }),
  (value, path) => [...everyLevelHasARule(value, path), ...exceptionsAreClear(value, path)],
);

/** Stays and chains belong to a deductible that is paid at every visit, levels that add up to a yearly one. */
function partsFitTheBasis(value: Deductible, path: string): PolicyDocumentRefusal[] {
  const found = value.basis.value;
  const needs: readonly (readonly [keyof Deductible, Deductible['basis']['value']])[] = [
    ['acrossLevels', 'year'],
    ['byAdmission', 'visit'],
    ['referralChain', 'visit'],
  ];
  return needs
    .filter(([part, basis]) => value[part] !== undefined && found !== basis)
    .map(([part, basis]) => ({ code: 'policy.not_allowed', facts: { path: `${path}.basis (${part})`, allowed: [basis], found } }));
}

function everyLevelHasARule(value: Plan, path: string): PolicyDocumentRefusal[] {
  return institutionLevels.flatMap((level): PolicyDocumentRefusal[] => {
    const lacks = [
      ...(value.deductible.byLevel[level] ? [] : (['deductible'] as const)),
      ...(value.rates[level] ? [] : (['rate'] as const)),
    ];
    if (value.uncovered?.value.includes(level)) {
      return lacks.length === 2 ? [] : [{ code: 'policy.level_covered_and_uncovered', facts: { path, level } }];
    }
    return lacks.map((what) => ({ code: 'policy.level_without_rule', facts: { path, level, lacks: what } }));
  });
}

/** A named institution stands in one exception, and counts as a level that has a rule. */
function exceptionsAreClear({ exceptions = [], deductible: asked, rates }: Plan, path: string): PolicyDocumentRefusal[] {
  const codes = exceptions.flatMap((each) => each.institutions.value.map(({ code }) => code));
  return [
    ...duplicates(codes, `${path}.exceptions`),
    ...exceptions.flatMap(({ deductibleAs, rateAs }, index): PolicyDocumentRefusal[] => [
      ...(deductibleAs && !asked.byLevel[deductibleAs.value]
        ? [{ code: 'policy.level_without_rule' as const, facts: { path: `${path}.exceptions[${index}]`, level: deductibleAs.value, lacks: 'deductible' as const } }]
        : []),
      ...(rateAs && !rates[rateAs.value]
        ? [{ code: 'policy.level_without_rule' as const, facts: { path: `${path}.exceptions[${index}]`, level: rateAs.value, lacks: 'rate' as const } }]
        : []),
    ]),
  ];
}
