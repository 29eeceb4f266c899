import type { Outcome } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';

/** The value of an outcome that must have been accepted; a refusal stops the command with its reasons. */
export async function done<Value>(outcome: Promise<Outcome<Value, AnyRefusal>>): Promise<Value> {
  const settled = await outcome;
  if (settled.ok) return settled.value;
  throw new Error(settled.refusals.map(({ code, facts }) => `${code} ${JSON.stringify(facts)}`).join('\n'));
}
