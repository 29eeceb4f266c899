import { mergeParticulars } from '@/server/domain/registry/merge';
import { type Probe, noRows } from './probe';

const stranger = { certType: '01', certNo: null, name: '从未登记的人', sex: null, birthDay: null, phone: null, address: null };
const kept = Object.fromEntries(mergeParticulars.map((particular) => [particular, 'survivor']));
const said = { version: 1, note: '核对过身份证' };
const page = { page: 1, pageSize: 50 };

export const duplicateProbes: readonly Probe[] = [
  { path: 'resident.search', what: 'by name', kind: 'list', input: () => ({ text: '居民' }), marks: ({ residentId }) => [residentId] },
  { path: 'resident.search', what: 'by number', kind: 'named', wide: true, input: ({ certNo }) => ({ text: certNo }), nothing: noRows },
  { path: 'resident.closeMatches', kind: 'bare', input: () => stranger, why: 'who may be the same person is looked for in the whole region, before a second record is made' },
  { path: 'duplicate.list', kind: 'list', input: () => ({ status: 'open', onlyStrong: false, ...page }), marks: ({ pairId }) => [pairId] },
  { path: 'duplicate.merges', kind: 'list', input: () => page, marks: ({ mergeId }) => [mergeId] },
  { path: 'duplicate.compare', kind: 'named', wide: true, input: ({ residentId }) => ({ firstId: residentId, secondId: residentId }) },
  { path: 'duplicate.scan', kind: 'bare', why: 'it looks through the region of whoever starts it and names nothing' },
  { path: 'duplicate.setAside', kind: 'named', wide: true, input: ({ pairId }) => ({ pairId, ...said }) },
  { path: 'duplicate.reopen', kind: 'named', wide: true, input: ({ pairId }) => ({ pairId, ...said }) },
  { path: 'duplicate.merge', kind: 'named', wide: true, input: ({ residentId }) => ({ survivorId: residentId, mergedId: residentId, survivorVersion: 0, mergedVersion: 0, kept, keptContractId: null, reason: '核对身份证，是同一人' }) },
  { path: 'duplicate.undo', kind: 'named', wide: true, input: ({ mergeId }) => ({ mergeId, reason: '并错了人' }) },
];
