import type { Month } from '@/server/domain/kernel/calendar-day';
import type { CellPlace, MonthCounter } from './count-members';
import type { CorrectionReason } from './correct-members';
import type { Membership } from './member-month';

/** A resident's part in a cell in one month. */
export interface RosterEntry extends CellPlace {
  /** 1 where the resident is counted as a head, 0 where they only spent days. */
  readonly heads: number;
  /** Null: every day of the month. */
  readonly days: number | null;
}

/** 签约名册: where a resident counts from a month on, until a row for a later month says otherwise. */
export interface RosterRow {
  readonly residentId: string;
  readonly fromMonth: Month;
  /** The month that was being closed when the row was written. */
  readonly month: Month;
  readonly entries: readonly RosterEntry[];
}

/** What one resident's closed month counted, and what it counts as known now. */
export interface RosterChange {
  readonly originMonth: Month;
  readonly before: readonly RosterEntry[];
  readonly after: readonly RosterEntry[];
  readonly reason: CorrectionReason;
}

export interface ResidentRecount {
  /** Of the month that is being closed. */
  readonly entries: readonly RosterEntry[];
  readonly changes: readonly RosterChange[];
  /** What the roster lacks to say all that. */
  readonly rows: readonly RosterRow[];
}

/** Where the rows of one resident put them in a month. */
export function entriesAt(rows: readonly RosterRow[], month: Month): readonly RosterEntry[] {
  let found: RosterRow | null = null;
  for (const row of rows) {
    if (row.fromMonth > month) continue;
    const isLater = found === null || row.fromMonth > found.fromMonth || (row.fromMonth === found.fromMonth && row.month > found.month);
    if (isLater) found = row;
  }
  return found?.entries ?? [];
}

/**
 * Count one resident anew for closed months and for the one that is being closed, and say what is new.
 *
 * @param memberships all contracts of the resident that touch these months.
 * @param rows the resident's roster so far.
 * @param origins closed months in ascending order, which end before `closing`.
 * @param counterOf one for each month, by the terms of that month.
 */
export function recountResident(
  residentId: string,
  memberships: readonly Membership[],
  rows: readonly RosterRow[],
  origins: readonly Month[],
  closing: Month,
  counterOf: (month: Month) => MonthCounter,
): ResidentRecount {
  const added: RosterRow[] = [];
  const changes: RosterChange[] = [];
  let entries: readonly RosterEntry[] = [];
  for (const month of [...origins, closing]) {
    const before = month === closing ? [] : entriesAt(rows, month);
    const after = counterOf(month).entriesOf(memberships);
    if (month === closing) entries = after;
    else if (!alike(before, after)) changes.push({ originMonth: month, before, after, reason: reasonOf(before, after, memberships, month) });
    if (!alike(entriesAt(added.length === 0 ? rows : [...rows, ...added], month), after)) added.push({ residentId, fromMonth: month, month: closing, entries: after });
  }
  return { entries, changes, rows: added };
}

/** Entries are kept in the order of their cells, so that two lists of them can be held side by side. */
function alike(left: readonly RosterEntry[], right: readonly RosterEntry[]): boolean {
  return left === right || (left.length === right.length && left.every((entry, index) => isSame(entry, right[index])));
}

function isSame(left: RosterEntry, right: RosterEntry | undefined): boolean {
  return (
    right !== undefined &&
    left.heads === right.heads &&
    left.days === right.days &&
    left.institutionCode === right.institutionCode &&
    left.teamId === right.teamId &&
    left.insutype === right.insutype &&
    left.ageBand === right.ageBand &&
    left.sex === right.sex &&
    left.inKeyGroup === right.inKeyGroup
  );
}

function reasonOf(before: readonly RosterEntry[], after: readonly RosterEntry[], memberships: readonly Membership[], month: Month): CorrectionReason {
  const [old, now] = [before[0], after[0]];
  if (old === undefined) return 'contract_begun';
  const lastOfMonth = `${month}-31`;
  if (memberships.some(({ deathDay }) => deathDay !== null && deathDay <= lastOfMonth)) return 'death';
  if (memberships.some(({ away }) => away.some(({ from, to }) => from <= lastOfMonth && (to === null || to >= `${month}-01`)))) return 'moved_out';
  if (now === undefined) return memberships.some((each) => isCovered(each, month)) ? 'coverage' : 'contract_ended';
  if (old.institutionCode !== now.institutionCode || old.teamId !== now.teamId) return 'contract_changed';
  if (old.insutype !== now.insutype) return 'coverage';
  if (old.ageBand !== now.ageBand) return 'birth_day';
  if (old.sex !== now.sex) return 'sex';
  return old.inKeyGroup === now.inKeyGroup ? 'contract_changed' : 'key_group';
}

/** Whether a contract covers some of the month, so that something else keeps its person from being counted. */
function isCovered({ from, to }: Membership, month: Month): boolean {
  return from <= `${month}-31` && to >= `${month}-01`;
}
