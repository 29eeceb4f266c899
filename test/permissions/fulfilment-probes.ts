import { fresh } from '../factories/referrals';
import type { Probe } from './probe';

const basicOnly = ['basic'];
const page = { page: 1, pageSize: 100 };
const circumstances = { day: '2025-03-10', practitionerId: null, place: 'clinic', note: null, bySubstitute: true, beyondPackage: false };
const item = { itemCodes: ['referral_help'], measurements: {}, ...circumstances };

export const fulfilmentProbes: readonly Probe[] = [
  // Of a resident whom the asker does not reach, nothing but the basic package is suggested.
  { path: 'contract.packages', kind: 'named', input: ({ residentId }) => ({ residentId }), nothing: ({ value }) => JSON.stringify((value as { suggested?: string[] } | null)?.suggested) === JSON.stringify(basicOnly) },
  // Whoever lives in the region may be signed by any team of it.
  { path: 'contract.quote', kind: 'named', wide: true, input: ({ residentId }) => ({ residentId, packageCodes: basicOnly, startDay: null }) },
  { path: 'fulfilment.counts', kind: 'sum', input: () => ({ mine: false }) },
  { path: 'fulfilment.followUps', kind: 'list', input: () => ({ tab: 'due', mine: false, planCode: null, ...page }), marks: () => [] },
  { path: 'fulfilment.unserved', kind: 'list', input: () => ({ mine: false, ...page }), marks: () => [] },
  { path: 'fulfilment.ofResident', kind: 'named', input: ({ residentId }) => ({ residentId }) },
  { path: 'fulfilment.own', kind: 'bare', why: 'takes nothing; own-view.test.ts shows whose it is' },
  { path: 'fulfilment.record', what: 'under a contract', kind: 'named', input: ({ contractId }, own) => ({ requestKey: fresh('service'), contractId, ...item, practitionerId: own.practitionerId }) },
  { path: 'fulfilment.record', what: 'in somebody’s name', kind: 'named', input: ({ practitionerId }, own) => ({ requestKey: fresh('service'), contractId: own.contractId, ...item, itemCodes: ['consult'], day: '2025-03-10', practitionerId }) },
  {
    path: 'fulfilment.recordMany',
    kind: 'named',
    input: ({ residentId }, own) => ({ requestKey: fresh('batch'), itemCode: 'health_advice', residentIds: [residentId], ...circumstances, practitionerId: own.practitionerId }),
    nothing: ({ value }) => JSON.stringify(value).includes('"not_found"'),
  },
  { path: 'fulfilment.match', kind: 'named', input: ({ certNo }) => ({ lines: [certNo], day: '2025-03-10' }), nothing: ({ value }) => JSON.stringify(value).includes('"people":[]') },
  { path: 'fulfilment.withdraw', kind: 'named', input: ({ serviceId }) => ({ serviceId, reason: '登记错人' }) },
  { path: 'fulfilment.totals', kind: 'list', input: () => ({ asOf: null }), marks: (held) => [held.teamId] },
  { path: 'fulfilment.renewals', kind: 'list', input: () => ({ withinDays: 60, mine: false, ...page }), marks: () => [] },
  { path: 'fulfilment.remind', kind: 'named', input: ({ contractId }) => ({ contractIds: [contractId] }), nothing: ({ value }) => JSON.stringify(value).includes('"not_found"') },
  { path: 'fulfilment.recordCall', kind: 'named', input: ({ contractId }) => ({ contractId, result: 'unreachable', note: null }) },
];
