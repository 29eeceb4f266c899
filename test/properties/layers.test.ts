import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nothingLayered, payLayers, type Layers, type LayerTotals } from '@/server/domain/benefit/layers';
import { sumFen } from '@/server/domain/kernel/money';
import type { LayerTerms } from '@/server/domain/policy/layer-terms';
import { identityClasses, type IdentityClass } from '@/server/domain/registry/identity-classes';
import { listPolicyFiles, packOf } from '../domain/policy/packs';

fc.configureGlobal({ seed: 20_160_101 });

const packs = [...new Set(listPolicyFiles().map((file) => file.slice(0, 6)))].map((region) => packOf(region).benefit);

const classes = fc.subarray([...identityClasses], { maxLength: 2 });
const amount = fc.oneof(fc.integer({ min: 0, max: 3_000_000 }), fc.integer({ min: 0, max: 60_000_000 }), fc.integer({ min: 0, max: 3 }));
const amounts = fc.array(amount, { minLength: 1, maxLength: 12 });
const insutype = fc.constantFrom('310' as const, '390' as const);
const terms = fc.constantFrom(...packs);

type Stay = { readonly amountFen: number; readonly held: readonly IdentityClass[] };

function foldOf(policy: LayerTerms, insurance: '310' | '390', stays: readonly Stay[]): Layers[] {
  let before: LayerTotals = nothingLayered;
  return stays.map(({ amountFen, held }) => {
    const paid = payLayers(policy, { insutype: insurance, medType: '21', inPolicySelfPaidFen: amountFen, identityClasses: held }, before);
    if (paid === null) throw new Error('a stay does not count');
    before = paid.after;
    return paid;
  });
}

/** A yearly amount's pay in plain whole numbers: every slice in millionths of a 分, half-up at the end. */
function plainPay(slices: readonly { fromFen: number; rate: string }[], points: string, startFen: number, maximumFen: number | null, amountFen: number): number {
  const millionths = (text: string) => BigInt(Math.round(Number(text) * 1_000_000));
  let sum = 0n;
  for (const [index, slice] of slices.entries()) {
    const to = Math.min(amountFen, slices[index + 1]?.fromFen ?? amountFen);
    const from = Math.max(slice.fromFen, startFen);
    const rate = millionths(slice.rate) + millionths(points);
    if (to > from) sum += BigInt(to - from) * (rate > 1_000_000n ? 1_000_000n : rate);
  }
  const pay = Number((sum + 500_000n) / 1_000_000n);
  return maximumFen === null ? pay : Math.min(pay, maximumFen);
}

function plainYear(policy: LayerTerms, insurance: '310' | '390', held: readonly IdentityClass[], amountFen: number): { ladderFen: number; assistanceFen: number | null } {
  const ladder = policy.ladders.find((each) => each.insutypes.includes(insurance));
  const variant = ladder?.variants.find((each) => each.classes.some((one) => held.includes(one)));
  const startFen = Math.round((ladder?.start.value ?? 0) * Number(variant?.startFactor.value ?? '1'));
  const ladderFen = ladder ? plainPay(ladder.slices.value, variant?.points.value ?? '0', startFen, variant ? variant.maximum.value : ladder.maximum.value, amountFen) : 0;
  const rule = policy.assistance.find((each) => each.classes.some((one) => held.includes(one)));
  return { ladderFen, assistanceFen: rule ? plainPay(rule.slices.value, '0', rule.start.value, rule.maximum.value, amountFen - ladderFen) : null };
}

describe('above basic insurance', () => {
  test('what the stays of a year get adds up to what the year’s amount comes to, worked out plainly', () => {
    fc.assert(
      fc.property(terms, insutype, classes, amounts, (policy, insurance, held, parts) => {
        const year = foldOf(policy, insurance, parts.map((amountFen) => ({ amountFen, held })));
        const plain = plainYear(policy, insurance, held, sumFen(parts));
        expect(sumFen(year.map((each) => each.ladderFen))).toBe(plain.ladderFen);
        expect(sumFen(year.map((each) => each.assistanceFen))).toBe(plain.assistanceFen ?? 0);
      }),
      { numRuns: 500 },
    );
  });

  test('the order of the stays does not matter to the year', () => {
    fc.assert(
      fc.property(terms, classes, amounts, (policy, held, parts) => {
        const stays = parts.map((amountFen) => ({ amountFen, held }));
        expect(foldOf(policy, '390', stays).at(-1)?.after).toEqual(foldOf(policy, '390', [...stays].reverse()).at(-1)?.after);
      }),
    );
  });

  test('whatever classes come and go: nothing is taken back, nothing goes above what is left, nor above a limit', () => {
    fc.assert(
      fc.property(terms, insutype, fc.array(fc.record({ amountFen: amount, held: classes }), { minLength: 1, maxLength: 12 }), (policy, insurance, stays) => {
        for (const paid of foldOf(policy, insurance, stays)) {
          expect(paid.ladderFen).toBeGreaterThanOrEqual(0);
          expect(paid.assistanceFen).toBeGreaterThanOrEqual(0);
          expect(paid.ladderFen + paid.assistanceFen).toBeLessThanOrEqual(paid.selfPaidFen);
          const { ladder, assistance, before } = paid;
          if (ladder !== null && ladder.maximumFen !== null) expect(before.ladderFen + paid.ladderFen).toBeLessThanOrEqual(Math.max(before.ladderFen, ladder.maximumFen));
          if (assistance !== null && assistance.maximumFen !== null) expect(before.assistanceFen + paid.assistanceFen).toBeLessThanOrEqual(Math.max(before.assistanceFen, assistance.maximumFen));
        }
      }),
      { numRuns: 300 },
    );
  });

  test('who is left with more is never paid less, and the kinder scale never pays less', () => {
    fc.assert(
      fc.property(terms, insutype, amount, amount, classes, (policy, insurance, a, b, held) => {
        const payOf = (amountFen: number, who: readonly IdentityClass[]) => foldOf(policy, insurance, [{ amountFen, held: who }])[0]?.ladderFen ?? 0;
        expect(payOf(Math.max(a, b), held)).toBeGreaterThanOrEqual(payOf(Math.min(a, b), held));
        expect(payOf(a, held)).toBeGreaterThanOrEqual(payOf(a, []));
      }),
    );
  });
});
