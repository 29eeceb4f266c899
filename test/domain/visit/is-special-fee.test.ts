import { describe, expect, test } from 'vitest';
import { postVisit } from '@/server/domain/ledger/post';
import type { MedType } from '@/server/domain/registry/codes';
import { isSpecialFee, specialFeeSteps } from '@/server/domain/visit/is-special-fee';

const visit = (medType: MedType, specialFee: boolean) => ({ institutionCode: 'H33110200001', medType, specialFee });

describe('a special fee is', () => {
  test.each([
    ['a negotiated or special drug the hospital marked, outpatient', '11', true, true],
    ['one used in hospital', '21', true, true],
    ['an external prescription filled at a pharmacy, though nobody marked it', '41', false, true],
    ['an external prescription of a marked drug', '41', true, true],
    ['not an ordinary visit', '11', false, false],
    ['not a special disease’s visit without a mark', '14', false, false],
    ['not an emergency without a mark', '13', false, false],
  ] as const)('%s', (_, medType, marked, expected) => {
    expect(isSpecialFee(visit(medType, marked))).toBe(expected);
  });

  test('posted to the claim on special fees, whoever marked it or not', () => {
    const accounts = (medType: MedType, marked: boolean) => postVisit(visit(medType, marked), { payFen: 100, pool: '390-ordinary' }).map((entry) => JSON.stringify(entry)).join();
    expect(accounts('41', false)).toContain('special_fee');
    expect(accounts('11', false)).not.toContain('special_fee');
  });

  test('told in the working, with what the fund pays', () => {
    expect(specialFeeSteps(visit('41', false), 12_345)).toMatchObject([{ step: 'visit.special_fee', result: { unit: 'fen', value: 12_345 } }]);
    expect(specialFeeSteps(visit('11', false), 12_345)).toEqual([]);
  });
});
