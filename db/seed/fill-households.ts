import { and, eq, inArray } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { guardian, household, householdMember, resident, residentAbsence, residentChange } from '@/db/schema';
import { type Day, addDays, instantOf } from '@/server/domain/kernel/calendar-day';
import type { FieldChange } from '@/server/domain/registry/resident-change';
import { chanceOf } from './chance';
import { guardiansOf, householdsOf } from './households';
import type { DemoPerson } from './people';
import { demoRegion } from './places';

const { regionCode } = demoRegion;
const clerk = '梁静';

/** Households and guardians, who moved away, and the history of deaths and moves. */
export async function fillHouseholds(tx: Tx, seed: number, people: readonly DemoPerson[], isSigned: (person: DemoPerson) => boolean, today: Day): Promise<void> {
  const households = householdsOf(seed, people, today);
  const createdAt = instantOf('2023-03-01 09:00:00');
  await tx.append(household, households.map(({ id, address }) => ({ regionCode, id, address, createdAt })));
  const members = households.flatMap(({ id, members: own }) => own.map(({ person, relation }) => ({ regionCode, residentId: person.id, householdId: id, relation, joinedAt: createdAt })));
  await tx.append(householdMember, members);
  const guardians = households.flatMap(guardiansOf).map(({ ward, guardian: adult, relation, from }) => ({
    ...{ regionCode, id: `guardian-${ward.id}-${adult.serial}`, residentId: ward.id, guardianResidentId: adult.id, name: adult.name, relation },
    ...{ certType: null, identitySealed: null, phoneSealed: null, fromDay: from, toDay: null, recordedAt: createdAt, recordedByName: clerk },
  }));
  await tx.append(guardian, guardians);
  await fillMoves(tx, seed, people, isSigned, today);
}

async function fillMoves(tx: Tx, seed: number, people: readonly DemoPerson[], isSigned: (person: DemoPerson) => boolean, today: Day): Promise<void> {
  const dayOf = new Map<string, Day>();
  for (const person of people) {
    const chance = chanceOf(seed, `move ${person.serial}`);
    if (person.deathDay === null && !isSigned(person) && chance.happens(0.03)) dayOf.set(person.id, addDays(today, -chance.whole(30, 400)));
  }
  await tx.append(residentAbsence, [...dayOf].map(([residentId, fromDay]) => ({ regionCode, residentId, fromDay, toDay: null })));
  for (const [id, movedOutOn] of dayOf) await tx.update(resident).set({ movedOutOn }).where(and(eq(resident.regionCode, regionCode), eq(resident.id, id)));
  const deaths = people.flatMap(({ id, deathDay }) => (deathDay === null ? [] : [changeRow(id, { field: 'death', day: deathDay, before: null, after: { deathDay, document: 'death_certificate' } }, null)]));
  const moves = [...dayOf].map(([id, day]) => changeRow(id, { field: 'residence', day, before: { here: true }, after: { here: false } }, '随子女外迁'));
  const changed = [...deaths, ...moves];
  await tx.append(residentChange, changed);
  const ids = changed.map(({ residentId }) => residentId);
  if (ids.length > 0) await tx.update(resident).set({ version: 1 }).where(and(eq(resident.regionCode, regionCode), inArray(resident.id, ids)));
}

function changeRow(residentId: string, change: FieldChange, reason: string | null) {
  const at = instantOf(`${addDays(change.day ?? '2023-01-01', 3)} 10:00:00`);
  return { regionCode, id: `change-${residentId}`, residentId, ...change, beforeSealed: null, afterSealed: null, reason, source: 'desk' as const, at, byName: clerk };
}
