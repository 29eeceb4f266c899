import type { Probe } from './probe';

const unseen = { version: null };
const why = 'the person comes from the session; referral-course.test.ts asks for what is others’';

/** The steps of a referral between being sent and coming back. */
export const referralCourseProbes: readonly Probe[] = [
  { path: 'referral.askInfo', kind: 'named', input: ({ receivedId }) => ({ referralId: receivedId, ...unseen, question: '近期肾功能？' }) },
  { path: 'referral.giveInfo', kind: 'named', input: ({ referralId }) => ({ referralId, ...unseen, answer: '肌酐 88 μmol/L' }) },
  { path: 'referral.redirect', kind: 'named', input: ({ receivedId }, own) => ({ referralId: receivedId, ...unseen, toInstitutionCode: own.partnerCode, departmentCode: 'ent', reason: '该院更合适' }) },
  { path: 'referral.agree', kind: 'named', input: ({ referralId }) => ({ referralId, ...unseen, way: 'desk', guardian: null }) },
  { path: 'referral.leave', kind: 'named', input: ({ referralId }) => ({ referralId, ...unseen, reason: '已在外地就诊' }) },
  { path: 'referral.treat', kind: 'named', input: ({ receivedId }) => ({ referralId: receivedId, ...unseen }) },
  { path: 'referral.noteDeath', kind: 'named', input: ({ receivedId }) => ({ referralId: receivedId, ...unseen }) },
  { path: 'own.answerReferral', kind: 'bare', input: (own) => ({ referralId: own.referralId, agreed: false, reason: null }), why },
  { path: 'own.cancelReferral', kind: 'bare', input: (own) => ({ referralId: own.referralId, reason: '不想去了' }), why },
];
