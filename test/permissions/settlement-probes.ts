import type { Probe } from './probe';
import { settledYear } from './world';

/** Whoever sees a part of the region gets nothing of what speaks of all of it. */
const wholeRegion = { wide: true, neverFor: ['alliance_manager', 'referral_office'] } as const;

export const settlementProbes: readonly Probe[] = [
  { path: 'settlement.list', kind: 'list', wide: true, input: () => ({}), marks: (held) => [held.settlementId, held.earlierSettlementId] },
  { path: 'settlement.get', kind: 'named', wide: true, input: ({ settlementId }) => ({ id: settlementId }) },
  { path: 'settlement.get', what: 'lines', kind: 'list', input: ({ settlementId }) => ({ id: settlementId }), marks: (held) => [held.institutionCode] },
  { path: 'settlement.line', kind: 'named', input: ({ settlementId, institutionCode }) => ({ settlementId, poolId: '310-ordinary', code: institutionCode }) },
  { path: 'settlement.lineVisits', kind: 'named', input: ({ settlementId, institutionCode }) => ({ settlementId, poolId: '310-ordinary', code: institutionCode, page: 1, pageSize: 100 }) },
  { path: 'settlement.compare', what: 'before', kind: 'named', wide: true, input: ({ earlierSettlementId }, own) => ({ beforeId: earlierSettlementId, afterId: own.settlementId }) },
  { path: 'settlement.compare', what: 'after', kind: 'named', wide: true, input: ({ settlementId }, own) => ({ beforeId: own.earlierSettlementId, afterId: settlementId }) },
  { path: 'settlement.verify', kind: 'named', ...wholeRegion, input: ({ settlementId }) => ({ id: settlementId }) },
  { path: 'settlement.export', kind: 'named', ...wholeRegion, input: ({ settlementId }) => ({ id: settlementId }) },
  { path: 'settlement.compute', kind: 'bare', input: () => ({ method: 'points', year: settledYear }), why: 'computes the asker’s own region’s' },
  { path: 'settlement.deliver', kind: 'named', wide: true, input: ({ settlementId }) => ({ id: settlementId }) },
  { path: 'settlement.review', kind: 'named', wide: true, input: ({ settlementId }) => ({ id: settlementId }) },
  { path: 'settlement.confirm', kind: 'named', wide: true, input: ({ settlementId }) => ({ id: settlementId }) },
  { path: 'settlement.compare', what: 'lines', kind: 'list', input: ({ earlierSettlementId, settlementId }) => ({ beforeId: earlierSettlementId, afterId: settlementId }), marks: () => [] },
  { path: 'settlement.objections', kind: 'named', wide: true, input: ({ settlementId }) => ({ settlementId }) },
  { path: 'settlement.objections', what: 'rows', kind: 'list', input: ({ settlementId }) => ({ settlementId }), marks: (held) => [held.objectionId] },
  { path: 'settlement.object', kind: 'named', input: ({ settlementId, institutionCode }) => ({ settlementId, poolId: '310-ordinary', code: institutionCode, text: '少算一笔', amountFen: 100 }) },
  { path: 'settlement.withdrawObjection', kind: 'named', input: ({ objectionId }) => ({ objectionId }) },
  { path: 'settlement.answerObjection', kind: 'named', wide: true, input: ({ objectionId }) => ({ objectionId, decision: 'refused', answer: '' }) },
  { path: 'settlement.dispose', kind: 'named', wide: true, input: ({ settlementId, institutionCode }) => ({ settlementId, disposals: [{ poolId: '310-ordinary', code: institutionCode, disposal: { kind: 'carried' } }] }) },
  { path: 'settlement.close', kind: 'named', wide: true, input: ({ settlementId }) => ({ id: settlementId }) },
];
