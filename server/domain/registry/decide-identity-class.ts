import { addDays, type Day } from '@/server/domain/kernel/calendar-day';
import { unlessRefused, type Outcome } from '@/server/domain/kernel/outcome';
import type { IdentityClassRefusal } from './identity-class-refusals';
import type { IdentityInterval } from './identity-classes';

/** How many days ahead a class may be recorded: beyond that a year was mistyped. */
const furthestDays = 366;
const shortestReason = 4;

export interface RecordingIdentityClass {
  readonly asked: IdentityInterval;
  readonly person: { readonly birthDay: Day; readonly deathDay: Day | null };
  /** What the person holds or held; withdrawn records are not among them. */
  readonly held: readonly IdentityInterval[];
  readonly today: Day;
}

/** Whether a person may hold a class on these days. The same class is never held twice on one day. */
export function decideRecording({ asked, person, held, today }: RecordingIdentityClass): Outcome<IdentityInterval, IdentityClassRefusal> {
  const { identityClass, from, to } = asked;
  const refusals: IdentityClassRefusal[] = [];
  if (to !== null && to < from) refusals.push({ code: 'identity_class.days_out_of_order', facts: { from, to } });
  if (from < person.birthDay) refusals.push({ code: 'identity_class.before_birth', facts: { from, birthDay: person.birthDay } });
  if (person.deathDay !== null && from > person.deathDay) refusals.push({ code: 'identity_class.after_death', facts: { from, deathDay: person.deathDay } });
  const latest = addDays(today, furthestDays);
  if (from > latest) refusals.push({ code: 'identity_class.begins_too_far', facts: { from, latest } });
  const other = held.find((each) => each.identityClass === identityClass && overlap(each, asked));
  if (other) refusals.push({ code: 'identity_class.already_held', facts: { identityClass, from: other.from, to: other.to } });
  return unlessRefused(refusals, () => asked);
}

/** Whether a held class may end with `lastDay`, its last day. One that has an end may only end earlier. */
export function decideEnding(held: IdentityInterval, lastDay: Day): Outcome<IdentityInterval, IdentityClassRefusal> {
  const refusals: IdentityClassRefusal[] = [];
  if (lastDay < held.from) refusals.push({ code: 'identity_class.days_out_of_order', facts: { from: held.from, to: lastDay } });
  if (held.to !== null && lastDay >= held.to) refusals.push({ code: 'identity_class.already_ended', facts: { to: held.to } });
  return unlessRefused(refusals, () => ({ ...held, to: lastDay }));
}

/** Whether a record may be withdrawn as a mistake: somebody has to say why. */
export function decideWithdrawal(reason: string): Outcome<string, IdentityClassRefusal> {
  const trimmed = reason.trim();
  const isShort = [...trimmed].length < shortestReason;
  return unlessRefused(isShort ? [{ code: 'identity_class.reason_too_short', facts: { least: shortestReason } }] : [], () => trimmed);
}

function overlap(a: IdentityInterval, b: IdentityInterval): boolean {
  return (a.to === null || b.from <= a.to) && (b.to === null || a.from <= b.to);
}
