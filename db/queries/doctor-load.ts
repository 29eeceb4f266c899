import { and, countDistinct, eq, inArray, sql } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { contract, doctorLoad, practitioner } from '@/db/schema';

/** How many residents a doctor has signed over all teams, and how many they may; `capacity` null: the policy's. */
export interface DoctorLoadRow {
  readonly practitionerId: string;
  readonly signedCount: number;
  readonly capacity: number | null;
}

/** Loads by practitioner; whoever never signed anybody and has no capacity of their own is not in the map. */
export async function listDoctorLoads(q: Queryable, regionCode: string, practitionerIds: readonly string[]): Promise<Map<string, DoctorLoadRow>> {
  if (practitionerIds.length === 0) return new Map();
  const { practitionerId, signedCount, capacity } = doctorLoad;
  const rows = await q
    .select({ practitionerId, signedCount, capacity })
    .from(doctorLoad)
    .where(and(eq(doctorLoad.regionCode, regionCode), inArray(practitionerId, [...practitionerIds])));
  return new Map(rows.map((row) => [row.practitionerId, row]));
}

/**
 * Takes one place with a doctor; false when none is left.
 *
 * @param usual how many a doctor without a capacity of their own may sign; null takes a place beyond any capacity, for who has a right to one.
 */
export async function takeDoctorPlace(tx: Tx, regionCode: string, practitionerId: string, usual: number | null): Promise<boolean> {
  const free = usual === null ? undefined : sql`${doctorLoad.signedCount} < coalesce(${doctorLoad.capacity}, ${usual})`;
  if (usual === 0) return takeKnown(tx, regionCode, practitionerId, free);
  const won = await tx
    .insert(doctorLoad)
    .values({ regionCode, practitionerId, signedCount: 1, capacity: null })
    .onConflictDoUpdate({ target: [doctorLoad.regionCode, doctorLoad.practitionerId], set: { signedCount: sql`${doctorLoad.signedCount} + 1` }, setWhere: free })
    .returning({ id: doctorLoad.practitionerId });
  return won.length === 1;
}

async function takeKnown(tx: Tx, regionCode: string, practitionerId: string, free: ReturnType<typeof sql> | undefined): Promise<boolean> {
  const won = await tx
    .update(doctorLoad)
    .set({ signedCount: sql`${doctorLoad.signedCount} + 1` })
    .where(and(eq(doctorLoad.regionCode, regionCode), eq(doctorLoad.practitionerId, practitionerId), free))
    .returning({ id: doctorLoad.practitionerId });
  return won.length === 1;
}

/**
 * Gives places of a doctor back, as many as were taken.
 *
 * @throws when the doctor holds fewer, which the table's check refuses.
 */
export async function releaseDoctorPlaces(tx: Tx, regionCode: string, practitionerId: string, places: number): Promise<void> {
  const moved = await tx
    .update(doctorLoad)
    .set({ signedCount: sql`${doctorLoad.signedCount} - ${places}` })
    .where(and(eq(doctorLoad.regionCode, regionCode), eq(doctorLoad.practitionerId, practitionerId)))
    .returning({ id: doctorLoad.practitionerId });
  if (moved.length !== 1) throw new Error(`doctor ${practitionerId} of ${regionCode} has no load while their contracts stand`);
}

/** Gives a doctor a capacity of their own, or with null the policy's again. */
export async function saveDoctorCapacity(tx: Tx, regionCode: string, practitionerId: string, capacity: number | null): Promise<void> {
  await tx
    .insert(doctorLoad)
    .values({ regionCode, practitionerId, signedCount: 0, capacity })
    .onConflictDoUpdate({ target: [doctorLoad.regionCode, doctorLoad.practitionerId], set: { capacity } });
}

/** Counts these doctors' residents anew from their contracts and writes it down: for who moved many at once. */
export async function recountDoctors(tx: Tx, regionCode: string, practitionerIds: readonly string[]): Promise<void> {
  const counted = await countByDoctor(tx, regionCode, practitionerIds);
  for (const practitionerId of practitionerIds) {
    const signedCount = counted.get(practitionerId) ?? 0;
    await tx
      .insert(doctorLoad)
      .values({ regionCode, practitionerId, signedCount, capacity: null })
      .onConflictDoUpdate({ target: [doctorLoad.regionCode, doctorLoad.practitionerId], set: { signedCount } });
  }
}

async function countByDoctor(q: Queryable, regionCode: string, practitionerIds: readonly string[]): Promise<Map<string, number>> {
  if (practitionerIds.length === 0) return new Map();
  const rows = await q
    .select({ practitionerId: contract.practitionerId, places: countDistinct(contract.residentId) })
    .from(contract)
    .where(and(eq(contract.regionCode, regionCode), eq(contract.status, 'in_force'), inArray(contract.practitionerId, [...practitionerIds])))
    .groupBy(contract.practitionerId);
  return new Map(rows.map(({ practitionerId, places }) => [practitionerId, Number(places)]));
}

export interface CounterDifference {
  readonly id: string;
  readonly name: string;
  readonly counted: number;
  readonly contracts: number;
}

/** Doctors whose counter is not what their contracts say. */
export async function listWrongDoctorLoads(q: Queryable, regionCode: string): Promise<CounterDifference[]> {
  const rows = await q
    .select({ practitionerId: contract.practitionerId, places: countDistinct(contract.residentId) })
    .from(contract)
    .where(and(eq(contract.regionCode, regionCode), eq(contract.status, 'in_force')))
    .groupBy(contract.practitionerId);
  const contracts = new Map(rows.map(({ practitionerId, places }) => [practitionerId, Number(places)]));
  const doctors = await q
    .select({ id: practitioner.id, name: practitioner.name, counted: doctorLoad.signedCount })
    .from(practitioner)
    .leftJoin(doctorLoad, and(eq(doctorLoad.regionCode, practitioner.regionCode), eq(doctorLoad.practitionerId, practitioner.id)))
    .where(eq(practitioner.regionCode, regionCode))
    .orderBy(practitioner.id);
  return doctors.map(({ counted, ...row }) => ({ ...row, counted: counted ?? 0, contracts: contracts.get(row.id) ?? 0 })).filter((row) => row.counted !== row.contracts);
}
