import { DatabaseError } from '@/db';
import { type Outcome, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';

/**
 * Runs an attempt, and once more when a unique key was taken in between: the same request sent twice at once finds by then what the other
 * one made. What is somebody else's stays taken.
 */
export async function retryTaken<Value>(attempt: () => Promise<Outcome<Value, AnyRefusal>>): Promise<Outcome<Value, AnyRefusal>> {
  try {
    return await attempt();
  } catch (error) {
    if (!isTaken(error)) throw error;
    return attempt().catch((again: unknown) => {
      if (!isTaken(again)) throw again;
      return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'referral' } });
    });
  }
}

function isTaken(error: unknown): boolean {
  return error instanceof DatabaseError && error.problem === 'unique';
}
