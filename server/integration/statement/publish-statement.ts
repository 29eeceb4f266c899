import { formatYuan } from '@/server/domain/kernel/money';
import type { Quantity, WorkingStep } from '@/server/domain/policy/cited';
import type { PerHeadCeilingInput, PointsInput, SettlementInput, Statement, StatementLine, StatementPool } from '@/server/domain/settlement/statement';

/** A statement as it is published: the inputs with what came of them, amounts in yuan text. */
export type PublishedStatement = Readonly<Record<string, unknown>>;

/** 清算书 for the world outside: `gatekeeper verify` computes it again from the inputs it carries. */
export function publishStatement(statement: Statement): PublishedStatement {
  const { input } = statement;
  return { ...publishInput(input), ...resultsOf(statement), totals: yuanOf(statement.totals, ['entitlement', 'special', 'prepaid', 'deductions', 'final']) };
}

/** The inputs alone, as `gatekeeper settle --input` takes them. */
export function publishInput(input: SettlementInput): PublishedStatement {
  return input.method === 'points' ? pointsInput(input) : ceilingInput(input);
}

function pointsInput(input: PointsInput): PublishedStatement {
  const { method, institutionShare, reading } = input;
  return { method, institutionShare, reading, pools: input.pools.map(pointsPool) };
}

function pointsPool(pool: PointsInput['pools'][number]) {
  return {
    id: pool.id,
    budget: formatYuan(pool.budgetFen),
    adjustment: formatYuan(pool.adjustmentFen),
    feeForService: formatYuan(pool.feeForServiceFen),
    outOfRegion: formatYuan(pool.outOfRegionFen),
    specialFees: formatYuan(pool.specialFeesFen),
    persons: pool.persons,
    institutions: pool.institutions.map((claim) => ({
      code: claim.code,
      fund: formatYuan(claim.fundFen),
      special: formatYuan(claim.specialFen),
      prepaid: formatYuan(claim.prepaidFen),
      deductions: formatYuan(claim.deductionsFen),
    })),
  };
}

function ceilingInput(input: PerHeadCeilingInput): PublishedStatement {
  const { method, poolId, overspendShare, surplusReward } = input;
  return { method, pool: poolId, perHead: formatYuan(input.perHeadFen), overspendShare, surplusReward, institutions: input.institutions.map(ceilingClaim) };
}

function ceilingClaim(claim: PerHeadCeilingInput['institutions'][number]) {
  return {
    code: claim.code,
    insured: claim.insured,
    feeForService: formatYuan(claim.feeForServiceFen),
    prepaid: formatYuan(claim.prepaidFen),
    deductions: formatYuan(claim.deductionsFen),
  };
}

function resultsOf({ input, pools, lines }: Statement): PublishedStatement {
  const linesOf = (poolId: string) => lines.filter((line) => line.poolId === poolId);
  if (input.method === 'points') {
    return {
      pools: input.pools.map((pool, at) => ({
        ...pointsPool(pool),
        ...poolResult(pools[at]),
        institutions: pool.institutions.map((claim, index) => ({ ...pointsPool(pool).institutions[index], ...lineResult(linesOf(pool.id).find(({ code }) => code === claim.code)) })),
      })),
    };
  }
  return {
    ...poolResult(pools[0]),
    institutions: input.institutions.map((claim) => ({ ...ceilingClaim(claim), ...lineResult(linesOf(input.poolId).find(({ code }) => code === claim.code)) })),
  };
}

function poolResult(pool: StatementPool | undefined) {
  if (!pool) throw new Error('a settled pool has no result');
  const points = pool.totalPoints === null ? {} : { totalPoints: pool.totalPoints, pointValue: pool.pointValue };
  return {
    retainedOrShared: formatYuan(pool.retainedOrSharedFen),
    settlementTotal: formatYuan(pool.settlementTotalFen),
    ...points,
    working: pool.working.map(publishStep),
  };
}

function lineResult(line: StatementLine | undefined) {
  if (!line) throw new Error('a settled institution has no line');
  return {
    ...(line.points === null ? {} : { points: line.points, weight: line.weight }),
    ...(line.ceilingFen === null ? {} : { ceiling: formatYuan(line.ceilingFen) }),
    entitlement: formatYuan(line.entitlementFen),
    final: formatYuan(line.finalFen),
    working: line.working.map(publishStep),
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

function yuanOf<Name extends string>(amounts: Readonly<Record<`${Name}Fen`, number>>, names: readonly Name[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, formatYuan(amounts[`${name}Fen`])]));
}
