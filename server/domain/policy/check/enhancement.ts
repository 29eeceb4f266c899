import { accept } from '@/server/domain/kernel/outcome';
import { insutypes, keyGroups, medTypes } from '@/server/domain/registry/codes';
import { identityClasses } from '@/server/domain/registry/identity-classes';
import { enhancementScopes, type DayRange, type DeductibleCut, type Enhancement, type EnhancementCondition, type ListedDisease } from '../enhancement';
import type { Plan } from '../plan';
import type { PolicyDocumentRefusal } from '../refusals';
import { listOf, mapped, nullable, object, optional, refine, type Check } from './check';
import { byStatus, cited, flag, icdPrefix, oneOf, rate, text, wholeNumber, yuan } from './values';

/** "waived", or by how much the deductible is smaller. */
const deductibleCut: Check<DeductibleCut> = (json, path) =>
  json === 'waived' ? accept({ kind: 'waived' }) : mapped(byStatus(yuan), (cut): DeductibleCut => ({ kind: 'amount', cut }))(json, path);

const dayRange = refine(object<DayRange>({ least: wholeNumber(1, 366), most: nullable(wholeNumber(1, 366)) }), ({ least, most }, path) =>
  most === null || least <= most ? [] : [{ code: 'policy.out_of_order', facts: { path, before: String(least), after: String(most) } }],
);

const condition = object<EnhancementCondition>({
  keyGroups: optional(cited(listOf(oneOf(keyGroups), 1))),
  identityClasses: optional(cited(listOf(oneOf(identityClasses), 1))),
  referred: optional(cited(flag)),
  diagnoses: optional(cited(listOf(object<ListedDisease>({ prefix: icdPrefix, name: text }), 1))),
  prescriptionDays: optional(cited(dayRange)),
});

export const enhancement = refine(
  object<Enhancement>({
    id: text,
    name: text,
    insutypes: listOf(oneOf(insutypes), 1),
    medTypes: listOf(oneOf(medTypes), 1),
    scope: cited(oneOf(enhancementScopes)),
    when: optional(condition),
    points: optional(cited(rate)),
    deductibleCut: optional(cited(deductibleCut)),
    maximumRaise: optional(cited(byStatus(yuan))),
    asPlan: optional(cited(text)),
  }),
  ({ points, deductibleCut: cut, maximumRaise, asPlan }, path) =>
    points || cut || maximumRaise || asPlan ? [] : [{ code: 'policy.key_missing', facts: { path, key: 'points' } }],
);

/** `asPlan` names a plan of the same insurance, and a plan without visits of its own is named by one. */
export function plansAreNamed(plans: readonly Plan[], enhancements: readonly Enhancement[], path: string): PolicyDocumentRefusal[] {
  const named = new Set(enhancements.flatMap(({ asPlan }) => asPlan?.value ?? []));
  return [
    ...enhancements.flatMap(({ asPlan, insutypes: covered }, index): PolicyDocumentRefusal[] => {
      if (asPlan === undefined) return [];
      const allowed = plans.filter((each) => covered.every((insutype) => insutype === each.insutype)).map((each) => each.id);
      const facts = { path: `${path}.enhancements[${index}].asPlan`, allowed, found: asPlan.value };
      return allowed.includes(asPlan.value) ? [] : [{ code: 'policy.not_allowed', facts }];
    }),
    ...plans.flatMap(({ id, medTypes: own }, index): PolicyDocumentRefusal[] => {
      const facts = { path: `${path}.plans[${index}].medTypes`, least: '1', most: null, found: '0' };
      return own.length > 0 || named.has(id) ? [] : [{ code: 'policy.out_of_range', facts }];
    }),
  ];
}
