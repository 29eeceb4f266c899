import { findGroupTimeline, replaceGroupTimeline } from '@/db/queries/resident-standing';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { KeyGroup } from '@/server/domain/registry/codes';
import { changeKeyGroup } from '@/server/domain/registry/decide-resident-change';
import type { Timeline } from '@/server/domain/registry/timeline';
import { type ServiceContext, today } from '../context';
import { type ChangeGround, type PlannedChange, type ResidentChanged, type ResidentHandle, type SealedChange, changeResident } from './save-change';

/** Into a key group from a day, or out of it from a day. */
export interface GroupStep {
  readonly keyGroup: KeyGroup;
  readonly member: boolean;
  readonly from: Day;
}

export interface ChangeKeyGroupsInput extends ResidentHandle {
  /** At most one a group. */
  readonly steps: readonly GroupStep[];
  /** What it rests on, such as a diagnosis; may be left out. */
  readonly reason: string | null;
}

/** 重点人群: who enters or leaves which group, from which day. Groups told by age cannot be changed. */
export function changeKeyGroups(context: ServiceContext, input: ChangeKeyGroupsInput): Promise<Outcome<ResidentChanged, AnyRefusal>> {
  return changeResident(context, 'resident:change', input, (ground) => planGroups(context, ground, input.steps, input.reason));
}

/** The change of the record that some steps come to; every reason against any of them at once. */
export async function planGroups(context: ServiceContext, { tx, row, regionCode }: ChangeGround, steps: readonly GroupStep[], reason: string | null): Promise<Outcome<PlannedChange, AnyRefusal>> {
  const refusals: AnyRefusal[] = steps.length === 0 ? [{ code: 'resident.nothing_changed', facts: {} }] : [];
  const timelines = new Map<KeyGroup, Timeline<boolean>>();
  const fields: SealedChange[] = [];
  for (const { keyGroup, member, from } of steps) {
    const timeline = timelines.get(keyGroup) ?? (await findGroupTimeline(tx, regionCode, row.id, keyGroup));
    const decided = changeKeyGroup({ keyGroup, timeline, step: { from, value: member }, person: row, today: today(context) });
    if (!decided.ok) refusals.push(...decided.refusals);
    else timelines.set(keyGroup, decided.value);
    fields.push({ field: 'key_group', day: from, before: { keyGroup, member: !member }, after: { keyGroup, member } });
  }
  const [first, ...others] = refusals;
  if (first) return refuse(first, ...others);
  return accept({
    action: 'resident.key_groups_changed',
    facts: { keyGroups: [...timelines.keys()] },
    fields,
    reason,
    write: async (unit) => {
      for (const [keyGroup, timeline] of timelines) await replaceGroupTimeline(unit.tx, regionCode, row.id, keyGroup, timeline);
      return accept(null);
    },
    refolds: true,
  });
}
