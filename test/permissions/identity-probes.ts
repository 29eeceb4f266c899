import type { Probe } from './probe';

const classOf = { identityClass: 'veteran', from: '2025-01-01', to: null, note: null };

export const identityProbes: readonly Probe[] = [
  { path: 'identity.record', kind: 'named', wide: true, input: ({ residentId }) => ({ residentId, ...classOf }) },
  { path: 'identity.end', kind: 'named', wide: true, input: ({ identityId }) => ({ identityId, lastDay: '2025-02-28' }) },
  { path: 'identity.withdraw', kind: 'named', wide: true, input: ({ identityId }) => ({ identityId, reason: '登记错了人' }) },
];
