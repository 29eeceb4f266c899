import { describe, expect, test } from 'vitest';
import { formatAccount, parseAccount, poolOf, type Account, type LedgerEntry, type PoolId } from '@/server/domain/ledger/account';
import { balancesOf, postDifference, postPrepayment, postSettlement, postVisit } from '@/server/domain/ledger/post';

const visit = { institutionCode: 'H1', medType: '11', specialFee: false } as const;
const pays = (payFen: number, pool: PoolId = '310-ordinary') => ({ payFen, pool });
const written = (entries: readonly LedgerEntry[]) => entries.map(({ account, amountFen }) => [formatAccount(account), amountFen]);
const sum = (entries: readonly LedgerEntry[]) => entries.reduce((total, entry) => total + entry.amountFen, 0);

describe('the pool a visit is paid from', () => {
  test.each([
    ['310', '11', '310-ordinary'],
    ['310', '13', '310-ordinary'],
    ['390', '41', '390-ordinary'],
    ['390', '14', '390-special'],
    ['310', '21', '310-inpatient'],
  ] as const)('insutype %s, med_type %s: %s', (insutype, medType, pool) => {
    expect(poolOf(insutype, medType)).toBe(pool);
  });
});

describe('postings', () => {
  test('a visit moves what the fund pays from the pool to the institution', () => {
    expect(written(postVisit(visit, pays(8_000)))).toEqual([
      ['fund/310-ordinary', -8_000],
      ['claim/310-ordinary/H1/ordinary', 8_000],
    ]);
    expect(written(postVisit({ ...visit, medType: '14', specialFee: true }, pays(1, '310-special')))[1]).toEqual(['claim/310-special/H1/special_fee', 1]);
  });

  test('a visit that the fund does not pay is not posted', () => {
    expect(postVisit(visit, pays(0))).toEqual([]);
    expect(postVisit(visit, null)).toEqual([]);
  });

  test('a re-folded visit posts only the difference, a refunded one takes everything back', () => {
    expect(written(postDifference(visit, pays(33_000), pays(44_000)))).toEqual([
      ['fund/310-ordinary', -11_000],
      ['claim/310-ordinary/H1/ordinary', 11_000],
    ]);
    expect(written(postDifference(visit, pays(8_000), null))).toEqual([
      ['fund/310-ordinary', 8_000],
      ['claim/310-ordinary/H1/ordinary', -8_000],
    ]);
    expect(postDifference(visit, pays(8_000), pays(8_000))).toEqual([]);
  });

  test('a visit that is paid from another pool now is taken out of the one before', () => {
    const special = { ...visit, medType: '14' } as const;
    expect(written(postDifference(special, pays(8_000), pays(9_000, '310-special')))).toEqual([
      ['fund/310-ordinary', 8_000],
      ['claim/310-ordinary/H1/ordinary', -8_000],
      ['fund/310-special', -9_000],
      ['claim/310-special/H1/ordinary', 9_000],
    ]);
    expect(written(postDifference(special, pays(8_000), pays(0, '310-special')))).toEqual([
      ['fund/310-ordinary', 8_000],
      ['claim/310-ordinary/H1/ordinary', -8_000],
    ]);
  });

  test('a settled year leaves the final amount on the settlement account and nothing on the claims', () => {
    const entries = [
      ...postVisit(visit, pays(540_000)),
      ...postVisit({ ...visit, specialFee: true }, pays(20_000)),
      ...postPrepayment('310-ordinary', 'H1', 504_000),
      ...postSettlement('310-ordinary', {
        institutionCode: 'H1',
        claimedOrdinaryFen: 540_000,
        claimedSpecialFen: 20_000,
        entitlementFen: 522_000,
        specialFen: 20_000,
        deductionsFen: 2_000,
      }),
    ];
    expect(sum(entries)).toBe(0);
    expect(Object.fromEntries(balancesOf(entries))).toEqual({
      'fund/310-ordinary': -540_000,
      'claim/310-ordinary/H1/ordinary': 0,
      'claim/310-ordinary/H1/special_fee': 0,
      'settlement/310-ordinary/H1': 36_000,
      'prepayment/310-ordinary/H1': 504_000,
    });
  });
});

describe('an account as text', () => {
  const accounts: Account[] = [
    { kind: 'fund', pool: '390-special' },
    { kind: 'claim', pool: '310-ordinary', institutionCode: 'H21010200001', claim: 'special_fee' },
    { kind: 'prepayment', pool: '310-inpatient', institutionCode: 'H1' },
    { kind: 'settlement', pool: '390-ordinary', institutionCode: 'H1' },
  ];
  test.each(accounts)('is read back: %j', (account) => {
    expect(parseAccount(formatAccount(account))).toEqual(account);
  });

  test.each(['', 'fund', 'fund/310', 'fund/310-ordinary/H1', 'claim/310-ordinary/H1', 'claim/310-ordinary/H1/other', 'claim/310-ordinary/H1/ordinary/x', 'prepayment/310-ordinary', 'prepayment/310-ordinary/', 'settlement/310-ordinary/H1/ordinary', 'cash/310-ordinary/H1'])(
    '%j is none',
    (text) => {
      expect(parseAccount(text)).toBeNull();
    },
  );
});
