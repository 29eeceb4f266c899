import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { settle, verifyStatement } from '@/server/domain/settlement/settle';
import type { SettlementInput, Statement } from '@/server/domain/settlement/statement';
import { publishStatement } from '@/server/integration/statement/publish-statement';
import { readSettlementInput } from '@/server/integration/statement/read-statement';
import { plainComposite, plainKept, plainLimit, plainMean, plainPoints, plainTotal } from './plain-settlement';

const seed = 20_240_307;
fc.configureGlobal({ seed, numRuns: 300 });

const fen = fc.oneof(fc.integer({ min: 0, max: 10 ** 12 }), fc.integer({ min: 0, max: 300 }));
const signed = fc.oneof(fen, fc.integer({ min: -5000, max: -1 }));
const share = fc.integer({ min: 0, max: 10_000 });
const codes = (most: number) => fc.uniqueArray(fc.integer({ min: 0, max: 99_999 }).map((n) => `H${String(n).padStart(5, '0')}`), { minLength: 1, maxLength: most });
const decimalOf = (parts: number, scale: number) => (scale === 0 ? String(parts) : `${Math.floor(parts / 10 ** scale)}.${String(parts % 10 ** scale).padStart(scale, '0')}`);
const big = BigInt;

/** A statement that every method must give: it computes again to itself, also as it is published, and its sums hold. */
function held(input: SettlementInput): Statement | null {
  const outcome = settle(input);
  if (!outcome.ok) return null;
  const statement = outcome.value;
  expect(verifyStatement(JSON.parse(JSON.stringify(statement)) as Statement)).toEqual({ ok: true, value: [] });
  const again = readSettlementInput(JSON.parse(JSON.stringify(publishStatement(statement))));
  expect(again).toEqual({ input: statement.input, problems: [] });
  for (const pool of statement.pools) {
    const lines = statement.lines.filter(({ poolId }) => poolId === pool.id);
    expect(lines.reduce((sum, line) => sum + line.entitlementFen, 0)).toBe(pool.settlementTotalFen);
  }
  for (const line of statement.lines) {
    expect(line.finalFen).toBe(line.entitlementFen + line.specialFen + line.outsideFen - line.withheldFen - line.prepaidFen - line.deductionsFen);
    expect(line.working.at(-1)?.result).toEqual({ unit: 'fen', value: line.finalFen });
  }
  expect(statement.totals.finalFen).toBe(statement.lines.reduce((sum, line) => sum + line.finalFen, 0));
  return statement;
}

/** The lines without their order: what each is, by pool and code. */
function inAnyOrder({ lines, pools, totals }: Statement): unknown {
  const byKey = [...lines].sort((a, b) => (`${a.poolId}/${a.code}` < `${b.poolId}/${b.code}` ? -1 : 1));
  return { lines: byKey.map((line) => ({ ...line, parts: [...line.parts].sort((a, b) => (a.code < b.code ? -1 : 1)) })), pools: [...pools].sort((a, b) => (a.id < b.id ? -1 : 1)), totals };
}

const claim = fc.record({ fundFen: signed, specialFen: fen, prepaidFen: fen, deductionsFen: fen, points: fc.integer({ min: 0, max: 10 ** 12 }) });

const points = fc
  .record({
    codes: codes(12),
    claims: fc.array(claim, { minLength: 12, maxLength: 12 }),
    budgetFen: fen,
    adjustmentFen: signed,
    outOfRegionFen: fen,
    pharmacyFen: fen,
    persons: fc.integer({ min: 1, max: 10 ** 7 }),
    k: fc.integer({ min: 5000, max: 10_000 }),
    literal: fc.boolean(),
    scored: fc.constantFrom('no', 'floating', 'fixed'),
    rateFen: fc.integer({ min: 1, max: 2_000_000 }),
  })
  .map(({ codes: names, claims, pharmacyFen, scored, rateFen, k, literal, ...pool }) => {
    const own = names.map((code, at) => ({ code, ...(claims[at] ?? { fundFen: 0, specialFen: 0, prepaidFen: 0, deductionsFen: 0, points: 0 }) }));
    const specialFeesFen = own.reduce((sum, { specialFen }) => sum + specialFen, 0) + pharmacyFen;
    const feeForServiceFen = own.reduce((sum, { fundFen }) => sum + fundFen, 0) + pool.outOfRegionFen + specialFeesFen;
    return { own, k, literal, scored, rateFen, pool: { ...pool, specialFeesFen, feeForServiceFen } };
  });

const member = fc.record({ insideFen: signed, outsideFen: signed, prepaidFen: fen, staysFen: fen, points: fc.integer({ min: 0, max: 10 ** 10 }), bedDays: fc.integer({ min: 0, max: 10 ** 6 }) });
const alliance = fc
  .record({
    codes: codes(10),
    parts: fc.array(member, { minLength: 10, maxLength: 10 }),
    cut: fc.integer({ min: 1, max: 10 }),
    insured: fc.integer({ min: 0, max: 10 ** 6 }),
    excluded: share,
    perHeadFen: fc.integer({ min: 0, max: 500_000 }),
    adjustmentFen: signed,
    deductionsFen: fen,
  })
  .map(({ codes: names, parts, cut, excluded, ...rest }) => {
    const places = names.map((code, at) => ({ code, ...(parts[at] ?? parts[0] ?? { insideFen: 0, outsideFen: 0, prepaidFen: 0, staysFen: 0, points: 0, bedDays: 0 }) }));
    const members = places.slice(0, cut);
    const elsewhere = places.slice(cut).map(({ code, insideFen }) => ({ code, insideFen }));
    const sum = (of: readonly { readonly [Key in Name]: number }[], name: Name) => of.reduce((all, each) => all + each[name], 0);
    type Name = 'insideFen';
    return {
      ...rest,
      ...{ members, elsewhere, excluded: Math.floor((rest.insured * excluded) / 10_000) },
      code: members[0]?.code ?? 'H00000',
      insideFen: sum(members, 'insideFen'),
      elsewhereFen: sum(elsewhere, 'insideFen'),
    };
  });
type Alliance = typeof alliance extends fc.Arbitrary<infer Value> ? Value : never;

const headsOf = ({ insured, excluded, perHeadFen }: Alliance) => ({ insured, excluded, perHeadFen });
const plainMembers = ({ members }: Alliance) => members.map(({ code, insideFen, outsideFen, prepaidFen }) => ({ code, insideFen, outsideFen, prepaidFen }));
const plainOf = (one: Alliance, budget: number) => ({
  ...{ budget: big(budget), adjustment: big(one.adjustmentFen), inside: big(one.insideFen), elsewhere: big(one.elsewhereFen), deductions: big(one.deductionsFen) },
  outside: one.members.reduce((sum, { outsideFen }) => sum + big(outsideFen), 0n),
  prepaid: one.members.reduce((sum, { prepaidFen }) => sum + big(prepaidFen), 0n),
});

describe(`every method, held against plain whole numbers (seed ${seed})`, () => {
  test('points, by payments, by scores, and at a fixed rate', () => {
    fc.assert(
      fc.property(points, ({ own, k, literal, scored, rateFen, pool }) => {
        const isScored = scored !== 'no';
        const institutions = own.map(({ points: millionths, ...rest }) => ({ ...rest, ...(isScored ? { points: decimalOf(millionths, 6) } : {}) }));
        const scoring = isScored ? { scoring: { scheme: 'DIP' as const, ...(scored === 'fixed' ? { rateFen } : {}) } } : {};
        const input: SettlementInput = { method: 'points', institutionShare: decimalOf(k, 4), reading: literal ? 'literal' : 'institution_share', pools: [{ id: 'P', ...pool, ...scoring, institutions }] };
        const plain = plainPoints({
          ...{ budget: big(pool.budgetFen), adjustment: big(pool.adjustmentFen), paid: big(pool.feeForServiceFen), outside: big(pool.outOfRegionFen), special: big(pool.specialFeesFen) },
          ...{ k: big(k), literal, rate: scored === 'fixed' ? big(rateFen) : null },
          claims: own.map(({ code, fundFen, specialFen, prepaidFen, deductionsFen, points: millionths }) => ({ code, fund: big(fundFen), points: isScored ? big(millionths) : null, rest: big(specialFen - prepaidFen - deductionsFen) })),
        });
        const statement = held(input);
        if (statement === null) {
          // Refused is only what cannot be dealt.
          const weights = own.reduce((sum, { fundFen, points: millionths }) => sum + (isScored ? millionths : Math.max(0, fundFen)), 0);
          expect(plain.total < 0n || weights === 0).toBe(true);
          return;
        }
        expect(big(statement.pools[0]?.settlementTotalFen ?? -1)).toBe(plain.total);
        for (const line of statement.lines) expect([line.code, big(line.entitlementFen), big(line.finalFen)]).toEqual([line.code, plain.entitled.get(line.code), plain.finals.get(line.code)]);
        const turned = { ...input, pools: input.pools.map((each) => ({ ...each, institutions: [...institutions].reverse() })) };
        const other = held(turned);
        expect(other && inAnyOrder(other)).toEqual(inAnyOrder(statement));
      }),
    );
  });

  test('a per-head ceiling, and budgets of institutions', () => {
    const township = fc.record({ insured: fc.integer({ min: 0, max: 10 ** 6 }), paidFen: signed, growth: fc.integer({ min: -9999, max: 20_000 }), years: fc.array(fc.record({ fundFen: fen, weight: fc.integer({ min: 1, max: 100 }) }), { minLength: 1, maxLength: 3 }) });
    fc.assert(
      fc.property(codes(8), fc.array(township, { minLength: 8, maxLength: 8 }), fc.integer({ min: 0, max: 100_000 }), share, share, (names, rows, perHeadFen, borne, kept) => {
        const claims = names.map((code, at) => ({ code, row: rows[at] ?? { insured: 0, paidFen: 0, growth: 0, years: [] } }));
        const none = { prepaidFen: 0, deductionsFen: 0 };
        const budgetOf = (row: (typeof claims)[number]['row']) => plainMean(row.years.map(({ fundFen, weight }) => ({ fund: big(fundFen), weight: big(weight) })), big(row.growth));
        const growthText = (growth: number) => `${growth < 0 ? '-' : ''}${decimalOf(Math.abs(growth), 4)}`;
        const statement = held({
          ...{ method: 'per_head_ceiling', poolId: 'C', perHeadFen, overspendShare: decimalOf(borne, 4), surplusReward: decimalOf(kept, 4) },
          institutions: claims.map(({ code, row }) => ({ code, insured: row.insured, feeForServiceFen: row.paidFen, ...none })),
          budgeted: {
            ...{ overspendShare: decimalOf(borne, 4), surplusShare: decimalOf(kept, 4) },
            pools: [{ id: 'B', institutions: claims.map(({ code, row }) => ({ code, years: row.years.map(({ fundFen, weight }, year) => ({ year: String(year), fundFen, weight: String(weight) })), growth: growthText(row.growth), budgetFen: Number(budgetOf(row)), adjustmentFen: 0, feeForServiceFen: row.paidFen, ...none })) }],
          },
        });
        expect(statement).not.toBeNull();
        for (const { code, row } of claims) {
          const finalIn = (poolId: string) => big(statement?.lines.find((line) => line.poolId === poolId && line.code === code)?.finalFen ?? -1);
          expect(finalIn('C')).toBe(plainLimit(big(row.paidFen), big(row.insured) * big(perHeadFen), big(borne), big(kept)));
          expect(finalIn('B')).toBe(plainLimit(big(row.paidFen), budgetOf(row), big(borne), big(kept)));
        }
      }),
    );
  });

  test('an alliance’s total', () => {
    fc.assert(
      fc.property(alliance, share, share, share, (one, staff, fund, part) => {
        const budgetFen = (one.insured - one.excluded) * one.perHeadFen;
        const overspend = Math.max(0, one.insideFen + one.elsewhereFen - budgetFen - one.adjustmentFen);
        const reasonableFen = Number((big(overspend) * big(part)) / 10_000n);
        const { code, adjustmentFen, elsewhere, deductionsFen } = one;
        const reasonable = reasonableFen === 0 ? null : ({ amountFen: reasonableFen, reason: 'disaster', note: '认定书' } as const);
        const statement = held({
          ...{ method: 'alliance_total', staffShare: decimalOf(staff, 4), reasonableOverspendFundShare: decimalOf(fund, 4) },
          pools: [{ id: '390-total', alliances: [{ code, budgetFen, adjustmentFen, members: plainMembers(one), elsewhere, deductionsFen, heads: headsOf(one), reasonable }] }],
        });
        if (statement === null) {
          expect(budgetFen + adjustmentFen).toBeLessThan(0);
          return;
        }
        const plain = plainTotal(plainOf(one, budgetFen), { staff: big(staff), fund: big(fund), reasonable: big(reasonableFen) });
        const [line] = statement.lines;
        expect([line?.balance?.staffFen, line?.balance?.developmentFen, line?.balance?.fundBearsFen, line?.entitlementFen, line?.finalFen].map((amount) => big(amount ?? -1))).toEqual([plain.staff, plain.development, plain.borne, plain.entitled, plain.final]);
      }),
    );
  });

  test('a total kept or borne, and capitation beside it', () => {
    fc.assert(
      fc.property(alliance, share, fc.integer({ min: 0, max: 10_000 }), fc.integer({ min: 1, max: 100 }), (one, withheld, score, fullScore) => {
        const budgetFen = (one.insured - one.excluded) * one.perHeadFen;
        const { code, adjustmentFen, elsewhere, deductionsFen } = one;
        const claimed = { code, budgetFen, adjustmentFen, members: plainMembers(one), elsewhere, deductionsFen, heads: headsOf(one) };
        const statement = held({
          ...{ method: 'total_kept_or_borne', assessment: { withheldShare: decimalOf(withheld, 4), fullScore } },
          pools: [
            { id: '390-total', kind: 'total', alliances: [{ ...claimed, score: decimalOf(score, 2) }] },
            { id: '390-special', kind: 'capitation', alliances: [{ ...claimed, score: null }] },
          ],
        });
        if (statement === null) {
          expect(budgetFen + adjustmentFen).toBeLessThan(0);
          return;
        }
        const plain = (terms: { withheld: bigint; score: bigint | null }) => plainKept(plainOf(one, budgetFen), { ...terms, full: big(fullScore) });
        const expected = [plain({ withheld: big(withheld), score: big(score) }), plain({ withheld: 0n, score: null })];
        expect(statement.lines.map((line) => [big(line.entitlementFen), big(line.withheldFen), big(line.finalFen)])).toEqual(expected.map(({ entitled, kept, final }) => [entitled, kept, final]));
      }),
    );
  });

  test('heads, weights and days together, and members’ parts that add up', () => {
    fc.assert(
      fc.property(alliance, fc.integer({ min: 0, max: 2_000_000 }), fc.integer({ min: 0, max: 100_000 }), (one, drgRateFen, bedDayRateFen) => {
        const heads = one.insured - one.excluded;
        const weights = one.members.reduce((sum, member) => sum + big(member.points), 0n);
        const days = one.members.reduce((sum, member) => sum + big(member.bedDays), 0n);
        const budget = plainComposite({ heads: big(heads), perHead: big(one.perHeadFen), points: weights, rate: big(drgRateFen), days, dayRate: big(bedDayRateFen) });
        const { code, adjustmentFen, elsewhere, deductionsFen } = one;
        const members = one.members.map(({ points: millionths, ...rest }) => ({ ...rest, drgPoints: decimalOf(millionths, 6) }));
        const statement = held({
          ...{ method: 'composite', drgRateFen, bedDayRateFen },
          pools: [{ id: '310-total', outpatientPerHeadFen: one.perHeadFen, alliances: [{ code, outpatientHeads: heads, budgetFen: Number(budget), adjustmentFen, members, elsewhere, deductionsFen }] }],
        });
        if (statement === null) {
          expect(budget + big(adjustmentFen) < 0n).toBe(true);
          return;
        }
        const [line] = statement.lines;
        const plain = plainOf(one, Number(budget));
        const entitled = budget + plain.adjustment - plain.elsewhere;
        expect([big(line?.entitlementFen ?? -1), big(line?.finalFen ?? -1)]).toEqual([entitled, entitled + plain.outside - plain.prepaid - plain.deductions]);
        const earned = (line?.parts ?? []).reduce((sum, { earnedFen }) => sum + big(earnedFen ?? 0), 0n);
        expect(earned).toBe(budget - big(heads) * big(one.perHeadFen));
      }),
    );
  });
});
