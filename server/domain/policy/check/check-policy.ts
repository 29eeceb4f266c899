import type { Outcome } from '@/server/domain/kernel/outcome';
import { referralPriorities } from '@/server/domain/referral/codes';
import type { PolicySource, PolicyVersion, QuotaTerms, ReferralTerms } from '../policy-version';
import type { PolicyDocumentRefusal } from '../refusals';
import { benefitTerms } from './benefit';
import { budgetTerms, prepaymentTerms } from './budget';
import { nullable, object, recordOf, refine } from './check';
import { contractTerms } from './contract';
import { monitoringTerms } from './monitoring';
import { capitationTerms, settlementTerms } from './payment';
import { serviceFeeTerms } from './service-fee';
import { cited, day, flag, fraction, regionCode, text, wholeNumber } from './values';

const hours = wholeNumber(0, 24 * 366);
const days = wholeNumber(0, 366);

const policy = refine(
  object<PolicyVersion>({
    id: text,
    regionCode,
    regionName: text,
    inForceFrom: day,
    inForceTo: nullable(day),
    title: text,
    source: object<PolicySource>({ title: text, issuer: text, documentNumber: nullable(text), issuedOn: nullable(day) }),
    contract: contractTerms,
    quota: object<QuotaTerms>({
      slotShare: cited(fraction),
      bedShare: cited(fraction),
      leadDays: cited(days),
      urgentWindowDays: cited(days),
      releaseHoursBefore: cited(hours),
      holdMinutes: cited(wholeNumber(1, 7 * 24 * 60)),
      dealing: cited(flag),
      borrowHoursBefore: cited(hours),
      promiseDays: recordOf(referralPriorities, cited(days)),
      offerHours: cited(wholeNumber(1, 14 * 24)),
    }),
    benefit: benefitTerms,
    capitation: capitationTerms,
    budget: budgetTerms,
    prepayment: prepaymentTerms,
    serviceFee: serviceFeeTerms,
    settlement: settlementTerms,
    objectionWorkingDays: cited(wholeNumber(1, 60)),
    monitoring: monitoringTerms,
    referral: object<ReferralTerms>({
      answerHours: recordOf(referralPriorities, cited(hours)),
      validDays: cited(days),
      followUpDays: cited(days),
      consultHours: cited(hours),
      escalateAfterHours: cited(hours),
      receiveDays: cited(days),
      readmissionDays: cited(days),
    }),
  }),
  (version) =>
    version.inForceTo !== null && version.inForceTo < version.inForceFrom
      ? [{ code: 'policy.out_of_order', facts: { path: 'inForceTo', before: version.inForceFrom, after: version.inForceTo } }]
      : [],
);

/**
 * Read a policy document. Amounts stand in it as yuan text ("1500.00"), rates as decimal text with at most six places,
 * quota shares as fractions ("1/3"); all keys are known and every parameter cites its clause and confidence.
 *
 * @returns the policy version, or every problem of the document, each with its path.
 */
export function checkPolicy(json: unknown): Outcome<PolicyVersion, PolicyDocumentRefusal> {
  return policy(json, '');
}
