import type { Queryable, Reach } from '@/db';
import { listGuardians } from '@/db/queries/household';
import { listInstitutions } from '@/db/queries/registry';
import type { ResidentRow } from '@/db/queries/resident';
import { listResidentChanges } from '@/db/queries/resident-change';
import { listStandings } from '@/db/queries/resident-standing';
import { unseal } from '@/db/sealed';
import { type Day, addDays } from '@/server/domain/kernel/calendar-day';
import { maskIdentityNumber, maskPhone } from '@/server/domain/kernel/identity-number';
import type { KeyGroup } from '@/server/domain/registry/codes';
import { type KeyGroupInterval, keyGroupsOn } from '@/server/domain/registry/key-groups-on';
import type { ChangeSource, ChangeValue, ChangedField } from '@/server/domain/registry/resident-change';
import type { Coverage } from '@/server/domain/registry/resident';
import { sinceEver } from '@/server/domain/registry/timeline';
import { type HouseholdView, type GuardianSummary, guardianSummary, readHousehold } from '../household/get-household';

/** What held for a time. `from` is null for what was registered without a day. */
export interface Spell {
  readonly from: Day | null;
  readonly to: Day | null;
}

export interface CoverageSpell extends Spell {
  /** Null: not insured in the region. */
  readonly coverage: Coverage | null;
}

export interface RecordedGuardian extends GuardianSummary {
  readonly from: Day;
  readonly to: Day | null;
  readonly maskedNumber: string | null;
  readonly maskedPhone: string | null;
}

export interface RecordedChange {
  readonly id: string;
  readonly field: ChangedField;
  readonly day: Day | null;
  readonly before: ChangeValue;
  readonly after: ChangeValue;
  readonly reason: string | null;
  readonly source: ChangeSource;
  readonly at: number;
  readonly byName: string;
}

/** What is kept of a resident beside who they are: day by day, with whom, and how the record came to say so. */
export interface ResidentRecord {
  /** To be handed back by whoever changes the record. */
  readonly version: number;
  /** Latest first. */
  readonly coverages: readonly CoverageSpell[];
  /** Groups registered by day, latest first; those told by age are in `groupsToday` alone. */
  readonly groups: readonly (Spell & { readonly keyGroup: KeyGroup })[];
  readonly groupsToday: readonly KeyGroup[];
  readonly absences: readonly { readonly from: Day; readonly to: Day | null }[];
  readonly household: HouseholdView;
  /** Latest first. */
  readonly guardians: readonly RecordedGuardian[];
  /** Newest first. */
  readonly changes: readonly RecordedChange[];
}

export async function readRecord(q: Queryable, reach: Reach, row: ResidentRow, today: Day): Promise<ResidentRecord> {
  const { regionCode } = reach;
  const { coverage, keyGroups, away } = (await listStandings(q, regionCode, [row.id])).get(row.id);
  const names = new Map((await listInstitutions(q, regionCode)).map(({ code, name }) => [code, name]));
  return {
    version: row.version,
    coverages: coverage.map(({ from, value }, at) => ({ ...spell(from, nextDay(coverage[at + 1]?.from)), coverage: value })).reverse(),
    groups: [...keyGroups].sort(latestFirst).map(({ keyGroup, from, to }) => ({ ...spell(from, to), keyGroup })),
    groupsToday: keyGroupsOn({ birthDay: row.birthDay, keyGroups }, today),
    absences: [...away].reverse(),
    household: await readHousehold(q, reach, row, today),
    guardians: (await listGuardians(q, regionCode, [row.id])).map((held) => ({
      ...guardianSummary(held),
      from: held.fromDay,
      to: held.toDay,
      maskedNumber: held.identitySealed === null ? null : maskIdentityNumber(unseal(held.identitySealed)),
      maskedPhone: held.phoneSealed === null ? null : maskPhone(unseal(held.phoneSealed)),
    })),
    changes: (await listResidentChanges(q, regionCode, row.id)).map(({ id, field, day, before, after, reason, source, at, byName }) => ({
      ...{ id, field, day, reason, source, at, byName },
      before: named(before, names),
      after: named(after, names),
    })),
  };
}

function nextDay(next: Day | undefined): Day | null {
  return next === undefined ? null : addDays(next, -1);
}

function spell(from: Day, to: Day | null): Spell {
  return { from: from === sinceEver ? null : from, to };
}

function latestFirst(a: KeyGroupInterval, b: KeyGroupInterval): number {
  return a.from < b.from ? 1 : a.from > b.from ? -1 : 0;
}

/** An institution is kept by its code and shown by its name. */
function named(value: ChangeValue, names: ReadonlyMap<string, string>): ChangeValue {
  const code = value?.institutionCode;
  return typeof code === 'string' ? { ...value, institutionCode: names.get(code) ?? code } : value;
}
