import type { Day } from '@/server/domain/kernel/calendar-day';
import { type Outcome, unlessRefused } from '@/server/domain/kernel/outcome';
import type { Guardian } from './consent';
import type { Contract } from './contract';
import type { CorrectionRefusal } from './life-cycle-refusals';

/** What a contract should have said; absent fields were right. */
export interface Correction {
  readonly teamId?: string | undefined;
  readonly practitionerId?: string | undefined;
  readonly packageCodes?: readonly string[] | undefined;
  readonly startDay?: Day | undefined;
  readonly termYears?: number | undefined;
  /** Null when the resident consented and no guardian did. */
  readonly guardian?: Guardian | null | undefined;
}

export interface CorrectionFacts {
  readonly contract: Contract;
  readonly guardian: Guardian | null;
  readonly correction: Correction;
  /** Why: what was written wrongly, and how that became known. */
  readonly note: string;
}

export interface CorrectedField {
  readonly field: keyof Correction;
  readonly before: string;
  readonly after: string;
}

export interface CorrectionPlan {
  /**
   * `amend` keeps the contract: nothing depends on who is responsible within the team or on a guardian's name but the record. `replace`
   * lets the wrong contract cover no day and a right one take its place from the first day on, so that fees, member-months and
   * benefits of all its days are computed anew.
   */
  readonly way: 'amend' | 'replace';
  readonly changes: readonly CorrectedField[];
}

const replacing: readonly (keyof Correction)[] = ['teamId', 'packageCodes', 'startDay', 'termYears'];

/**
 * Whether a contract can be put right and how. A contract that was ended early is history that others have built on; one that runs, or has
 * run out, can be corrected, also where team and doctor are full, for the place is taken already.
 */
export function planCorrection({ contract, guardian, correction, note }: CorrectionFacts): Outcome<CorrectionPlan, CorrectionRefusal> {
  const refusals: CorrectionRefusal[] = [];
  if (contract.status === 'terminated') {
    refusals.push({ code: 'contract.not_correctable', facts: { status: contract.status, reason: contract.termination.reason } });
  }
  const changes = changesOf(contract, guardian, correction);
  if (changes.length === 0) refusals.push({ code: 'contract.nothing_corrected', facts: {} });
  if (note.trim() === '') refusals.push({ code: 'contract.reason_missing', facts: {} });
  return unlessRefused(refusals, () => ({ way: changes.some(({ field }) => replacing.includes(field)) ? 'replace' : 'amend', changes }));
}

function changesOf(contract: Contract, guardian: Guardian | null, correction: Correction): CorrectedField[] {
  const pairs: [keyof Correction, string, string | undefined][] = [
    ['teamId', contract.teamId, correction.teamId],
    ['practitionerId', contract.practitionerId, correction.practitionerId],
    ['packageCodes', contract.packageCodes.join(';'), correction.packageCodes?.join(';')],
    ['startDay', contract.startDay, correction.startDay],
    ['termYears', String(contract.termYears), correction.termYears?.toString()],
    ['guardian', nameOf(guardian), correction.guardian === undefined ? undefined : nameOf(correction.guardian)],
  ];
  return pairs.flatMap(([field, before, after]) => (after === undefined || after === before ? [] : [{ field, before, after }]));
}

function nameOf(guardian: Guardian | null): string {
  return guardian === null ? '' : `${guardian.name}（${guardian.relation}）`;
}
