import { dayMs, minuteMs } from '@/server/domain/kernel/instant';

/** What can be looked at row by row before it is taken. */
export const reviewKinds = ['residents', 'contracts'] as const;
export type ReviewKind = (typeof reviewKinds)[number];

/**
 * How a review stands. `reading`: the file is still being staged; `ready`: rows wait to be decided or applied; `applying`; `applied`: nothing
 * waits any more; `failed`: the file broke off; `interrupted`: the process that read it died; `dropped`: somebody threw it away.
 */
export const reviewStatuses = ['reading', 'ready', 'applying', 'applied', 'failed', 'interrupted', 'dropped'] as const;
export type ReviewStatus = (typeof reviewStatuses)[number];

/**
 * What a row is, held against what is on file. Every row is exactly one of them:
 * - `new`: nobody like that is on file;
 * - `changed`: the same person or contract, with other particulars;
 * - `close`: another number, and yet perhaps somebody on file;
 * - `held`: already there, with the same content;
 * - `elsewhere`: signed with another team, or a person who is not for this file to change;
 * - `rejected`: it cannot be taken as it is written.
 */
export const rowClasses = ['new', 'changed', 'close', 'held', 'elsewhere', 'rejected'] as const;
export type RowClass = (typeof rowClasses)[number];

/** `same` and `distinct` answer whether a close match is the person on file. */
export const rowDecisions = ['take', 'same', 'distinct', 'discard'] as const;
export type RowDecision = (typeof rowDecisions)[number];

/** What became of a row that was applied: `held` when somebody had done it meanwhile. */
export const rowResults = ['done', 'held', 'refused'] as const;
export type RowResult = (typeof rowResults)[number];

/** How many rows stand how; what a review's tabs count, and what is left of it once its rows are purged. */
export type ReviewSummary = readonly {
  readonly class: RowClass;
  readonly decision: RowDecision | null;
  readonly result: RowResult | null;
  readonly rows: number;
}[];

/** What can be decided about a row of a class; nothing where there is nothing to decide. */
export function decisionsFor(kind: ReviewKind, rowClass: RowClass): readonly RowDecision[] {
  switch (rowClass) {
    case 'new':
    case 'changed':
      return ['take', 'discard'];
    case 'close':
      // Whoever is not on file cannot be signed; they are registered first.
      return kind === 'residents' ? ['same', 'distinct', 'discard'] : ['same', 'discard'];
    case 'held':
    case 'elsewhere':
    case 'rejected':
      return [];
  }
}

/** Classes whose rows wait for somebody. */
export const openClasses: readonly RowClass[] = ['new', 'changed', 'close'];

/** What a row of a residents' file is judged by. */
export interface ResidentStanding {
  /** Whether anything is wrong with it, or another row of the file contradicts it. */
  readonly isWrong: boolean;
  /** The person of that number, if there is one; `outOfReach` when they are not for this file to change. */
  readonly onFile: { readonly outOfReach: boolean; readonly differences: number } | null;
  readonly closeMatches: number;
}

export function classOfResident({ isWrong, onFile, closeMatches }: ResidentStanding): RowClass {
  if (isWrong) return 'rejected';
  if (onFile === null) return closeMatches > 0 ? 'close' : 'new';
  if (onFile.differences === 0) return 'held';
  return onFile.outOfReach ? 'elsewhere' : 'changed';
}

/** What a row of a contracts' file is judged by. */
export interface ContractStanding {
  readonly isWrong: boolean;
  /** Whether somebody of that number is on file. */
  readonly isKnown: boolean;
  readonly closeMatches: number;
  /** A contract with the same team from the same day. */
  readonly onFile: { readonly differences: number } | null;
  /** Another contract holds the person in those days. */
  readonly isSigned: boolean;
  /** Whether anything else speaks against signing it. */
  readonly isRefused: boolean;
}

export function classOfContract({ isWrong, isKnown, closeMatches, onFile, isSigned, isRefused }: ContractStanding): RowClass {
  if (isWrong) return 'rejected';
  if (!isKnown) return closeMatches > 0 ? 'close' : 'rejected';
  if (onFile !== null) return onFile.differences === 0 ? 'held' : 'changed';
  if (isSigned) return 'elsewhere';
  return isRefused ? 'rejected' : 'new';
}

/** A process that reads or applies is heard of after every few hundred rows; one that says nothing for so long is dead. */
export const reviewSilenceMs = 2 * minuteMs;

/** How long staged rows are kept after somebody last did something to their review. */
export const keptDays = 30;
export const keptMs = keptDays * dayMs;
