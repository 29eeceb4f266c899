import { checkPolicy } from '@/server/domain/policy/check/check-policy';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import { readPolicyFile } from '../policy/packs';

/** A place in a policy document that tests write to. */
export type Json = { [key: string]: Json } & Json[];

/** A parameter of a document, with a clause of the test's own. */
export function cite(value: unknown): Json {
  return { value, clause: '测试条款', confidence: 'assumed' } as unknown as Json;
}

/** Shenyang's document with its benefits changed as a document is, checked like any other. */
export function policyWith(change: (benefit: Json, plans: Record<string, Json>) => void): PolicyVersion {
  const document = structuredClone(readPolicyFile('210100/2024-01-01.json')) as { benefit: Json };
  const plans = Object.fromEntries((document.benefit.plans ?? []).map((plan) => [String(plan.id), plan]));
  change(document.benefit, plans);
  const policy = checkPolicy(document);
  if (!policy.ok) throw new Error(JSON.stringify(policy.refusals, null, 1));
  return policy.value;
}

/** The same deductible and rate at every level that the plan pays at. */
export function flat(plan: Json | undefined, { deductible, rate }: { deductible?: string; rate?: unknown }): void {
  if (plan === undefined) throw new Error('no such plan');
  const byLevel = plan.deductible?.byLevel ?? {};
  for (const level of Object.keys(byLevel)) {
    if (deductible !== undefined) Object.assign(byLevel, { [level]: cite(deductible) });
    if (rate !== undefined) Object.assign(plan.rates ?? {}, { [level]: cite(rate) });
  }
}
