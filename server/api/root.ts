import { meRouter } from './routers/me';
import { accountRouter } from './routers/account';
import { agreementRouter, consentRouter } from './routers/agreement';
import { assessmentRouter } from './routers/assessment';
import { attachmentRouter } from './routers/attachment';
import { auditRouter } from './routers/audit';
import { ownRouter } from './routers/own';
import { passRouter } from './routers/pass';
import { worklistRouter } from './routers/worklist';
import { careRouter } from './routers/care';
import { coverageRouter } from './routers/coverage';
import { consultRouter } from './routers/consult';
import { contractRouter } from './routers/contract';
import { contractRequestRouter } from './routers/contract-request';
import { fulfilmentRouter } from './routers/fulfilment';
import { diagnosisRouter } from './routers/diagnosis';
import { duplicateRouter } from './routers/duplicate';
import { identityRouter } from './routers/identity';
import { importReviewRouter } from './routers/import-review';
import { institutionRouter } from './routers/institution';
import { quotaRouter } from './routers/quota';
import { recognitionRouter } from './routers/recognition';
import { reconciliationRouter } from './routers/reconciliation';
import { postingRouter } from './routers/posting';
import { referralReportRouter } from './routers/referral-report';
import { referralDraftRouter } from './routers/referral-draft';
import { referralRouter } from './routers/referral';
import { referralDeskRouter } from './routers/referral-desk';
import { savedFilterRouter } from './routers/saved-filter';
import { residentChangeRouter } from './routers/resident-change';
import { residentRouter } from './routers/resident';
import { teamRouter } from './routers/team';
import { capacityRouter } from './routers/capacity';
import { chartRouter } from './routers/chart';
import { specialtyRouter } from './routers/specialty';
import { trialRouter } from './routers/trial';
import { monitoringRouter } from './routers/monitoring';
import { budgetRouter } from './routers/budget';
import { monthRouter } from './routers/month';
import { policyRouter } from './routers/policy';
import { prepaymentRouter } from './routers/prepayment';
import { serviceFeeRouter } from './routers/service-fee';
import { settlementRouter } from './routers/settlement';
import { visitRouter } from './routers/visit';
import { waitingRouter } from './routers/waiting';
import { warningRouter } from './routers/warning';
import { noticeRouter } from './routers/notice';
import { createCaller, router } from './trpc';

export const appRouter = router({
  worklist: worklistRouter,
  pass: passRouter,
  own: ownRouter,
  care: careRouter,
  agreement: agreementRouter,
  consent: consentRouter,
  assessment: assessmentRouter,
  attachment: attachmentRouter,
  audit: auditRouter,
  account: accountRouter,
  consult: consultRouter,
  contract: contractRouter,
  coverage: coverageRouter,
  contractRequest: contractRequestRouter,
  fulfilment: fulfilmentRouter,
  diagnosis: diagnosisRouter,
  duplicate: duplicateRouter,
  identity: identityRouter,
  importReview: importReviewRouter,
  institution: institutionRouter,
  quota: quotaRouter,
  capacity: capacityRouter,
  specialty: specialtyRouter,
  recognition: recognitionRouter,
  posting: postingRouter,
  referral: referralRouter,
  referralDraft: referralDraftRouter,
  referralReport: referralReportRouter,
  referralDesk: referralDeskRouter,
  savedFilter: savedFilterRouter,
  resident: residentRouter,
  residentChange: residentChangeRouter,
  team: teamRouter,
  budget: budgetRouter,
  month: monthRouter,
  policy: policyRouter,
  prepayment: prepaymentRouter,
  serviceFee: serviceFeeRouter,
  settlement: settlementRouter,
  visit: visitRouter,
  reconciliation: reconciliationRouter,
  waiting: waitingRouter,
  warning: warningRouter,
  monitoring: monitoringRouter,
  chart: chartRouter,
  trial: trialRouter,
  notice: noticeRouter,
  me: meRouter,
});

export type AppRouter = typeof appRouter;

/** For pages rendered on the server: the same procedures without a trip over HTTP. */
export const callerOf = createCaller(appRouter);
