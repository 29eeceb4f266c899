import type { Day } from '@/server/domain/kernel/calendar-day';

/** That an institution was merged into another one, from a day on. */
export interface Succession {
  readonly from: string;
  readonly to: string;
  readonly since: Day;
}

/** The institution that has taken the place of another one by a day; the same one where none has. */
export function successorOn(successions: readonly Succession[], code: string, day: Day): string {
  let current = code;
  // Each is merged away once, so that there are no more steps than mergers.
  for (let step = 0; step < successions.length; step += 1) {
    const next = successions.find(({ from, since }) => from === current && since <= day);
    if (!next) break;
    current = next.to;
  }
  return current;
}

/** Every institution that was merged into this one, or into one that was. */
export function predecessorsOf(successions: readonly Succession[], code: string): string[] {
  const direct = successions.filter(({ to, from }) => to === code && from !== code).map(({ from }) => from);
  return [...new Set(direct.flatMap((from) => [from, ...predecessorsOf(successions, from)]))];
}
