import { describe, expect, test } from 'vitest';
import { noTexts, readBudgetRequest } from '@/app/(staff)/budgets/read-budget-request';

const read = (method: Parameters<typeof readBudgetRequest>[0], texts: Partial<typeof noTexts>) => readBudgetRequest(method, { ...noTexts, ...texts });

describe('what the form for a budget asks for', () => {
  test.each([
    ['fixed', { amount: ' 10000000.5 ' }, { method: 'fixed', amountFen: 1_000_000_050 }],
    ['per_head', {}, { method: 'per_head' }],
    ['per_head', { perHead: '900', countedOn: '2025-06-30' }, { method: 'per_head', perHeadFen: 90_000, countedOn: '2025-06-30' }],
    ['mean_of_years', {}, { method: 'mean_of_years', given: [] }],
    [
      'mean_of_years',
      { weights: '0.2，0.3、0.5', growth: '-0.02', given: '2023=12000000.00\n\n2024＝13000000' },
      { method: 'mean_of_years', weights: ['0.2', '0.3', '0.5'], growth: '-0.02', given: [{ year: '2023', fundFen: 1_200_000_000 }, { year: '2024', fundFen: 1_300_000_000 }] },
    ],
    ['composite', { outpatientHeads: '20000', drgPoints: '1523.4567', bedDays: '0', drgRate: '9000' }, { method: 'composite', outpatientHeads: 20_000, drgPoints: '1523.4567', bedDays: 0, drgRateFen: 900_000 }],
  ] as const)('%s: %j', (method, texts, request) => {
    expect(read(method, texts)).toEqual(request);
  });

  test.each([
    ['fixed', { amount: '' }],
    ['fixed', { amount: '-1' }],
    ['fixed', { amount: '1.005' }],
    ['per_head', { countedOn: '2025-02-30' }],
    ['mean_of_years', { weights: '0.2, x' }],
    ['mean_of_years', { weights: '0' }],
    ['mean_of_years', { growth: '5%' }],
    ['mean_of_years', { given: '去年=1' }],
    ['composite', { outpatientHeads: '1.5', drgPoints: '1', bedDays: '1' }],
  ] as const)('%s: %j cannot be read', (method, texts) => {
    expect(read(method, texts)).toBeNull();
  });
});
