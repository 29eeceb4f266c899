import type { Probe } from './probe';

const stranger = { certType: '01', certNo: null, name: '从未登记的人', sex: null, birthDay: null, phone: null, address: null };

export const duplicateProbes: readonly Probe[] = [
  { path: 'resident.search', kind: 'list', input: () => ({ text: '居民' }), marks: ({ residentId }) => [residentId] },
  { path: 'resident.closeMatches', kind: 'bare', input: () => stranger, why: 'who may be the same person is looked for in the whole region, before a second record is made' },
];
