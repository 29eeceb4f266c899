import { describe, expect, test } from 'vitest';
import { fundIds, parseAccount, poolIds } from '@/server/domain/ledger/account';
import { formatLayerAccount, layerFundIds, parseLayerAccount, postLayerDifference, type LayerAccount } from '@/server/domain/ledger/layer-account';

const hospital = 'H21010000001';
const stay = { institutionCode: hospital, insutype: '390' } as const;

describe('the funds of the layers', () => {
  test.each<[LayerAccount, string]>([
    [{ kind: 'layer_fund', fund: '310-ladder' }, 'layer_fund/310-ladder'],
    [{ kind: 'layer_claim', fund: 'assistance', institutionCode: hospital }, `layer_claim/assistance/${hospital}`],
  ])('%j is written %s and read back, by nobody who reads pools', (account, text) => {
    expect(formatLayerAccount(account)).toBe(text);
    expect(parseLayerAccount(text)).toEqual(account);
    expect(parseAccount(text)).toBeNull();
  });

  test.each(['fund/390-ladder', 'layer_fund/390-ordinary', 'layer_fund/assistance/x', 'layer_claim/assistance', 'layer_claim/assistance/a/b', ''])('%j is none of them', (text) => {
    expect(parseLayerAccount(text)).toBeNull();
  });

  test('are funds, and no pools', () => {
    for (const fund of layerFundIds) {
      expect(fundIds).toContain(fund);
      expect(poolIds).not.toContain(fund);
    }
  });

  test('each layer is owed by its own fund, and each fund’s entries sum to zero', () => {
    expect(postLayerDifference(stay, null, { ladderFen: 700, assistanceFen: 30 })).toEqual([
      { account: { kind: 'layer_fund', fund: '390-ladder' }, amountFen: -700 },
      { account: { kind: 'layer_claim', fund: '390-ladder', institutionCode: hospital }, amountFen: 700 },
      { account: { kind: 'layer_fund', fund: 'assistance' }, amountFen: -30 },
      { account: { kind: 'layer_claim', fund: 'assistance', institutionCode: hospital }, amountFen: 30 },
    ]);
  });

  test('only what changed is posted, each layer by itself', () => {
    expect(postLayerDifference(stay, { ladderFen: 700, assistanceFen: 30 }, { ladderFen: 700, assistanceFen: 10 })).toEqual([
      { account: { kind: 'layer_fund', fund: 'assistance' }, amountFen: 20 },
      { account: { kind: 'layer_claim', fund: 'assistance', institutionCode: hospital }, amountFen: -20 },
    ]);
    expect(postLayerDifference(stay, { ladderFen: 5, assistanceFen: 0 }, null).map(({ amountFen }) => amountFen)).toEqual([5, -5]);
    expect(postLayerDifference(stay, null, null)).toEqual([]);
  });
});
