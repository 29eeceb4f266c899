import type { Probe } from './probe';

export const monitoringProbes: readonly Probe[] = [
  { path: 'monitoring.indicators', kind: 'sum', input: () => ({ from: '2025-01', to: '2025-12' }) },
  {
    path: 'chart.draw',
    kind: 'bare',
    input: () => ({ kind: 'bar', unit: '人', categories: ['一月'], series: [{ name: '签约', values: [1] }] }),
    why: 'draws the asker’s own figures and reads nothing',
  },
  { path: 'trial.list', kind: 'list', wide: true, marks: (held) => [held.trialId] },
  { path: 'trial.get', kind: 'named', wide: true, input: ({ trialId }) => ({ id: trialId }) },
  { path: 'trial.request', kind: 'named', wide: true, input: ({ policyId }) => ({ year: '2024', draft: { policyId } }) },
];
