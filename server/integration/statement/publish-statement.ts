import { formatYuan } from '@/server/domain/kernel/money';
import type { Quantity, WorkingStep } from '@/server/domain/policy/cited';
import type { LineBalance, SettlementInput, Statement, StatementLine, StatementPool, StatementTotals } from '@/server/domain/settlement/statement';
import { type Published, type PublishedInput, type PublishedPool, publishedInput } from './publish-input';

/** A statement as it is published: the inputs with what came of them, amounts in yuan text. */
export type PublishedStatement = Published;

/** 清算书 for the world outside: `gatekeeper verify` computes it again from the inputs it carries. */
export function publishStatement(statement: Statement): PublishedStatement {
  const document = publishedInput(statement.input);
  const claimed = new Set([...(document.top === null ? [] : [document.top]), ...document.pools].flatMap((pool) => pool.claims.map(({ code }) => `${pool.id}/${code}`)));
  const brought = statement.lines.filter(({ poolId, code }) => !claimed.has(`${poolId}/${code}`));
  return {
    ...assemble(document, (pool) => settledPool(pool, statement)),
    ...(brought.length === 0 ? {} : { broughtAlong: brought.map((line) => ({ pool: line.poolId, code: line.code, ...lineResult(line) })) }),
    totals: totalsOf(statement.totals),
  };
}

/** The inputs alone, as `gatekeeper settle --input` takes them. */
export function publishInput(input: SettlementInput): PublishedStatement {
  return assemble(publishedInput(input), ({ head, list, claims }) => ({ ...head, [list]: claims }));
}

function assemble({ head, top, pools, beside }: PublishedInput, publish: (pool: PublishedPool) => Published): Published {
  if (top === null) return { ...head, pools: pools.map(publish) };
  return { ...head, ...publish(top), ...(beside === null ? {} : { budgeted: { ...beside, pools: pools.map(publish) } }) };
}

function settledPool({ id, head, list, claims }: PublishedPool, { pools, lines }: Statement): Published {
  const pool = pools.find((each) => each.id === id);
  if (!pool) throw new Error('a settled pool has no result');
  const ofPool = new Map(lines.filter((line) => line.poolId === id).map((line) => [line.code, line]));
  const settled = claims.map((claim) => {
    const line = ofPool.get(claim.code);
    if (!line) throw new Error('a settled institution has no line');
    return { ...claim, ...lineResult(line) };
  });
  return { ...head, ...poolResult(pool), [list]: settled };
}

function poolResult(pool: StatementPool): Published {
  const points = pool.totalPoints === null ? {} : { totalPoints: pool.totalPoints, pointValue: pool.pointValue };
  return {
    retainedOrShared: formatYuan(pool.retainedOrSharedFen),
    settlementTotal: formatYuan(pool.settlementTotalFen),
    ...points,
    working: pool.working.map(publishStep),
  };
}

function lineResult(line: StatementLine): Published {
  const earned = line.parts.flatMap(({ code, earnedFen }) => (earnedFen === null ? [] : [{ code, amount: formatYuan(earnedFen) }]));
  return {
    ...(line.points === null ? {} : { points: line.points }),
    ...(line.weight === null ? {} : { weight: line.weight }),
    ...(line.ceilingFen === null ? {} : { ceiling: formatYuan(line.ceilingFen) }),
    entitlement: formatYuan(line.entitlementFen),
    ...(line.parts.length === 0 ? {} : { outside: formatYuan(line.outsideFen) }),
    ...(line.withheldFen === 0 ? {} : { withheld: formatYuan(line.withheldFen) }),
    ...(line.balance === null ? {} : balanceOf(line.balance)),
    ...(earned.length === 0 ? {} : { earned }),
    ...(line.carriedFen === undefined ? {} : { carried: formatYuan(line.carriedFen) }),
    final: formatYuan(line.finalFen),
    working: line.working.map(publishStep),
  };
}

function balanceOf({ surplusFen, overspendFen, fundBearsFen, staffFen, developmentFen }: LineBalance): Published {
  return {
    surplus: formatYuan(surplusFen),
    overspend: formatYuan(overspendFen),
    fundBears: formatYuan(fundBearsFen),
    ...(staffFen === null ? {} : { staff: formatYuan(staffFen) }),
    ...(developmentFen === null ? {} : { development: formatYuan(developmentFen) }),
  };
}

/** Amounts that a method does not know are left out while they are 0. */
function totalsOf({ entitlementFen, specialFen, outsideFen, withheldFen, prepaidFen, deductionsFen, carriedFen, finalFen }: StatementTotals): Published {
  return {
    entitlement: formatYuan(entitlementFen),
    special: formatYuan(specialFen),
    ...(outsideFen === 0 ? {} : { outside: formatYuan(outsideFen) }),
    ...(withheldFen === 0 ? {} : { withheld: formatYuan(withheldFen) }),
    prepaid: formatYuan(prepaidFen),
    deductions: formatYuan(deductionsFen),
    ...(carriedFen === undefined ? {} : { carried: formatYuan(carriedFen) }),
    final: formatYuan(finalFen),
  };
}

/** A working step with its amounts in yuan. */
export function publishStep(step: WorkingStep) {
  const { step: name, clause, formula, operands, result } = step;
  return { step: name, clause, formula, operands: Object.fromEntries(Object.entries(operands).map(([key, quantity]) => [key, publishQuantity(quantity)])), result: publishQuantity(result) };
}

function publishQuantity(quantity: Quantity) {
  return quantity.unit === 'fen' ? { unit: 'yuan', value: formatYuan(quantity.value) } : quantity;
}
