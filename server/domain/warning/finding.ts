import type { Month } from '@/server/domain/kernel/calendar-day';
import { canonicalJson } from '@/server/domain/kernel/canonical-json';
import { type Outcome, type Refusal, refuse, unlessRefused } from '@/server/domain/kernel/outcome';
import type { Found, WarningKind } from './warning';

export const findingStatuses = ['open', 'dismissed', 'confirmed'] as const;
export type FindingStatus = (typeof findingStatuses)[number];

/** What lists tell apart: a decided finding keeps its decision when it vanishes, and is shown as vanished. */
export const findingStates = [...findingStatuses, 'vanished'] as const;
export type FindingState = (typeof findingStates)[number];

export const dismissalReasons = ['explained', 'wrong_data', 'agreed_practice', 'other'] as const;
export type DismissalReason = (typeof dismissalReasons)[number];

export type WarningRefusal =
  | Refusal<'warning.span_backwards', { from: Month; to: Month }>
  | Refusal<'warning.span_too_long', { months: number; most: number }>
  | Refusal<'warning.month_ahead', { month: Month; thisMonth: Month }>
  | Refusal<'warning.vanished', { kind: WarningKind }>
  | Refusal<'warning.not_open', { status: FindingStatus }>
  | Refusal<'warning.not_decided', { kind: WarningKind }>
  | Refusal<'warning.note_missing', { decision: FindingStatus }>;

/** A finding as it is kept: what was found, in which month's scan, and what became of it. */
export interface HeldFinding {
  readonly id: string;
  readonly month: Month;
  readonly found: Found;
  readonly status: FindingStatus;
  /** The last scan of its month did not find it any more. */
  readonly vanished: boolean;
}

/** What a scan makes of the findings that are held. */
export interface ScanChanges {
  readonly added: readonly Found[];
  /** Found again with other facts, in another month, or after it had vanished. */
  readonly renewed: readonly { readonly id: string; readonly found: Found; readonly status: FindingStatus }[];
  readonly vanished: readonly string[];
  readonly unchanged: number;
}

/**
 * Hold what a month's scan found against what is held: findings of that month, and those of any month with a key that was
 * found. A repeated scan changes nothing. What is gone is marked, never deleted. A finding that was decided is open again
 * when it rests on other facts than the decision did.
 */
export function mergeFindings(held: readonly HeldFinding[], found: readonly Found[], month: Month): ScanChanges {
  const known = new Map(held.map((each) => [nameOf(each.found), each]));
  const seen = new Set(found.map(nameOf));
  const added: Found[] = [];
  const renewed: { id: string; found: Found; status: FindingStatus }[] = [];
  let unchanged = 0;
  for (const each of found) {
    const before = known.get(nameOf(each));
    if (before === undefined) {
      added.push(each);
      continue;
    }
    const sameFacts = canonicalJson(before.found) === canonicalJson(each);
    if (sameFacts && before.month === month && !before.vanished) unchanged += 1;
    else renewed.push({ id: before.id, found: each, status: sameFacts ? before.status : 'open' });
  }
  const vanished = held.filter((each) => each.month === month && !each.vanished && !seen.has(nameOf(each.found))).map((each) => each.id);
  return { added, renewed, vanished, unchanged };
}

function nameOf({ kind, key }: Pick<Found, 'kind' | 'key'>): string {
  return `${kind} ${key}`;
}

/** `open` takes an earlier decision back. */
export type Decision =
  | { readonly to: 'dismissed'; readonly reason: DismissalReason; readonly note: string }
  | { readonly to: 'confirmed'; readonly note: string }
  | { readonly to: 'open' };

/** Whether a finding may be decided so. What has vanished needs no decision any more, but one may be taken back. */
export function decideFinding({ status, vanished, found }: Pick<HeldFinding, 'status' | 'vanished' | 'found'>, decision: Decision): Outcome<FindingStatus, WarningRefusal> {
  const { kind } = found;
  if (decision.to === 'open') {
    return status === 'open' ? refuse({ code: 'warning.not_decided', facts: { kind } }) : unlessRefused([], () => 'open' as const);
  }
  const refusals: WarningRefusal[] = [];
  if (vanished) refusals.push({ code: 'warning.vanished', facts: { kind } });
  if (status !== 'open') refusals.push({ code: 'warning.not_open', facts: { status } });
  const needsNote = decision.to === 'confirmed' || decision.reason === 'other';
  if (needsNote && decision.note.trim() === '') refusals.push({ code: 'warning.note_missing', facts: { decision: decision.to } });
  return unlessRefused(refusals, () => decision.to);
}

/** A scan takes at most this many months at a time. */
export const mostMonths = 24;
