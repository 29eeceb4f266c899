import { compareCodes } from '@/server/domain/kernel/allocate';
import { type Parameter, listParameters } from './list-parameters';
import type { PolicyVersion } from './policy-version';

export const comparedParts = ['value', 'clause', 'confidence', 'note'] as const;
export type ComparedPart = (typeof comparedParts)[number];

/** A parameter that two versions do not hold alike; null where one of them lacks it. */
export interface ParameterChange {
  readonly key: string;
  readonly before: Parameter | null;
  readonly after: Parameter | null;
  /** What of it differs; empty where one side lacks it. */
  readonly parts: readonly ComparedPart[];
}

export interface VersionComparison {
  readonly changes: readonly ParameterChange[];
  readonly unchanged: number;
}

/**
 * 版本比较: every cited number that one version of a region's rules has otherwise than another. Plans, enhancements and age
 * bands are matched by their ids, so that one more plan does not make all that follow it look new.
 */
export function compareVersions(before: PolicyVersion, after: PolicyVersion): VersionComparison {
  const olds = byKey(listParameters(before));
  const news = byKey(listParameters(after));
  const keys = [...new Set([...olds.keys(), ...news.keys()])];
  const changes = keys.flatMap((key): ParameterChange[] => {
    const [old, next] = [olds.get(key) ?? null, news.get(key) ?? null];
    const parts = old !== null && next !== null ? partsThatDiffer(old, next) : [];
    return old !== null && next !== null && parts.length === 0 ? [] : [{ key, before: old, after: next, parts }];
  });
  return { changes: changes.sort((a, b) => compareCodes(a.key, b.key)), unchanged: keys.length - changes.length };
}

function partsThatDiffer(old: Parameter, next: Parameter): ComparedPart[] {
  const differs: Record<ComparedPart, boolean> = {
    value: JSON.stringify(old.values) !== JSON.stringify(next.values),
    clause: old.clause !== next.clause,
    confidence: old.confidence !== next.confidence,
    note: old.note !== next.note,
  };
  return comparedParts.filter((part) => differs[part]);
}

function byKey(parameters: readonly Parameter[]): Map<string, Parameter> {
  return new Map(parameters.map((parameter) => [parameter.key, parameter]));
}
