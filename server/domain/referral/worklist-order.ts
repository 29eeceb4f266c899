import { compareCodes } from '@/server/domain/kernel/allocate';
import type { Instant } from '@/server/domain/kernel/instant';
import { referralPriorities, type ReferralPriority } from './codes';

export interface WorklistEntry {
  readonly number: string;
  readonly priority: ReferralPriority;
  /** Whether the resident has a contract: signed residents come first within a priority (签约居民优先). */
  readonly signed: boolean;
  readonly waitingSince: Instant;
}

/** The order of a hospital's worklist: priority, then signed, then the longest wait; ties by number, so that it is total. */
export function compareForWorklist(a: WorklistEntry, b: WorklistEntry): number {
  return (
    referralPriorities.indexOf(a.priority) - referralPriorities.indexOf(b.priority) ||
    Number(b.signed) - Number(a.signed) ||
    a.waitingSince - b.waitingSince ||
    compareCodes(a.number, b.number)
  );
}
