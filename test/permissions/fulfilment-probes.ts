import type { Probe } from './probe';

const basicOnly = ['basic'];

export const fulfilmentProbes: readonly Probe[] = [
  // Of a resident whom the asker does not reach, nothing but the basic package is suggested.
  { path: 'contract.packages', kind: 'named', input: ({ residentId }) => ({ residentId }), nothing: ({ value }) => JSON.stringify((value as { suggested?: string[] } | null)?.suggested) === JSON.stringify(basicOnly) },
  // Whoever lives in the region may be signed by any team of it.
  { path: 'contract.quote', kind: 'named', wide: true, input: ({ residentId }) => ({ residentId, packageCodes: basicOnly, startDay: null }) },
];
