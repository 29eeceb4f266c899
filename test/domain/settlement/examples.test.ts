import { describe, expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { settleExamples } from '@/server/cli/commands/settle-examples';
import { settle } from '@/server/domain/settlement/settle';
import { settleableMethods, type Statement } from '@/server/domain/settlement/statement';
import { publishInput, publishStatement } from '@/server/integration/statement/publish-statement';
import { readSettlementInput } from '@/server/integration/statement/read-statement';

const yuan = (amount: number) => Math.round(amount * 100);

function settled(method: keyof typeof settleExamples): Statement {
  const read = readSettlementInput(settleExamples[method]);
  if (read.input === null) throw new Error(JSON.stringify(read.problems));
  const outcome = settle(read.input);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals));
  return outcome.value;
}

const linesOf = (statement: Statement) => statement.lines.map(({ poolId, code, entitlementFen, outsideFen, withheldFen, finalFen }) => [poolId, code, entitlementFen, outsideFen, withheldFen, finalFen]);
const workingOf = (statement: Statement, at: number) => statement.lines[at]?.working.map(({ step, result }) => [step, result.value]);

/** What each example comes to was worked out by hand, from the text of its region. */
describe('the documents that settle --example prints', () => {
  test('points: Lishui’s pool, and a pool of stays by 病种分值', () => {
    const statement = settled('points');
    expect(linesOf(statement)).toEqual([
      ['310-ordinary', 'H1', yuan(5_220_000), 0, 0, yuan(360_000)],
      ['310-ordinary', 'H2', yuan(2_610_000), 0, 0, yuan(190_000)],
      ['310-ordinary', 'H3', yuan(870_000), 0, 0, yuan(55_000)],
      // S = 5,000,000 − 200,000 + half of 200,000 = 4,900,000, which is 49 yuan for each of 100,000 points.
      ['390-inpatient', 'H1', yuan(2_940_024.5), 0, 0, yuan(140_024.5)],
      ['390-inpatient', 'H2', yuan(1_959_975.5), 0, 0, yuan(259_975.5)],
    ]);
    expect(statement.pools[1]).toMatchObject({ settlementTotalFen: yuan(4_900_000), retainedOrSharedFen: yuan(100_000), totalPoints: '100000.000000', pointValue: '49.000000' });
  });

  test('per-head ceiling: Rizhao’s townships, and a hospital by the mean of two years', () => {
    const statement = settled('per_head_ceiling');
    expect(linesOf(statement)).toEqual([
      ['390-ordinary', 'T1', yuan(1_080_000), 0, 0, yuan(90_000)],
      ['390-ordinary', 'T2', yuan(920_000), 0, 0, yuan(110_000)],
      // (1,000,000 + 1,100,000) ÷ 2 × 1.05 = 1,102,500; a fifth of the 97,500 beyond is its own.
      ['390-inpatient', 'H1', yuan(1_180_500), 0, 0, yuan(100_500)],
    ]);
    expect(workingOf(statement, 2)).toEqual([
      ['settlement.budgeted.base', yuan(1_102_500)],
      ['settlement.budgeted.limit', yuan(1_102_500)],
      ['settlement.ceiling.borne', yuan(19_500)],
      ['settlement.ceiling.entitlement', yuan(1_180_500)],
      ['settlement.final', yuan(100_500)],
    ]);
    expect(statement.lines[2]?.balance).toMatchObject({ overspendFen: yuan(97_500), fundBearsFen: yuan(78_000), surplusFen: 0 });
  });

  test('alliance total: a surplus for staff and development, an overspend of which a part was reasonable', () => {
    const statement = settled('alliance_total');
    expect(linesOf(statement)).toEqual([
      ['390-total', 'H1', yuan(14_000_000), yuan(200_000), 0, yuan(1_570_000)],
      ['390-total', 'H5', yuan(7_300_000), 0, 0, yuan(100_000)],
    ]);
    expect(statement.lines[0]?.balance).toEqual({ surplusFen: yuan(1_000_000), overspendFen: 0, fundBearsFen: 0, staffFen: yuan(600_000), developmentFen: yuan(400_000) });
    expect(statement.lines[1]?.balance).toEqual({ surplusFen: 0, overspendFen: yuan(1_000_000), fundBearsFen: yuan(300_000), staffFen: 0, developmentFen: 0 });
    expect(workingOf(statement, 0)).toEqual([
      ['settlement.alliance.budget', yuan(17_550_000)],
      ['settlement.alliance.limit', yuan(17_550_000)],
      ['settlement.alliance.used', yuan(16_550_000)],
      ['settlement.alliance.surplus', yuan(1_000_000)],
      ['settlement.alliance.staff', yuan(600_000)],
      ['settlement.alliance.development', yuan(400_000)],
      ['settlement.alliance.entitlement', yuan(14_000_000)],
      ['settlement.final', yuan(1_570_000)],
    ]);
    expect(workingOf(statement, 1)?.map(([step]) => step)).toContain('settlement.alliance.reasonable');
    expect(statement.pools).toMatchObject([{ settlementTotalFen: yuan(21_300_000), retainedOrSharedFen: yuan(300_000) }]);
  });

  test('total kept or borne: 81 points of 90 for the withheld part; special care by heads, its overspend borne', () => {
    const statement = settled('total_kept_or_borne');
    expect(linesOf(statement)).toEqual([
      // 30 % of 5,500,000 is 1,650,000; 81 ÷ 90 of it is 1,485,000.
      ['390-total', 'H1', yuan(5_500_000), 0, yuan(165_000), yuan(835_000)],
      ['390-special', 'H1', yuan(1_200_000), 0, 0, yuan(30_000)],
    ]);
    expect(statement.lines.map(({ balance }) => [balance?.surplusFen, balance?.overspendFen, balance?.fundBearsFen])).toEqual([
      [yuan(500_000), 0, 0],
      [0, yuan(100_000), 0],
    ]);
  });

  test('composite: heads, weights at one rate, and days', () => {
    const statement = settled('composite');
    expect(linesOf(statement)).toEqual([['310-total', 'H1', yuan(20_392_250), yuan(100_000), 0, yuan(3_492_250)]]);
    expect(statement.lines[0]?.parts.map(({ code, place, points, bedDays, earnedFen }) => [code, place, points, bedDays, earnedFen])).toEqual([
      ['H1', 'member', '410.500000', 0, yuan(3_694_500)],
      ['H2', 'member', '89.750000', 1500, yuan(1_197_750)],
      ['H9', 'elsewhere', null, null, null],
    ]);
    expect(statement.lines[0]?.balance).toMatchObject({ surplusFen: yuan(692_250) });
    expect(workingOf(statement, 0)?.slice(0, 4)).toEqual([
      ['settlement.composite.outpatient', yuan(18_000_000)],
      ['settlement.composite.drg', yuan(4_502_250)],
      ['settlement.composite.bed_days', yuan(390_000)],
      ['settlement.composite.budget', yuan(22_892_250)],
    ]);
  });

  test.each(settleableMethods)('%s: is read back as it was published, and its statement computes again to itself', (method) => {
    const statement = settled(method);
    expect(publishInput(statement.input)).toEqual(settleExamples[method]);
    const published = JSON.parse(JSON.stringify(publishStatement(statement))) as object;
    const again = readSettlementInput(published);
    expect(again.problems).toEqual([]);
    expect(again.input).toEqual(statement.input);
  });

  test('are the ones that docs/statements.md shows', () => {
    const text = readFileSync(join(import.meta.dirname, '../../../docs/statements.md'), 'utf8');
    const blocks = [...text.matchAll(/```json\n(.*?)```/gs)].map(([, block]) => JSON.parse(block ?? '') as { method: keyof typeof settleExamples });
    expect(blocks.map(({ method }) => method)).toEqual(settleableMethods);
    for (const block of blocks) expect(block).toEqual(settleExamples[block.method]);
  });
});
