import { insutypes, medTypes } from '@/server/domain/registry/codes';
import { identityClasses } from '@/server/domain/registry/identity-classes';
import type { AssistanceRule, Ladder, LadderVariant } from '../layer-terms';
import type { PolicyDocumentRefusal } from '../refusals';
import { listOf, nullable, object, refine } from './check';
import { duplicates } from './duplicates';
import { amountSlices } from './slices';
import { cited, decimal, oneOf, rate, text, yuan } from './values';

const variant = object<LadderVariant>({
  id: text,
  name: text,
  classes: listOf(oneOf(identityClasses), 1),
  startFactor: cited(decimal('0', '1')),
  points: cited(rate),
  maximum: cited(nullable(yuan)),
});

const ladder = refine(
  object<Ladder>({
    id: text,
    name: text,
    insutypes: listOf(oneOf(insutypes), 1),
    start: cited(yuan),
    slices: cited(amountSlices),
    maximum: cited(nullable(yuan)),
    variants: listOf(variant),
  }),
  (value, path) => variantsThatHarm(value, path),
);

const rule = object<AssistanceRule>({
  id: text,
  name: text,
  classes: listOf(oneOf(identityClasses), 1),
  start: cited(yuan),
  slices: cited(amountSlices),
  maximum: cited(nullable(yuan)),
});

/** The layers above basic insurance, among the other keys of `benefit`. A region without them writes empty lists. */
export const layerTerms = {
  layeredMedTypes: cited(listOf(oneOf(medTypes))),
  ladders: refine(listOf(ladder), (list, path) => [
    ...duplicates(list.map((each) => each.id), path),
    ...duplicates(list.flatMap((each) => each.insutypes), path),
    ...duplicates(list.flatMap((each) => each.variants.map((one) => one.id)), path),
  ]),
  assistance: refine(listOf(rule), (list, path) => duplicates(list.map((each) => each.id), path)),
};

/** A variant is there to be kinder: its limit is never below the general one. */
function variantsThatHarm(value: Ladder, path: string): PolicyDocumentRefusal[] {
  const generalFen = value.maximum.value;
  return value.variants.flatMap((each, index): PolicyDocumentRefusal[] => {
    const ownFen = each.maximum.value;
    if (ownFen === null || (generalFen !== null && ownFen >= generalFen)) return [];
    const facts = { path: `${path}.variants[${index}].maximum`, before: String(generalFen ?? '∞'), after: String(ownFen) };
    return [{ code: 'policy.out_of_order', facts }];
  });
}
