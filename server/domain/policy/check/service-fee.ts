import { packageCodes } from '@/server/domain/contract/packages';
import { insutypes } from '@/server/domain/registry/codes';
import type { PolicyDocumentRefusal } from '../refusals';
import { type FeeAssessment, type FeeWaiver, type PackageFee, type ServiceFeeTerms, earlyEnds, feePayers, waiverBearers } from '../service-fee-terms';
import { listOf, nullable, object, recordOf, refine } from './check';
import { duplicates } from './duplicates';
import { cited, day, flag, oneOf, rate, text, wholeNumber, yuan } from './values';

const fee = object<PackageFee>({ packages: listOf(oneOf(packageCodes), 1), yearly: cited(recordOf(feePayers, yuan)) });

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
    fees: listOf(fee, 1),
    waivers: listOf(waiver),
    earlyEnd: cited(oneOf(earlyEnds)),
    assessment: nullable(object<FeeAssessment>({ heldShare: cited(rate), fullScore: cited(wholeNumber(1, 100)) })),
  }),
  (terms, path) => [...everyPackageOnce(terms.fees, `${path}.fees`), ...duplicates(terms.waivers.map(({ id }) => id), `${path}.waivers`)],
);

function everyPackageOnce(fees: readonly PackageFee[], path: string): PolicyDocumentRefusal[] {
  const priced = fees.flatMap(({ packages }) => packages);
  const without = packageCodes.filter((code) => !priced.includes(code));
  return [...duplicates(priced, path), ...without.map((key): PolicyDocumentRefusal => ({ code: 'policy.key_missing', facts: { path, key } }))];
}
