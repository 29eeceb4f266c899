import { describe, expect, test } from 'vitest';
import { nothingLayered, payLayers, type LayerFacts, type Layers, type LayerTotals } from '@/server/domain/benefit/layers';
import { parseYuan } from '@/server/domain/kernel/money';
import type { LayerTerms } from '@/server/domain/policy/layer-terms';
import type { IdentityClass } from '@/server/domain/registry/identity-classes';
import { packOf } from '../policy/packs';

const rizhao = packOf('371100').benefit;
const shenyang = packOf('210100').benefit;
const lishui = packOf('331100').benefit;

const yuan = (text: string) => {
  const fen = parseYuan(text);
  if (fen === null) throw new Error(`not an amount: ${text}`);
  return fen;
};

const stay: LayerFacts = { insutype: '390', medType: '21', inPolicySelfPaidFen: 0, identityClasses: [] };

/** A year of stays, each told by the in-policy amount it left the person with. */
function yearOf(terms: LayerTerms, selfPaid: readonly string[], identityClasses: readonly IdentityClass[] = [], facts: Partial<LayerFacts> = {}): Layers[] {
  let before: LayerTotals = nothingLayered;
  return selfPaid.map((amount) => {
    const paid = payLayers(terms, { ...stay, ...facts, identityClasses, inPolicySelfPaidFen: yuan(amount) }, before);
    if (paid === null) throw new Error('the stay does not count');
    before = paid.after;
    return paid;
  });
}

const lastOf = (year: readonly Layers[]) => {
  const last = year[year.length - 1];
  if (last === undefined) throw new Error('a year without stays');
  return last;
};

describe('大病保险', () => {
  test('Sun of Rizhao, 2016: 447,042.98 yuan self-paid in policy (derived from what he was paid) come to 264,577.94', () => {
    const [paid] = yearOf(rizhao, ['447042.98']);
    expect(paid?.ladder).toMatchObject({
      id: '390-ladder',
      variantId: null,
      slices: [
        { baseFen: 8_800_000, rate: '0.50' },
        { baseFen: 10_000_000, rate: '0.60' },
        { baseFen: 24_704_298, rate: '0.65' },
      ],
    });
    expect(paid?.ladderFen).toBe(yuan('264577.94'));
    const together = yuan('136824.80') + yuan('264577.94');
    expect(together).toBe(yuan('401402.74'));
    expect((together / yuan('613449.15')).toFixed(3)).toBe('0.654');
  });

  test('it comes to the same however the year is divided among stays', () => {
    for (const parts of [['12000.00', '435042.98'], ['0.01', '447042.97'], ['149014.33', '149014.33', '149014.32'], ['11999.99', '0.02', '87999.99', '347042.98']]) {
      const year = yearOf(rizhao, parts);
      expect(year.reduce((sum, each) => sum + each.ladderFen, 0)).toBe(yuan('264577.94'));
      expect(lastOf(year).after.ladderFen).toBe(yuan('264577.94'));
    }
  });

  test.each([
    ['日照', rizhao, '12000.00', '0.00'],
    ['日照', rizhao, '12000.01', '0.01'],
    ['日照', rizhao, '100000.00', '44000.00'],
    ['日照', rizhao, '200000.00', '104000.00'],
    ['日照', rizhao, '600000.00', '300000.00'],
    ['沈阳', shenyang, '15000.00', '0.00'],
    ['沈阳', shenyang, '50000.00', '21000.00'],
    ['沈阳', shenyang, '100000.00', '53500.00'],
    ['沈阳', shenyang, '1000000.00', '400000.00'],
    ['丽水', lishui, '50000.00', '18000.00'],
    ['丽水', lishui, '100000.00', '53000.00'],
    ['丽水', lishui, '150000.00', '93000.00'],
  ])('%s, %#: %s self-paid in policy come to %s', (_region, terms, selfPaid, pay) => {
    expect(yearOf(terms, [selfPaid])[0]?.ladderFen).toBe(yuan(pay));
  });

  test('the poor of Rizhao start at half the line, get five points more and up to 500,000 yuan', () => {
    const poor = (amount: string) => yearOf(rizhao, [amount], ['subsistence'])[0];
    expect(poor('6000.00')?.ladderFen).toBe(0);
    expect(poor('100000.00')).toMatchObject({ ladderFen: yuan('51700.00'), ladder: { variantId: '390-poor', startFen: yuan('6000.00') } });
    expect(poor('1500000.00')?.ladderFen).toBe(yuan('500000.00'));
  });

  test('where the limit is lifted for the poor there is none', () => {
    // 7,500–50,000 at 65 %, to 100,000 at 70 %, above at 80 %.
    expect(yearOf(shenyang, ['1000000.00'], ['extreme_poverty'])[0]?.ladderFen).toBe(yuan('782625.00'));
  });

  test('who becomes poor during the year is paid by the kinder scale from then on; earlier pay stays as it was', () => {
    const [first] = yearOf(rizhao, ['10000.00']);
    const after = payLayers(rizhao, { ...stay, identityClasses: ['subsistence'], inPolicySelfPaidFen: yuan('10000.00') }, first?.after ?? nothingLayered);
    expect(after?.ladderFen).toBe(yuan('5500.00'));
    expect(after?.after.ladderFen).toBe(yuan('5500.00'));
  });

  test('who stops being poor above the general limit gets nothing more', () => {
    const poor = lastOf(yearOf(rizhao, ['600000.00'], ['subsistence']));
    expect(poor.ladderFen).toBeGreaterThan(yuan('300000.00'));
    expect(payLayers(rizhao, { ...stay, inPolicySelfPaidFen: yuan('1000.00') }, poor.after)?.ladderFen).toBe(0);
  });

  test('ordinary outpatient care does not count; special disease and stays do, together', () => {
    expect(payLayers(rizhao, { ...stay, medType: '11', inPolicySelfPaidFen: yuan('90000.00') }, nothingLayered)).toBeNull();
    const special = lastOf(yearOf(rizhao, ['11000.00'], [], { medType: '14' }));
    expect(payLayers(rizhao, { ...stay, inPolicySelfPaidFen: yuan('3000.00') }, special.after)?.ladderFen).toBe(yuan('1000.00'));
  });

  test('a region without a ladder pays none', () => {
    const without: LayerTerms = { ...rizhao, ladders: [], assistance: [] };
    expect(yearOf(without, ['90000.00'], ['subsistence'])[0]).toMatchObject({ ladder: null, assistance: null, ladderFen: 0, assistanceFen: 0 });
  });
});

describe('医疗救助', () => {
  test('on what the ladder left: of 100,000 yuan 51,700 are the ladder’s, 70 % of the rest assistance’s', () => {
    const [paid] = yearOf(rizhao, ['100000.00'], ['subsistence']);
    expect(paid).toMatchObject({ ladderFen: yuan('51700.00'), assistanceFen: yuan('33810.00') });
  });

  test.each<[IdentityClass[], string | null]>([
    [[], null],
    [['disabled'], null],
    [['marginal'], 'marginal'],
    [['illness_poverty'], 'illness-poverty'],
    [['registered_poor'], 'poverty-relapse'],
    [['marginal', 'illness_poverty'], 'marginal'],
    [['illness_poverty', 'subsistence'], 'extreme-and-subsistence'],
  ])('of %j the first rule that names a class holds: %s', (classes, rule) => {
    expect(yearOf(rizhao, ['8000.00'], classes)[0]?.assistance?.id ?? null).toBe(rule);
  });

  test('those on the margin begin above a start line, over the whole year', () => {
    const year = yearOf(rizhao, ['1500.00', '1500.00'], ['marginal']);
    expect(year.map((each) => each.assistanceFen)).toEqual([0, yuan('600.00')]);
  });

  test('special disease and stays share the yearly limit', () => {
    const special = lastOf(yearOf(rizhao, ['70000.00'], ['marginal'], { medType: '14' }));
    expect(special).toMatchObject({ ladderFen: yuan('29000.00'), assistanceFen: yuan('23400.00') });
    const year = yearOf(rizhao, ['70000.00', '70000.00', '70000.00'], ['marginal']);
    expect(lastOf(year).after.assistanceFen).toBe(yuan('50000.00'));
  });

  test('what is left for the person is never negative', () => {
    for (const classes of [['subsistence'], ['marginal'], []] as IdentityClass[][]) {
      for (const paid of yearOf(rizhao, ['0.01', '0.01', '12000.00', '0.03', '400000.00', '0.01'], classes)) {
        expect(paid.selfPaidFen - paid.ladderFen - paid.assistanceFen).toBeGreaterThanOrEqual(0);
      }
    }
  });
});
