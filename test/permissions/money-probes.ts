import { feeMonth } from './held-money';
import type { Probe } from './probe';
import { busyMonth } from './world';

const ofMonth = () => ({ month: busyMonth });
/** Whoever sees a part of the region gets nothing of what speaks of all of it. */
const wholeRegion = { wide: true, neverFor: ['alliance_manager'] } as const;

const bookProbes: readonly Probe[] = [
  // What came for the closed year since then stands in this year's books.
  { path: 'budget.burn', kind: 'sum', input: () => ({ year: '2025' }) },
  { path: 'budget.set', kind: 'bare', input: () => ({ year: '2025', pool: '310-ordinary', scope: { kind: 'region' }, request: { method: 'fixed', amountFen: 1 }, reason: null }), why: 'sets the asker’s own region’s' },
  { path: 'budget.list', kind: 'sum', input: () => ({ year: '2025' }) },
  { path: 'budget.list', what: 'budgets', kind: 'list', input: () => ({ year: '2025' }), marks: (held) => [held.institutionBudgetId] },
  { path: 'budget.get', kind: 'named', input: ({ institutionBudgetId }) => ({ id: institutionBudgetId }) },
  { path: 'budget.get', what: 'of the region', kind: 'named', ...wholeRegion, input: ({ budgetId }) => ({ id: budgetId }) },
  { path: 'budget.deal', kind: 'bare', input: () => ({ year: '2025', pool: '310-ordinary', to: 'institution', reason: '按支出分解' }), why: 'deals the asker’s own region’s' },
  { path: 'budget.adjust', kind: 'named', wide: true, input: ({ budgetId }) => ({ budgetId, amountFen: 100, reason: '追加' }) },
  { path: 'budget.approveAdjustment', kind: 'named', wide: true, input: ({ adjustmentId }) => ({ id: adjustmentId }) },
  { path: 'budget.refuseAdjustment', kind: 'named', wide: true, input: ({ adjustmentId }) => ({ id: adjustmentId, reason: '依据不足' }) },
  { path: 'month.list', kind: 'sum', input: () => ({ year: '2025' }) },
  { path: 'month.get', kind: 'list', input: ofMonth, marks: (held) => [held.institutionCode] },
  { path: 'month.close', kind: 'bare', input: () => ({ month: '2025-01' }), why: 'closes the asker’s own region’s' },
  { path: 'serviceFee.list', kind: 'sum', input: () => ({ year: '2025' }) },
  { path: 'serviceFee.get', kind: 'list', input: () => ({ month: feeMonth }), marks: (held) => [held.institutionCode] },
  { path: 'serviceFee.lines', kind: 'named', input: ({ institutionCode }) => ({ month: feeMonth, institutionCode, page: 1, pageSize: 20 }) },
  { path: 'serviceFee.propose', kind: 'bare', input: () => ({ month: '2025-01' }), why: 'proposes the asker’s own region’s' },
  { path: 'serviceFee.withdraw', kind: 'bare', input: () => ({ month: busyMonth, reason: '有误' }), why: 'withdraws the asker’s own region’s' },
  { path: 'serviceFee.reject', kind: 'bare', input: () => ({ month: busyMonth, reason: '有误' }), why: 'rejects the asker’s own region’s' },
  { path: 'serviceFee.approve', kind: 'bare', input: ofMonth, why: 'approves the asker’s own region’s' },
  { path: 'prepayment.list', kind: 'sum' },
  { path: 'prepayment.get', kind: 'list', input: ofMonth, marks: (held) => [held.institutionCode] },
  { path: 'prepayment.propose', kind: 'bare', input: ofMonth, why: 'proposes the asker’s own region’s' },
  { path: 'prepayment.withdraw', kind: 'bare', input: () => ({ month: busyMonth, reason: '金额有误' }), why: 'withdraws the asker’s own region’s' },
  { path: 'prepayment.reject', kind: 'bare', input: () => ({ month: busyMonth, reason: '金额有误' }), why: 'rejects the asker’s own region’s' },
  { path: 'prepayment.approve', kind: 'bare', input: ofMonth, why: 'approves the asker’s own region’s' },
];

const policyProbes: readonly Probe[] = [
  { path: 'policy.list', kind: 'list', wide: true, marks: (held) => [held.policyId] },
  { path: 'policy.packageNames', kind: 'bare', why: 'names out of the region’s published policies' },
  { path: 'policy.get', kind: 'named', wide: true, input: ({ policyId }) => ({ id: policyId }) },
  { path: 'policy.compare', kind: 'named', wide: true, input: ({ policyId }, own) => ({ beforeId: own.policyId, afterId: policyId }) },
  { path: 'policy.import', kind: 'bare', input: () => ({ document: {} }), why: 'a document for another region is refused by the policy rules' },
  { path: 'policy.deadline', kind: 'bare', input: () => ({ received: '2025-03-10', workingDays: 7 }), why: 'the national calendar' },
];

export const moneyProbes: readonly Probe[] = [...bookProbes, ...policyProbes];
