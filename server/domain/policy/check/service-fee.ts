import { insutypes } from '@/server/domain/registry/codes';
import { type FeeAssessment, type FeeWaiver, type ServiceFeeTerms, earlyEnds, waiverBearers } from '../service-fee-terms';
import { listOf, nullable, object, refine } from './check';
import { duplicates } from './duplicates';
import { cited, day, flag, oneOf, rate, text, wholeNumber } from './values';

const waiver = refine(
  object<FeeWaiver>({
    id: text,
    name: text,
    insutypes: listOf(oneOf(insutypes), 1),
    retiredOnly: flag,
    from: day,
    to: day,
    waivedShare: cited(rate),
    borneBy: cited(oneOf(waiverBearers)),
  }),
  ({ from, to }, path) => (to < from ? [{ code: 'policy.out_of_order', facts: { path: `${path}.to`, before: from, after: to } }] : []),
);

export const serviceFeeTerms = refine(
  object<ServiceFeeTerms>({
    waivers: listOf(waiver),
    earlyEnd: cited(oneOf(earlyEnds)),
    assessment: nullable(object<FeeAssessment>({ heldShare: cited(rate), fullScore: cited(wholeNumber(1, 100)) })),
  }),
  (terms, path) => duplicates(terms.waivers.map(({ id }) => id), `${path}.waivers`),
);
