import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { adjudicate, nothingPaid } from '@/server/domain/benefit/adjudicate';
import { foldBenefitYear, foldOnward, type FoldedVisit } from '@/server/domain/benefit/fold-benefit-year';
import { nothingUsed, type YearUses } from '@/server/domain/benefit/year-use';
import { formatRate, payAtRate } from '@/server/domain/benefit/rate';
import { allocate } from '@/server/domain/kernel/allocate';
import { exact, roundHalfUp, sumFen, timesRate } from '@/server/domain/kernel/money';
import { poolOf, type LedgerEntry } from '@/server/domain/ledger/account';
import { balancesOf, postDifference, type PostedPay, postVisit } from '@/server/domain/ledger/post';
import { insutypes, medTypes } from '@/server/domain/registry/codes';
import { settleByPoints } from '@/server/domain/settlement/settle-by-points';
import type { Visit } from '@/server/domain/visit/visit';
import { community, contextOf, hospital, signed2024, visitOf } from '../domain/benefit/people';
import { listPolicyFiles, packOf } from '../domain/policy/packs';

const seed = 20_240_101;
fc.configureGlobal({ seed });

const fen = fc.integer({ min: 0, max: 50_000_000 });
const shenyang = packOf('210100');
const halfYear = { ...signed2024, from: '2024-03-10', to: '2024-08-20' };
const context = contextOf(shenyang, { contracts: [halfYear] });

const day = fc.integer({ min: 0, max: 400 }).map((offset) => new Date(Date.UTC(2024, 0, 1 + offset)).toISOString().slice(0, 10));

const visit = fc
  .record({
    institutionCode: fc.constantFrom(community, hospital, 'H21010200007'),
    settledAt: day.map((text) => `${text} 09:30:00`),
    insutype: fc.constantFrom(...insutypes),
    medType: fc.constantFrom(...medTypes),
    inScopeFen: fc.oneof(fen, fc.integer({ min: 0, max: 60_000 })),
    outsideFen: fc.integer({ min: 0, max: 100_000 }),
    specialFee: fc.boolean(),
  })
  .map(({ outsideFen, ...facts }) => ({ ...facts, totalFen: facts.inScopeFen + outsideFen, fullSelfPayFen: outsideFen }));

/** Visits of one person with distinct keys, some of them refunds of others, some of nothing. */
const visits = fc
  .tuple(fc.array(visit, { minLength: 1, maxLength: 25 }), fc.array(fc.nat(40), { maxLength: 5 }))
  .map(([records, refunds]): Visit[] => {
    const paid = records.map((record, index) => visitOf({ ...record, settlementId: `V${index}` }));
    const back = refunds.map((target, index) =>
      visitOf({
        settlementId: `R${index}`,
        refundOf: `V${target}`,
        institutionCode: paid[target]?.institutionCode ?? community,
        totalFen: -(paid[target]?.totalFen ?? 0),
        settledAt: '2025-03-01 10:00:00',
      }),
    );
    return [...paid, ...back];
  });

function payOf(row: FoldedVisit): PostedPay {
  return row.status === 'paid' ? { payFen: row.adjudication.payFen, pool: poolOf(row.visit.insutype, row.facts.medType) } : null;
}

function entriesOf(rows: readonly FoldedVisit[]): LedgerEntry[] {
  return rows.flatMap((row) => (row.status === 'paid' ? postVisit(row.visit, payOf(row)) : []));
}

/** Balances that are not nothing. */
function standing(entries: Iterable<LedgerEntry>): Record<string, number> {
  return Object.fromEntries([...balancesOf(entries)].filter(([, amountFen]) => amountFen !== 0).sort());
}

/** Post each batch as it arrives: fold everything held so far, and post what changed for each visit. */
function postInBatches(batches: readonly (readonly Visit[])[]): LedgerEntry[] {
  const ledger: LedgerEntry[] = [];
  const held: Visit[] = [];
  let before = new Map<string, FoldedVisit>();
  for (const batch of batches) {
    held.push(...batch);
    const after = new Map(foldBenefitYear(held, context).map((row) => [`${row.visit.institutionCode}/${row.visit.settlementId}`, row]));
    for (const [key, row] of after) {
      const earlier = before.get(key);
      ledger.push(...postDifference(row.visit, earlier ? payOf(earlier) : null, payOf(row)));
    }
    before = after;
  }
  return ledger;
}

describe('a year that is folded on from what was used of it', () => {
  test('comes to what it comes to at once, wherever it was interrupted, and however that was kept', () => {
    fc.assert(
      fc.property(fc.array(visit, { minLength: 1, maxLength: 25 }), fc.nat(25), (records, cut) => {
        const whole = foldOnward(records.map((record, index) => visitOf({ ...record, settlementId: `V${index}` })), context, nothingUsed);
        const inOrder = whole.folded.map((row) => row.visit);
        const first = foldOnward(inOrder.slice(0, cut), context, nothingUsed);
        const kept = new Map(JSON.parse(JSON.stringify([...first.used])) as [string, never][]) as YearUses;
        const rest = foldOnward(inOrder.slice(cut), context, kept);
        expect([...first.folded, ...rest.folded]).toEqual(whole.folded);
        expect(new Map([...first.used, ...rest.used])).toEqual(whole.used);
      }),
    );
  });
});

describe(`a benefit year, whatever the visits (seed ${seed})`, () => {
  test('permutation and repetition of the same visits give the same rows', () => {
    fc.assert(
      fc.property(visits.chain((set) => fc.tuple(fc.constant(set), fc.shuffledSubarray([...set, ...set], { minLength: set.length * 2 }))), ([set, shuffled]) => {
        expect(foldBenefitYear(shuffled, context)).toEqual(foldBenefitYear(set, context));
      }),
    );
  });

  test('any batching ends in the same balances, and the ledger always sums to zero', () => {
    fc.assert(
      fc.property(visits.chain((set) => fc.tuple(fc.shuffledSubarray(set, { minLength: set.length }), fc.array(fc.nat(set.length), { maxLength: 4 }))), ([set, cuts]) => {
        const places = [0, ...cuts.sort((a, b) => a - b), set.length];
        const batches = places.slice(1).map((until, index) => set.slice(places[index], until));
        const ledger = postInBatches(batches);
        expect(standing(ledger)).toEqual(standing(entriesOf(foldBenefitYear(set, context))));
        expect(sumFen(ledger.map((entry) => entry.amountFen))).toBe(0);
      }),
    );
  });

  test('fund + self = total; enhancement is never negative, and nothing without a contract that day', () => {
    fc.assert(
      fc.property(visits, (set) => {
        const unsigned = new Map(foldBenefitYear(set, { ...context, contracts: [] }).map((row) => [row.visit.settlementId, row]));
        for (const row of foldBenefitYear(set, context)) {
          if (row.status !== 'paid') continue;
          const { payFen, layers, selfPaidFen, enhancementFen, contractId, baseFen } = row.adjudication;
          const aboveFen = (layers?.ladderFen ?? 0) + (layers?.assistanceFen ?? 0);
          const settledOn = row.visit.settledAt.slice(0, 10);
          const isSigned = halfYear.from <= settledOn && settledOn <= halfYear.to;
          expect(payFen + aboveFen + selfPaidFen).toBe(row.visit.totalFen);
          expect(payFen).toBeGreaterThanOrEqual(0);
          expect(payFen).toBeLessThanOrEqual(baseFen);
          expect(enhancementFen).toBeGreaterThanOrEqual(0);
          expect(contractId !== null).toBe(isSigned);
          if (!isSigned) expect(enhancementFen).toBe(0);
          const other = unsigned.get(row.visit.settlementId);
          if (other?.status === 'paid') expect(other.adjudication.enhancementFen).toBe(0);
        }
      }),
    );
  });

  test('the fund never pays more in a year than the maximum', () => {
    fc.assert(
      fc.property(visits, (set) => {
        const paid = new Map<string, number>();
        for (const row of foldBenefitYear(set, context)) {
          if (row.status !== 'paid' || row.adjudication.maximumLeftFen === null) continue;
          const { benefitYear, accumulation, payFen } = row.adjudication;
          paid.set(`${benefitYear} ${accumulation}`, (paid.get(`${benefitYear} ${accumulation}`) ?? 0) + payFen);
        }
        for (const [key, payFen] of paid) expect(payFen).toBeLessThanOrEqual(key.includes('310') ? 1_200_000 : 40_000);
      }),
    );
  });

  test('a visit adjudicated again from its stored totals is the same', () => {
    fc.assert(
      fc.property(visits, (set) => {
        for (const row of foldBenefitYear(set, context)) {
          if (row.status !== 'paid') continue;
          const contract = row.adjudication.contractId === null ? null : halfYear;
          expect(adjudicate(row.facts, shenyang, row.adjudication.before, contract)).toEqual({ ok: true, value: row.adjudication });
        }
      }),
    );
  });

  test('every pack pays exactly what decimals say', () => {
    const packs = listPolicyFiles().map((file) => packOf(file.slice(0, 6)));
    fc.assert(
      fc.property(visit, fc.constantFrom(...packs), fc.boolean(), fc.constantFrom('village', 'township', 'level2', 'level3', 'pharmacy'), (record, policy, retired, level) => {
        const nobody = { keyGroups: [], identityClasses: [], recognitionId: null, atDesignated: true, admission: 1, chain: null } as const;
        const told = { essentialDrugFen: 0, prescriptionDays: null, diagnosisCode: null } as const;
        const facts = { ...record, ...nobody, ...told, settledOn: policy.inForceFrom, level, allianceIds: [], retired } as const;
        const outcome = adjudicate(facts, policy, nothingPaid, null);
        expect(outcome.ok).toBe(true);
        if (!outcome.ok) return;
        const { baseFen, rate, payBeforeMaximumFen } = outcome.value;
        expect(payBeforeMaximumFen).toBe(timesRate(baseFen, rate));
      }),
    );
  });
});

describe('exact to the 分', () => {
  test('whole millionths round as decimals do', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 50 }), fc.integer({ min: 0, max: 1_000_000 }), (baseFen, rate) => {
        expect(payAtRate(baseFen, rate)).toBe(roundHalfUp(exact(baseFen).times(formatRate(rate))));
      }),
      { numRuns: 2_000 },
    );
  });

  test('what is dealt out adds up, nobody is a whole 分 from their quota, and order does not matter', () => {
    const weights = fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 30 }).filter((list) => list.some((weight) => weight > 0));
    fc.assert(
      fc.property(fc.integer({ min: -(10 ** 12), max: 10 ** 12 }), weights, (total, list) => {
        const claims = list.map((weight, index) => ({ code: `H${String(index).padStart(3, '0')}`, weight }));
        const shares = allocate(total, claims);
        const sum = list.reduce((left, right) => left + right, 0);
        expect(sumFen(shares)).toBe(total);
        for (const [index, share] of shares.entries()) {
          const quota = exact(total).times(list[index] ?? 0).dividedBy(sum);
          expect(quota.minus(share).abs().lt(1)).toBe(true);
        }
        expect(allocate(total, [...claims].reverse()).reverse()).toEqual(shares);
      }),
    );
  });

  test('entitlements of a pool sum to S, for any share, reading and spread', () => {
    const funds = fc.array(fc.integer({ min: 1, max: 10 ** 9 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(funds, fc.integer({ min: 0, max: 10 ** 10 }), fen, fen, fc.integer({ min: 5_000, max: 10_000 }), fc.boolean(), fc.integer({ min: 1, max: 10 ** 6 }), (list, budgetFen, outOfRegionFen, specialFeesFen, share, literal, persons) => {
        const feeForServiceFen = sumFen(list) + outOfRegionFen + specialFeesFen;
        const outcome = settleByPoints({
          method: 'points',
          institutionShare: exact(share).dividedBy(10_000).toFixed(4),
          reading: literal ? 'literal' : 'institution_share',
          pools: [
            {
              id: '310-ordinary',
              budgetFen,
              adjustmentFen: 0,
              feeForServiceFen,
              outOfRegionFen,
              specialFeesFen,
              persons,
              institutions: list.map((fundFen, index) => ({ code: `H${index}`, fundFen, specialFen: 0, prepaidFen: 0, deductionsFen: 0 })),
            },
          ],
        });
        if (!outcome.ok) {
          expect(outcome.refusals.map(({ code }) => code)).toEqual(['settlement.total_negative']);
          return;
        }
        expect(sumFen(outcome.value.lines.map((line) => line.entitlementFen))).toBe(outcome.value.pools[0]?.settlementTotalFen);
      }),
    );
  });
});
