import { clinicDay, fresh } from '../factories/referrals';
import { type Probe, noRows } from './probe';

const all = { institutionCode: null, kind: null, departmentCode: null, withEnded: true };
const names = { departmentCode: 'imaging', departmentName: '医学影像科', note: null };
const terms = { capacity: 4, urgentOnly: false, onHolidays: false, publicLeadDays: 7, validTo: '2025-03-18' };
const exception = { fromDay: '2025-08-01', toDay: '2025-08-02', effect: 'closed', capacity: null, reason: '设备检修', displacement: 'refuse' };
const seen = { version: 1 };

/** Reserved capacity: resources, weeks, and single sessions. */
export const capacityProbes: readonly Probe[] = [
  { path: 'capacity.plan', kind: 'list', input: () => all, marks: (held) => [held.resourceId, held.scheduleId, held.exceptionId] },
  { path: 'capacity.plan', what: 'of an institution', kind: 'named', input: ({ institutionCode }) => ({ ...all, institutionCode }), nothing: noRows },
  { path: 'capacity.addResource', kind: 'named', input: ({ institutionCode }) => ({ institutionCode, kind: 'exam', name: fresh('CT'), ...names }) },
  { path: 'capacity.addSchedule', kind: 'named', input: ({ resourceId }) => ({ resourceId, weekdays: [2], fromTime: '08:00', toTime: '11:00', validFrom: '2025-03-18', ...terms }) },
  { path: 'capacity.changeSchedule', kind: 'named', input: ({ scheduleId }) => ({ scheduleId, ...seen, ...terms, displacement: 'refuse', reason: '增加检查' }) },
  { path: 'capacity.recordException', kind: 'named', input: ({ resourceId }) => ({ institutionCode: null, resourceId, ...exception }) },
  { path: 'capacity.recordException', what: 'of a hospital', kind: 'named', input: ({ institutionCode }) => ({ institutionCode, resourceId: null, ...exception }) },
  { path: 'capacity.takeExceptionBack', kind: 'named', input: ({ exceptionId }) => ({ exceptionId }) },
  { path: 'capacity.session', kind: 'named', input: ({ sessionId }) => ({ sessionId }) },
  { path: 'capacity.standIns', kind: 'named', input: ({ sessionId }) => ({ sessionId }) },
  { path: 'capacity.resize', kind: 'named', input: ({ sessionId }) => ({ sessionId, version: null, capacity: 6 }) },
  { path: 'capacity.changeResource', kind: 'named', input: ({ resourceId }) => ({ resourceId, ...seen, name: fresh('CT'), ...names }) },
  { path: 'capacity.closeResource', kind: 'named', input: ({ resourceId }) => ({ resourceId, ...seen, closedOn: clinicDay, displacement: 'refuse', reason: '设备报废' }) },
];
