import type { Probe } from './probe';

export const teamProbes: readonly Probe[] = [
  { path: 'team.capacityFor', kind: 'named', input: ({ teamId }) => ({ teamId }) },
];
