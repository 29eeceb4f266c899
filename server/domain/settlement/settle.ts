import { accept, unreachable, type Outcome } from '@/server/domain/kernel/outcome';
import { withCarries } from './carry';
import type { SettlementRefusal } from './refusals';
import { settleAllianceTotal } from './settle-alliance-total';
import { settleByPoints } from './settle-by-points';
import { settleComposite } from './settle-composite';
import { settlePerHeadCeiling } from './settle-per-head-ceiling';
import { settleTotalKept } from './settle-total-kept';
import type { SettlementInput, Statement } from './statement';

/** Settle a year by the method its inputs name, and take in what institutions bring along from years before. */
export function settle(input: SettlementInput): Outcome<Statement, SettlementRefusal> {
  const settled = settleByMethod(input);
  return settled.ok ? accept(withCarries(settled.value, input.carried ?? [])) : settled;
}

function settleByMethod(input: SettlementInput): Outcome<Statement, SettlementRefusal> {
  switch (input.method) {
    case 'points':
      return settleByPoints(input);
    case 'per_head_ceiling':
      return settlePerHeadCeiling(input);
    case 'alliance_total':
      return settleAllianceTotal(input);
    case 'total_kept_or_borne':
      return settleTotalKept(input);
    case 'composite':
      return settleComposite(input);
    default:
      return unreachable(input);
  }
}

/** One place where a published statement says something else than its inputs give. */
export interface StatementDifference {
  /** Such as `lines[2].finalFen`. */
  readonly path: string;
  readonly published: unknown;
  readonly recomputed: unknown;
}

/**
 * Compute a published statement again from the inputs it carries, and list every place where it differs: none means it
 * holds to the 分. Inputs that could never have been settled are refused.
 */
export function verifyStatement(published: Statement): Outcome<readonly StatementDifference[], SettlementRefusal> {
  const recomputed = settle(published.input);
  return recomputed.ok ? accept([...differencesOf(published, recomputed.value, '')]) : recomputed;
}

function* differencesOf(published: unknown, recomputed: unknown, path: string): Generator<StatementDifference> {
  if (!isNode(published) || !isNode(recomputed)) {
    if (!Object.is(published, recomputed)) yield { path, published, recomputed };
    return;
  }
  for (const key of new Set([...Object.keys(published), ...Object.keys(recomputed)])) {
    const place = Array.isArray(recomputed) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
    yield* differencesOf(published[key], recomputed[key], place);
  }
}

function isNode(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
