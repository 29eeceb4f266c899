import type { Day } from '@/server/domain/kernel/calendar-day';
import type { AllianceRole } from './codes';

export interface AllianceSeat {
  readonly allianceId: string | null;
  /** Set exactly when `allianceId` is. */
  readonly role: AllianceRole | null;
}

/** An institution's alliance in a stretch of days; the stretches of one that ever changed cover every day. */
export interface AllianceSpell extends AllianceSeat {
  readonly fromDay: Day;
  readonly toDay: Day | null;
}

/** The alliance of a day; `now` for an institution that never changed. */
export function allianceOn(spells: readonly AllianceSpell[] | undefined, now: AllianceSeat, day: Day): AllianceSeat {
  const spell = spells?.find(({ fromDay, toDay }) => fromDay <= day && (toDay === null || day <= toDay));
  return spell ?? now;
}
