import type { Probe } from './probe';

const seen = { version: 0 };
const reason = '户籍资料核对';
const guardian = { residentId: null, name: '王建军', relation: 'father', certType: null, certNo: null, phone: null, from: '2025-01-01' };

export const residentChangeProbes: readonly Probe[] = [
  { path: 'resident.household', kind: 'named', input: ({ residentId }) => ({ residentId }) },
  { path: 'residentChange.particulars', kind: 'named', input: ({ residentId }) => ({ residentId, ...seen, name: '改名人', sex: null, birthDay: null, certificate: null, reason }) },
  { path: 'residentChange.contact', kind: 'named', input: ({ residentId }) => ({ residentId, ...seen, phone: '13912345678', reason: null }) },
  { path: 'residentChange.home', kind: 'named', input: ({ residentId }) => ({ residentId, ...seen, homeInstitutionCode: null, reason }) },
  { path: 'residentChange.coverage', kind: 'named', input: ({ residentId }) => ({ residentId, ...seen, from: '2025-01-01', coverage: null, reason }) },
  { path: 'residentChange.withdrawCoverage', kind: 'named', input: ({ residentId }) => ({ residentId, ...seen, from: '2025-01-01', reason }) },
  { path: 'residentChange.keyGroups', kind: 'named', input: ({ residentId }) => ({ residentId, ...seen, steps: [{ keyGroup: 'tuberculosis', member: true, from: '2025-01-01' }], reason: null }) },
  // The day lies ahead, so that nobody of the other probes has died.
  { path: 'residentChange.death', kind: 'named', input: ({ residentId }) => ({ residentId, ...seen, deathDay: '2099-01-01', document: 'family_report', note: null }) },
  { path: 'residentChange.withdrawDeath', kind: 'named', input: ({ residentId }) => ({ residentId, ...seen, reason }) },
  { path: 'residentChange.movingAway', kind: 'named', input: ({ residentId }) => ({ residentId, ...seen, from: '2099-01-01', endsContract: false, reason }) },
  { path: 'residentChange.comeBack', kind: 'named', input: ({ residentId }) => ({ residentId, ...seen, on: '2025-01-01', reason }) },
  { path: 'residentChange.guardian', kind: 'named', input: ({ residentId }) => ({ residentId, ...seen, guardian }) },
  { path: 'residentChange.endGuardian', kind: 'named', input: ({ residentId }) => ({ residentId, ...seen, guardianId: 'nobody', lastDay: '2025-02-01', reason: null }), nothing: ({ refusals }) => refusals.some(({ code, facts }) => code === 'not_found' && (facts as { what?: string }).what === 'resident') },
  { path: 'residentChange.household', kind: 'named', input: ({ residentId }) => ({ residentId, members: [{ residentId, relation: 'head' }], address: null, seen: [] }) },
];
