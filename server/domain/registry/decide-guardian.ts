import { ageOn, type Day } from '@/server/domain/kernel/calendar-day';
import { type Outcome, unlessRefused } from '@/server/domain/kernel/outcome';
import { type Lifetime, refusalsOfDay } from './decide-resident-change';
import type { GuardianRelation } from './household';
import type { ResidentChangeRefusal } from './resident-change-refusals';

/** 民法典 18: of full capacity from 18 on. */
const fullAge = 18;

export interface ProposedGuardian {
  readonly ward: Lifetime & { readonly id: string };
  /** Set when the guardian is a resident of the region. */
  readonly resident: (Lifetime & { readonly id: string; readonly name: string }) | null;
  /** As told; of a resident their registered name counts. */
  readonly name: string;
  readonly relation: GuardianRelation;
  readonly from: Day;
  /** Who is guardian without an end already. */
  readonly held: readonly { readonly name: string; readonly residentId: string | null }[];
  readonly today: Day;
}

/** Whether somebody may be recorded as a guardian. A child has two as a rule: father and mother. */
export function recordGuardian({ ward, resident, name: told, from, held, today }: ProposedGuardian): Outcome<{ readonly name: string }, ResidentChangeRefusal> {
  const name = resident?.name ?? told.normalize('NFC').trim();
  const refusals: ResidentChangeRefusal[] = [];
  if (resident?.id === ward.id) refusals.push({ code: 'guardian.self', facts: {} });
  if (name === '') refusals.push({ code: 'guardian.name_missing', facts: {} });
  if (resident && ageOn(resident.birthDay, from) < fullAge) refusals.push({ code: 'guardian.minor', facts: { birthDay: resident.birthDay } });
  if (resident?.deathDay) refusals.push({ code: 'guardian.deceased', facts: { deathDay: resident.deathDay } });
  const same = held.find((each) => (resident ? each.residentId === resident.id : each.residentId === null && each.name === name));
  if (same) refusals.push({ code: 'guardian.already', facts: { name: same.name } });
  refusals.push(...refusalsOfDay(from, ward, today));
  return unlessRefused(refusals, () => ({ name }));
}

/** Whether somebody's guardianship may end with its last day. */
export function endGuardian(held: { readonly from: Day; readonly to: Day | null }, lastDay: Day): Outcome<Day, ResidentChangeRefusal> {
  const refusals: ResidentChangeRefusal[] = [];
  if (held.to !== null) refusals.push({ code: 'guardian.ended', facts: { to: held.to } });
  if (lastDay < held.from) refusals.push({ code: 'guardian.days_out_of_order', facts: { from: held.from, to: lastDay } });
  return unlessRefused(refusals, () => lastDay);
}
