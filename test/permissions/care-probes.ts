import { instantOf } from '@/server/domain/kernel/calendar-day';
import { clinicDay, fresh, orderFor } from '../factories/referrals';
import { type Probe, noRows } from './probe';

const page = { page: 1, pageSize: 100 };
const unseen = { version: null };
const all = {
  ...{ tab: 'all', status: null, who: 'everybody', priority: null, direction: null, kind: null, departmentCode: null, partnerCode: null, residentId: null },
  ...{ overdue: false, placeDay: null, text: null, ...page },
};
const session = {
  departmentCode: 'cardiology',
  departmentName: '心血管内科',
  startsAt: instantOf(`${clinicDay} 13:00:00`),
  endsAt: instantOf(`${clinicDay} 16:00:00`),
  capacity: 3,
  urgentOnly: false,
  publicLeadDays: 7,
};
const search = { departmentCode: 'cardiology', fromDay: '2025-03-10', toDay: '2025-03-31', priority: 'routine' };

const referralProbes: readonly Probe[] = [
  { path: 'referral.list', what: 'sent', kind: 'list', input: () => ({ side: 'sent', ...all }), marks: (held) => [held.referralId] },
  { path: 'referral.list', what: 'received', kind: 'list', input: () => ({ side: 'received', ...all }), marks: (held) => [held.receivedId] },
  { path: 'referral.list', what: 'by number', kind: 'named', input: ({ referralNumber }) => ({ side: 'sent', ...all, text: referralNumber }), nothing: noRows },
  { path: 'referral.counts', kind: 'sum' },
  { path: 'referral.detail', kind: 'named', input: ({ referralId }) => ({ referralId }) },
  { path: 'referral.choices', kind: 'list', wide: true, othersOnly: true, marks: (held) => [held.partnerCode] },
  { path: 'referral.subject', kind: 'named', input: ({ residentId }) => ({ residentId }) },
  { path: 'referral.create', what: 'a resident', kind: 'named', input: ({ residentId }, own) => orderFor(residentId, { toInstitutionCode: own.partnerCode, departmentCode: 'neurology', practitionerId: own.practitionerId }) },
  { path: 'referral.create', what: 'by a doctor', kind: 'named', input: ({ practitionerId }, own) => orderFor(own.residentId, { toInstitutionCode: own.partnerCode, departmentCode: 'oncology', practitionerId }) },
  // Patients go to any hospital of the region.
  { path: 'referral.create', what: 'to a hospital', kind: 'named', wide: true, input: ({ institutionCode }, own) => orderFor(own.residentId, { toInstitutionCode: institutionCode, departmentCode: 'urology', practitionerId: own.practitionerId }) },
  { path: 'referral.create', what: 'onto a session', kind: 'named', wide: true, input: ({ sessionId }, own) => orderFor(own.residentId, { sessionId, practitionerId: own.practitionerId }) },
  {
    path: 'referral.accept',
    what: 'onto a session',
    kind: 'named',
    // The hospital answers once; its system would come too late for the same referral.
    roles: ['doctor', 'referral_office'],
    input: ({ sessionId }, own) => ({ referralId: own.receivedId, ...unseen, places: { sessionId, stay: null } }),
  },
  { path: 'referral.accept', kind: 'named', input: ({ receivedId }) => ({ referralId: receivedId, ...unseen, places: null }) },
  { path: 'referral.decline', kind: 'named', input: ({ receivedId }) => ({ referralId: receivedId, ...unseen, code: 'other', reason: '本院无此专科' }) },
  { path: 'referral.arrive', kind: 'named', input: ({ receivedId }) => ({ referralId: receivedId, ...unseen }) },
  { path: 'referral.complete', kind: 'named', input: ({ receivedId }) => ({ referralId: receivedId, ...unseen, opinion: '继续原方案', followUpDay: null }) },
  { path: 'referral.miss', kind: 'named', input: ({ receivedId }) => ({ referralId: receivedId, ...unseen }) },
  { path: 'referral.cancel', kind: 'named', input: ({ referralId }) => ({ referralId, ...unseen, reason: '患者改变主意' }) },
];

const quotaProbes: readonly Probe[] = [
  { path: 'quota.week', kind: 'list', input: () => ({ day: clinicDay, institutionCode: null }), marks: (held) => [held.sessionId] },
  { path: 'quota.week', what: 'of an institution', kind: 'named', input: ({ institutionCode }) => ({ day: clinicDay, institutionCode }), nothing: noRows },
  { path: 'quota.compliance', kind: 'list', input: () => ({ month: '2025-03' }), marks: (held) => [held.institutionCode] },
  // A doctor looks for a place in every hospital of the region.
  { path: 'quota.search', kind: 'list', wide: true, input: () => ({ ...search, institutionCode: null }), marks: (held) => [held.sessionId] },
  { path: 'quota.withheld', kind: 'bare', input: () => ({ ...search, institutionCode: null }), why: 'it counts sessions of the region, which are no secret' },
  { path: 'quota.search', what: 'of an institution', kind: 'named', wide: true, input: ({ institutionCode }) => ({ ...search, institutionCode }), nothing: noRows },
  { path: 'quota.publish', kind: 'named', input: ({ institutionCode }) => ({ ...session, institutionCode, resourceName: fresh('顾') }) },
  { path: 'quota.cancel', kind: 'named', input: ({ sessionId }) => ({ sessionId, reason: '医师外出' }) },
];

const visitProbes: readonly Probe[] = [
  { path: 'visit.list', kind: 'list', input: () => page, marks: (held) => [held.visitId] },
  { path: 'visit.list', what: 'of an institution', kind: 'named', input: ({ institutionCode }) => ({ institutionCode, ...page }), nothing: noRows },
  { path: 'visit.list', what: 'of a resident', kind: 'named', input: ({ residentId }) => ({ residentId, ...page }), nothing: noRows },
  { path: 'visit.get', kind: 'named', input: ({ institutionCode, visitId }) => ({ institutionCode, settlementId: visitId }) },
  { path: 'visit.waitingRefunds', kind: 'list', input: () => page, marks: (held) => [held.waitingRefundId] },
  { path: 'visit.waitingRefunds', what: 'of an institution', kind: 'named', input: ({ institutionCode }) => ({ institutionCode, ...page }), nothing: noRows },
  { path: 'visit.batches', kind: 'list', input: () => page, marks: (held) => [held.batchId] },
  { path: 'visit.batch', kind: 'named', input: ({ batchId }) => ({ batchId, ...page }) },
  { path: 'visit.rejectedRows', kind: 'named', input: ({ batchId }) => ({ batchId }) },
];

export const careProbes: readonly Probe[] = [...visitProbes, ...quotaProbes, ...referralProbes];
