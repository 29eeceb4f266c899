import type { Refusal } from '@/server/domain/kernel/outcome';
import type { RefusalCode, RefusalFacts } from '@/server/domain/refusals';
import { accountRefusals } from './account';
import { agreementRefusals } from './agreement';
import { apiKeyRefusals } from './api-key';
import { assessmentRefusals } from './assessment';
import { budgetRefusals } from './budget';
import { calendarRefusals } from './calendar';
import { carePlanRefusals } from './care-plan';
import { contractRefusals } from './contract';
import { lifeCycleRefusals } from './contract-life-cycle';
import { doorRefusals } from './door';
import { duplicateRefusals } from './duplicate';
import { fulfilmentRefusals } from './fulfilment';
import { genericRefusals } from './generic';
import { identityClassRefusals } from './identity-class';
import { importRefusals } from './import';
import { noticeRefusals } from './notice';
import { policyRefusals } from './policy';
import { postingRefusals } from './posting';
import { quotaRefusals } from './quota';
import { recognitionRefusals } from './recognition';
import { reconciliationRefusals } from './reconciliation';
import { consultRefusals } from './consult';
import { referralRefusals } from './referral';
import { attachmentRefusals, diagnosisListRefusals } from './referral-writing';
import { registryRefusals } from './registry';
import { requestRefusals } from './request';
import { residentChangeRefusals } from './resident-change';
import { checkInRefusals } from './check-in';
import { savedFilterRefusals } from './saved-filter';
import { scoreRefusals } from './score';
import { serviceFeeRefusals } from './service-fee';
import { settlementRefusals } from './settlement';
import { settlementCourseRefusals } from './settlement-course';
import { specialtyRefusals } from './specialty';
import { teamRefusals } from './team';
import { trialRefusals } from './trial';
import { visitRefusals } from './visit';
import { waitingRefusals } from './waiting';
import { warningRefusals } from './warning';

/**
 * A sentence for each code: what is wrong and what to do next. `Codes` is a noun's union of codes, or a pattern such as
 * `contract.${string}`.
 */
export type RefusalSentences<Codes extends string> = {
  readonly [Code in Extract<RefusalCode, Codes>]: (facts: RefusalFacts<Code>) => string;
};

// Total over every code there is: a code without a sentence does not compile.
const sentences: RefusalSentences<RefusalCode> = {
  ...accountRefusals,
  ...agreementRefusals,
  ...apiKeyRefusals,
  ...assessmentRefusals,
  ...budgetRefusals,
  ...calendarRefusals,
  ...carePlanRefusals,
  ...contractRefusals,
  ...lifeCycleRefusals,
  ...doorRefusals,
  ...duplicateRefusals,
  ...fulfilmentRefusals,
  ...genericRefusals,
  ...identityClassRefusals,
  ...importRefusals,
  ...noticeRefusals,
  ...policyRefusals,
  ...postingRefusals,
  ...quotaRefusals,
  ...recognitionRefusals,
  ...reconciliationRefusals,
  ...consultRefusals,
  ...attachmentRefusals,
  ...diagnosisListRefusals,
  ...referralRefusals,
  ...registryRefusals,
  ...requestRefusals,
  ...residentChangeRefusals,
  ...checkInRefusals,
  ...savedFilterRefusals,
  ...scoreRefusals,
  ...serviceFeeRefusals,
  ...settlementRefusals,
  ...settlementCourseRefusals,
  ...specialtyRefusals,
  ...teamRefusals,
  ...trialRefusals,
  ...visitRefusals,
  ...waitingRefusals,
  ...warningRefusals,
};

/** The sentence of a refusal as it came over the wire or out of the database. */
export function sentenceOf({ code, facts }: Refusal): string {
  // A code and its facts were paired by the rule that refused; past JSON the compiler cannot see the pair any more.
  const say = (sentences as Readonly<Record<string, ((facts: object) => string) | undefined>>)[code];
  return say ? say(facts) : `没有办成（${code}）。请记下这个代码，联系管理员。`;
}
