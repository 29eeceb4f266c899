import { fresh } from '../factories/referrals';
import { type Probe, noRows } from './probe';

const march = { from: '2025-03', to: '2025-03', allianceId: null };
const page = { page: 1, pageSize: 200 };
const capacity = { ...march, kind: null, institutionCode: null, departmentCode: null };
const places = { ...capacity, resourceName: null, choice: 'offered', fromInstitutionCode: null, ...page };
const flow = { ...march, institutionCode: null, departmentCode: null, direction: null };
const referrals = { ...flow, measure: 'sent', fromInstitutionCode: null, toInstitutionCode: null, declineCode: null, ...page };
const postings = { fromDay: '2025-01-01', toDay: '2025-12-31', kinds: null, allianceId: null, institutionCode: null, side: 'either', withWithdrawn: true, ...page };
const visits = { ...march, institutionCode: null, route: 'inside', visitedCode: null, ...page };
const outing = { kind: 'clinic', personName: '周岚', title: '副主任医师', subject: null, fromDay: '2025-03-05', toDay: '2025-03-05', times: 1, people: 12, note: null };

/** Reports of referrals and reserved capacity, and the postings that they count. */
export const reportProbes: readonly Probe[] = [
  { path: 'referralReport.capacity', kind: 'list', input: () => ({ ...capacity, by: 'resource' }), marks: (held) => [held.institutionCode] },
  { path: 'referralReport.sessions', kind: 'list', input: () => ({ ...capacity, resourceName: null, ...page }), marks: (held) => [held.sessionId] },
  { path: 'referralReport.sessions', what: 'of an institution', kind: 'named', input: ({ institutionCode }) => ({ ...capacity, institutionCode, resourceName: null, ...page }), nothing: noRows },
  { path: 'referralReport.places', kind: 'sum', input: () => places },
  { path: 'referralReport.places', what: 'of an institution', kind: 'named', input: ({ institutionCode }) => ({ ...places, institutionCode }), nothing: noRows },
  { path: 'referralReport.flow', kind: 'sum', input: () => ({ ...flow, by: 'receiver' }) },
  { path: 'referralReport.referrals', kind: 'list', input: () => referrals, marks: (held) => [held.referralNumber, held.receivedNumber] },
  { path: 'referralReport.referrals', what: 'of an institution', kind: 'named', input: ({ institutionCode }) => ({ ...referrals, institutionCode }), nothing: noRows },
  { path: 'referralReport.quarter', kind: 'sum', input: () => ({ ...march, institutionCode: null }) },
  { path: 'referralReport.outside', kind: 'sum', input: () => ({ ...march, institutionCode: null }) },
  { path: 'referralReport.visits', kind: 'sum', input: () => visits },
  { path: 'posting.list', kind: 'list', input: () => postings, marks: (held) => [held.postingId] },
  { path: 'posting.list', what: 'of an institution', kind: 'named', input: ({ institutionCode }) => ({ ...postings, institutionCode }), nothing: noRows },
  {
    path: 'posting.record',
    kind: 'named',
    input: ({ institutionCode, partnerCode }) => ({ ...outing, requestKey: fresh('posting'), fromInstitutionCode: institutionCode, toInstitutionCode: partnerCode }),
  },
  { path: 'posting.withdraw', kind: 'named', input: ({ postingId }) => ({ id: postingId, version: 1, reason: '日期登记错误' }) },
];
