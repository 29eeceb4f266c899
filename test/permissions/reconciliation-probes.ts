import type { Probe } from './probe';
import { busyMonth } from './world';

const june = { from: busyMonth, to: busyMonth };
const paged = { page: 1, pageSize: 100 };
const marking = { mark: 'verified', note: '' };

export const reconciliationProbes: readonly Probe[] = [
  { path: 'reconciliation.months', kind: 'sum', input: () => ({ year: '2025' }) },
  { path: 'reconciliation.overview', kind: 'list', input: () => june, marks: (held) => [held.institutionCode] },
  { path: 'reconciliation.overview', what: 'sums', kind: 'sum', input: () => ({ from: '2025-01', to: '2025-12' }) },
  { path: 'reconciliation.list', kind: 'list', input: () => ({ months: { from: '2025-01', to: '2025-12' }, class: 'not_reported', order: 'time', ...paged }), marks: (held) => [held.residentId, held.visitId] },
  {
    path: 'reconciliation.list',
    what: 'of an institution',
    kind: 'named',
    input: ({ institutionCode }) => ({ months: { from: '2025-01', to: '2025-12' }, class: 'not_reported', institutionCode, order: 'time', ...paged }),
    nothing: ({ code, value }) => code === 'OK' && (value as { total: number }).total === 0,
  },
  {
    path: 'reconciliation.mark',
    kind: 'named',
    wide: true,
    input: ({ institutionCode, visitId }) => ({ rows: [{ institutionCode, settlementId: visitId, revision: 1, version: 0 }], ...marking }),
    // Every row is answered for by itself, and one that lies elsewhere is not found.
    nothing: ({ code, value }) => code === 'OK' && JSON.stringify(value).includes('"not_found"'),
  },
  { path: 'warning.list', kind: 'list', wide: true, input: () => paged, marks: (held) => [held.findingId] },
  { path: 'warning.get', kind: 'named', wide: true, input: ({ findingId }) => ({ id: findingId }) },
  { path: 'warning.scans', kind: 'sum' },
  { path: 'warning.scan', kind: 'bare', input: () => june, why: 'scans the asker’s own region' },
  { path: 'warning.decide', kind: 'named', wide: true, input: ({ findingId }) => ({ id: findingId, version: 1, decision: { to: 'confirmed', note: '已核实' } }) },
];
