import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classifyDifference } from '@/server/domain/benefit/classify-difference';
import { type FoldedVisit, foldBenefitYear } from '@/server/domain/benefit/fold-benefit-year';
import { type Month, monthOf } from '@/server/domain/kernel/calendar-day';
import { poolOf } from '@/server/domain/ledger/account';
import { postDifference } from '@/server/domain/ledger/post';
import { type ClassSums, comparisonClassOf } from '@/server/domain/reconciliation/comparison';
import { type PostedSum, tieOut } from '@/server/domain/reconciliation/tie-out';
import { visitKeyText } from '@/server/domain/visit/compare-visits';
import type { Visit } from '@/server/domain/visit/visit';
import { postingMonth } from '@/server/services/ledger/posting-month';
import { community, contextOf, hospital, signed2024, visitOf } from '../domain/benefit/people';
import { packOf } from '../domain/policy/packs';

const seed = 20_240_601;
const policy = packOf('210100');
const context = contextOf(policy, { contracts: [{ ...signed2024, from: '2024-02-10', to: '2024-04-20' }] });
const places = [community, hospital, 'H21010200007'];

const record = fc.record({
  institutionCode: fc.constantFrom(...places),
  day: fc.integer({ min: 0, max: 150 }),
  inScopeFen: fc.integer({ min: 0, max: 300_000 }),
  reportedPoolFen: fc.option(fc.integer({ min: 0, max: 200_000 })),
});

/** Records of one person, some taken back, in the order in which they reach the bureau, with a month closed between any two. */
const arrivals = fc
  .tuple(fc.array(record, { minLength: 1, maxLength: 20 }), fc.array(fc.nat(30), { maxLength: 5 }))
  .chain(([records, refunds]) => {
    const paid = records.map(({ day, ...each }, index) =>
      visitOf({ ...each, totalFen: each.inScopeFen, settlementId: `V${index}`, settledAt: `${new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10)} 09:00:00` }),
    );
    const back = refunds.map((target, index) =>
      visitOf({ settlementId: `R${index}`, refundOf: `V${target}`, institutionCode: paid[target]?.institutionCode ?? community, settledAt: '2024-05-20 10:00:00', reportedPoolFen: -100 }),
    );
    const all = [...paid, ...back];
    return fc.tuple(fc.shuffledSubarray(all, { minLength: all.length }), fc.array(fc.nat(all.length), { maxLength: 4 }));
  });

const months = ['2024-01', '2024-02', '2024-03', '2024-04', '2024-05'];

/** Posts each batch as it arrives; before each one but the first another month is closed. */
function arrive(visits: readonly Visit[], cuts: readonly number[]): { posted: PostedSum[]; folded: FoldedVisit[] } {
  const edges = [0, ...[...cuts].sort((a, b) => a - b), visits.length];
  const closed = new Set<Month>();
  const posted: PostedSum[] = [];
  let before = new Map<string, FoldedVisit>();
  for (const [index, until] of edges.slice(1).entries()) {
    const month = months[index - 1];
    if (month !== undefined) closed.add(month);
    const after = foldBenefitYear(visits.slice(0, until), context);
    for (const row of after) {
      const earlier = before.get(visitKeyText(row.visit));
      const entries = postDifference(row.visit, payOf(earlier), payOf(row));
      const originMonth = monthOf(row.visit.settledAt.slice(0, 10));
      const amountFen = entries.filter(({ account }) => account.kind === 'claim').reduce((sum, entry) => sum + entry.amountFen, 0);
      posted.push({ institutionCode: row.visit.institutionCode, originMonth, month: postingMonth(originMonth, closed), amountFen });
    }
    before = new Map(after.map((row) => [visitKeyText(row.visit), row]));
  }
  return { posted, folded: [...before.values()] };
}

function payOf(row: FoldedVisit | undefined) {
  return row?.status === 'paid' ? { payFen: row.adjudication.payFen, pool: poolOf(row.visit.insutype, row.visit.medType) } : null;
}

function sumsOf(folded: readonly FoldedVisit[]): ClassSums[] {
  return folded.map((row) => {
    const difference = row.status === 'paid' ? (classifyDifference(row.adjudication, row.visit, policy, row.facts)?.kind ?? null) : null;
    const name = comparisonClassOf(row.status === 'paid' ? 'paid' : row.status === 'refunded' ? 'refunded' : 'refund', difference);
    const standing = row.status === 'paid';
    const { institutionCode, settledAt, reportedPoolFen } = row.visit;
    return { institutionCode, month: settledAt.slice(0, 7), class: name, visits: 1, reportedFen: standing ? (reportedPoolFen ?? 0) : 0, oursFen: payOf(row)?.payFen ?? 0 };
  });
}

describe(`a reconciliation, whatever arrives (seed ${seed})`, () => {
  test('every month and every span ties: classes to records, our side to the ledger, and each line between them adds up', () => {
    fc.assert(
      fc.property(arrivals, fc.nat(4), fc.nat(4), ([visits, cuts], one, other) => {
        const { posted, folded } = arrive(visits, cuts);
        const sums = sumsOf(folded);
        const [from = '', to = ''] = [months[Math.min(one, other)], months[Math.max(one, other)]];
        const inSpan = sums.filter((sum) => sum.month >= from && sum.month <= to);
        const control = { visits: inSpan.length, reportedFen: inSpan.reduce((all, sum) => all + sum.reportedFen, 0), oursFen: inSpan.reduce((all, sum) => all + sum.oursFen, 0) };
        const tied = tieOut({ from, to, institutionCodes: places, sums, posted, control: [control] });
        expect(tied.ties).toBe(true);
        expect(tied.institutions.map((each) => each.institutionCode)).toEqual([...places].sort());
        for (const { adjudicatedFen, gapFen, postedLater, carriedIn, booksFen } of [tied.ledger, ...tied.institutions.map((each) => each.ledger)]) {
          const later = postedLater.reduce((sum, line) => sum + line.amountFen, 0);
          const carried = carriedIn.reduce((sum, line) => sum + line.amountFen, 0);
          expect(adjudicatedFen + gapFen - later + carried).toBe(booksFen);
        }
        const { reportedFen, oursFen, unreportedFen, differenceFen } = tied.total;
        expect(reportedFen - (oursFen - unreportedFen)).toBe(differenceFen);
      }),
      { seed, numRuns: 150 },
    );
  });

  test('a posting that is lost is named, to the fen and the institution', () => {
    fc.assert(
      fc.property(arrivals, fc.nat(200), ([visits, cuts], lost) => {
        const { posted, folded } = arrive(visits, cuts);
        const moving = posted.filter((each) => each.amountFen !== 0);
        const gone = moving[lost % Math.max(1, moving.length)];
        fc.pre(gone !== undefined);
        const sums = sumsOf(folded);
        const control = sums.map(({ visits: count, reportedFen, oursFen }) => ({ visits: count, reportedFen, oursFen }));
        const tied = tieOut({ from: '2024-01', to: '2024-12', institutionCodes: places, sums, posted: posted.filter((each) => each !== gone), control });
        expect(tied.ties).toBe(false);
        expect(tied.institutions.filter((each) => each.ledger.gapFen !== 0).map((each) => [each.institutionCode, each.ledger.gapFen])).toEqual([[gone?.institutionCode, -(gone?.amountFen ?? 0)]]);
      }),
      { seed, numRuns: 100 },
    );
  });
});
