import type { Day } from '@/server/domain/kernel/calendar-day';
import { unlessRefused, type Outcome, type Refusal } from '@/server/domain/kernel/outcome';

/** A member is an institution with those under it, or every institution of an alliance. */
export const specialtyMemberKinds = ['institution', 'alliance'] as const;
export type SpecialtyMemberKind = (typeof specialtyMemberKinds)[number];

export interface SpecialtyMember {
  readonly id: string;
  readonly kind: SpecialtyMemberKind;
  /** An institution's code or an alliance's id. */
  readonly memberId: string;
  readonly fromDay: Day;
  /** The last day; null while it goes on. */
  readonly toDay: Day | null;
}

export interface SharedDepartment {
  readonly departmentCode: string;
  readonly departmentName: string;
}

/** 专科联盟: departments of one hospital whose reserved places others than its own alliance may take as well. */
export interface SpecialtyAlliance {
  readonly id: string;
  readonly regionCode: string;
  readonly name: string;
  readonly hospitalCode: string;
  readonly fromDay: Day;
  /** The last day; null while it goes on. */
  readonly toDay: Day | null;
  readonly departments: readonly SharedDepartment[];
  readonly members: readonly SpecialtyMember[];
}

/** Why a specialty alliance cannot be founded, joined, left or ended, in the order in which the rules give the reasons. */
export type SpecialtyRefusal =
  | Refusal<'specialty.name_missing', object>
  | Refusal<'specialty.departments_missing', object>
  | Refusal<'specialty.ended', { toDay: Day }>
  | Refusal<'specialty.day_before_start', { fromDay: Day; day: Day }>
  | Refusal<'specialty.day_past', { day: Day; today: Day }>
  | Refusal<'specialty.own_alliance', { memberName: string }>
  | Refusal<'specialty.already_member', { memberName: string; fromDay: Day }>
  | Refusal<'specialty.member_left', { toDay: Day }>;

/** Whether something that lasts from a day to a day, both included, holds on a day. */
export function lasts(span: { readonly fromDay: Day; readonly toDay: Day | null }, day: Day): boolean {
  return span.fromDay <= day && (span.toDay === null || day <= span.toDay);
}

/** Found one, or say every reason why not. It begins today or later: places that were taken before were taken by other rules. */
export function foundSpecialty(founding: Omit<SpecialtyAlliance, 'members'>, today: Day): Outcome<SpecialtyAlliance, SpecialtyRefusal> {
  const refusals: SpecialtyRefusal[] = [];
  if (founding.name.trim() === '') refusals.push({ code: 'specialty.name_missing', facts: {} });
  if (founding.departments.length === 0) refusals.push({ code: 'specialty.departments_missing', facts: {} });
  refusals.push(...pastOf(founding.fromDay, today));
  const { toDay, fromDay } = founding;
  if (toDay !== null && toDay < fromDay) refusals.push({ code: 'specialty.day_before_start', facts: { fromDay, day: toDay } });
  return unlessRefused(refusals, () => ({ ...founding, name: founding.name.trim(), members: [] }));
}

/** Another name, or other departments to share from today on; what was booked of the old ones stays booked. */
export function changeSpecialty(
  specialty: SpecialtyAlliance,
  change: Pick<SpecialtyAlliance, 'name' | 'departments'>,
  today: Day,
): Outcome<SpecialtyAlliance, SpecialtyRefusal> {
  const refusals = endedOf(specialty, today);
  if (change.name.trim() === '') refusals.push({ code: 'specialty.name_missing', facts: {} });
  if (change.departments.length === 0) refusals.push({ code: 'specialty.departments_missing', facts: {} });
  return unlessRefused(refusals, () => ({ ...specialty, name: change.name.trim(), departments: change.departments }));
}

export interface JoiningFacts {
  readonly specialty: SpecialtyAlliance;
  readonly member: SpecialtyMember;
  readonly memberName: string;
  /** The alliance the member is or belongs to; and the hospital's own. */
  readonly memberAllianceId: string | null;
  readonly hospitalAllianceId: string | null;
  readonly today: Day;
}

/** Let somebody in. Whoever is of the hospital's own alliance needs no membership, and one who is in already gets no second one. */
export function joinSpecialty(facts: JoiningFacts): Outcome<SpecialtyMember, SpecialtyRefusal> {
  const { specialty, member, memberName, today } = facts;
  const refusals: SpecialtyRefusal[] = [...endedOf(specialty, today), ...pastOf(member.fromDay, today)];
  if (member.fromDay < specialty.fromDay) refusals.push({ code: 'specialty.day_before_start', facts: { fromDay: specialty.fromDay, day: member.fromDay } });
  if (facts.hospitalAllianceId !== null && facts.memberAllianceId === facts.hospitalAllianceId) {
    refusals.push({ code: 'specialty.own_alliance', facts: { memberName } });
  }
  const already = specialty.members.find(
    ({ kind, memberId, toDay }) => kind === member.kind && memberId === member.memberId && (toDay === null || toDay >= member.fromDay),
  );
  if (already) refusals.push({ code: 'specialty.already_member', facts: { memberName, fromDay: already.fromDay } });
  return unlessRefused(refusals, () => member);
}

/** Set the last day of a membership or of the whole; what was booked until then stays booked. */
export function lastDayOf<Span extends { readonly fromDay: Day; readonly toDay: Day | null }>(span: Span, day: Day, today: Day): Outcome<Span, SpecialtyRefusal> {
  const refusals: SpecialtyRefusal[] = [];
  if (span.toDay !== null && span.toDay < today) refusals.push({ code: 'specialty.member_left', facts: { toDay: span.toDay } });
  refusals.push(...pastOf(day, today));
  if (day < span.fromDay) refusals.push({ code: 'specialty.day_before_start', facts: { fromDay: span.fromDay, day } });
  return unlessRefused(refusals, () => ({ ...span, toDay: day }));
}

function endedOf({ toDay }: SpecialtyAlliance, today: Day): SpecialtyRefusal[] {
  return toDay !== null && toDay < today ? [{ code: 'specialty.ended', facts: { toDay } }] : [];
}

function pastOf(day: Day, today: Day): SpecialtyRefusal[] {
  return day < today ? [{ code: 'specialty.day_past', facts: { day, today } }] : [];
}
