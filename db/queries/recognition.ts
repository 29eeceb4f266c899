import { type SQL, and, asc, desc, eq, inArray, or } from 'drizzle-orm';
import { among, listed } from '@/db/among';
import type { Queryable, Tx } from '@/db/client';
import { prepared } from '@/db/prepared';
import type { Reach } from '@/db/reach';
import { institution, recognition, resident } from '@/db/schema';
import type { HeldRecognition } from '@/server/domain/recognition/apply-for-recognition';
import type { RecognizedDays } from '@/server/domain/recognition/find-recognition';
import type { Recognition } from '@/server/domain/recognition/recognition';
import { daysInForce } from '@/server/domain/recognition/validity';
import { residentWithin } from './resident';

export type RecognitionRow = typeof recognition.$inferSelect;

/** A recognition as it is kept: with the version that a change must have seen. */
export interface KeptRecognition {
  readonly recognition: Recognition;
  readonly version: number;
}

/** A recognition is within reach where it was applied for, and wherever its person is. Queries join the person. */
export function recognitionWithin(q: Queryable, reach: Reach): SQL | undefined {
  const inRegion = eq(recognition.regionCode, reach.regionCode);
  if (reach.institutionCodes === 'all') return inRegion;
  const own = reach.institutionCodes.length === 0 ? undefined : inArray(recognition.institutionCode, [...reach.institutionCodes]);
  return and(inRegion, or(own, residentWithin(q, reach)));
}

export function itsPerson(): SQL | undefined {
  return and(eq(resident.regionCode, recognition.regionCode), eq(resident.id, recognition.residentId));
}

/** A recognition within reach; null outside it. */
export async function findRecognition(q: Queryable, reach: Reach, id: string): Promise<KeptRecognition | null> {
  const [row] = await q
    .select({ recognition })
    .from(recognition)
    .innerJoin(resident, itsPerson())
    .where(and(recognitionWithin(q, reach), eq(recognition.id, id)));
  return row ? keptOf(row.recognition) : null;
}

/** The application that an earlier request with the same key has made. */
export async function findRecognitionByRequest(q: Queryable, regionCode: string, requestKey: string): Promise<KeptRecognition | null> {
  const [row] = await q
    .select()
    .from(recognition)
    .where(and(eq(recognition.regionCode, regionCode), eq(recognition.requestKey, requestKey)));
  return row ? keptOf(row) : null;
}

/** All recognitions of one resident, newest first, whoever asks: the rule of one at a time needs to see them. */
export async function listRecognitionsOfResident(q: Queryable, regionCode: string, residentId: string): Promise<HeldRecognition[]> {
  const rows = await q
    .select({ recognition, institutionName: institution.name })
    .from(recognition)
    .leftJoin(institution, and(eq(institution.regionCode, recognition.regionCode), eq(institution.code, recognition.institutionCode)))
    .where(and(eq(recognition.regionCode, regionCode), eq(recognition.residentId, residentId)))
    .orderBy(desc(recognition.appliedAt), desc(recognition.id));
  return rows.map((row) => ({ ...recognitionOf(row.recognition), institutionName: row.institutionName ?? '' }));
}

/** The days on which many residents' recognitions count, as benefits see them; residents without any are not in the map. */
export async function listRecognizedDays(q: Queryable, regionCode: string, residentIds: readonly string[]): Promise<Map<string, RecognizedDays[]>> {
  const found = new Map<string, RecognizedDays[]>();
  for (const row of await recognizedOf(q, { regionCode, residentIds: listed(residentIds) })) {
    const days = daysInForce(recognitionOf(row));
    if (days === null) continue;
    const own = found.get(row.residentId) ?? [];
    own.push({ recognitionId: row.id, diseaseCode: row.diseaseCode, ...days });
    found.set(row.residentId, own);
  }
  return found;
}

const recognizedOf = prepared(['regionCode', 'residentIds'], (q, { regionCode, residentIds }) =>
  q
    .select()
    .from(recognition)
    .where(and(eq(recognition.regionCode, regionCode), among(recognition.residentId, residentIds), inArray(recognition.status, ['approved', 'revoked'])))
    .orderBy(asc(recognition.residentId), asc(recognition.validFrom), asc(recognition.id)),
);

export async function isRecognitionNumberTaken(q: Queryable, regionCode: string, number: string): Promise<boolean> {
  const found = await q
    .select({ id: recognition.id })
    .from(recognition)
    .where(and(eq(recognition.regionCode, regionCode), eq(recognition.number, number)));
  return found.length > 0;
}

/** False when an application for the same person and disease is open already, or the request was made before; then nothing was written. */
export async function insertRecognition(tx: Tx, made: Recognition, requestKey: string): Promise<boolean> {
  const won = await tx
    .insert(recognition)
    .values(recognitionRow(made, { requestKey, version: 1 }))
    .onConflictDoNothing()
    .returning({ id: recognition.id });
  return won.length === 1;
}

/** Many recognitions in any status, for seeds. */
export async function insertRecognitions(tx: Tx, rows: readonly RecognitionRow[]): Promise<void> {
  if (rows.length > 0) await tx.append(recognition, rows);
}

/** Saves the next state; false when the recognition is no longer in the version that was seen. */
export async function saveRecognition(tx: Tx, next: Recognition, seenVersion: number): Promise<boolean> {
  const won = await tx
    .update(recognition)
    .set({ ...stateColumns(next), version: seenVersion + 1 })
    .where(and(eq(recognition.regionCode, next.regionCode), eq(recognition.id, next.id), eq(recognition.version, seenVersion)))
    .returning({ id: recognition.id });
  return won.length === 1;
}

/** A recognition as a row; seeds append many of them. */
export function recognitionRow(made: Recognition, filing: { readonly requestKey: string; readonly version: number }): RecognitionRow {
  const { id, number, regionCode, residentId, institutionCode, diseaseCode, diseaseName, diagnosisCode, diagnosisName } = made;
  const { evidence, renewsId, appliedAt, appliedBy, appliedByName } = made;
  return {
    ...{ id, number, regionCode, residentId, institutionCode, diseaseCode, diseaseName, diagnosisCode, diagnosisName },
    ...{ evidence, renewsId, appliedAt, appliedBy, appliedByName },
    ...stateColumns(made),
    ...filing,
  };
}

type StateColumns = Pick<
  RecognitionRow,
  'status' | 'decidedAt' | 'decidedByName' | 'validFrom' | 'validTo' | 'revokedFrom' | 'endedAt' | 'endedByName' | 'reason' | 'openKey'
>;

/** Every column of the state, null where the state does not have it. */
function stateColumns(made: Recognition): StateColumns {
  return {
    status: made.status,
    decidedAt: 'decidedAt' in made ? made.decidedAt : null,
    decidedByName: 'decidedByName' in made ? made.decidedByName : null,
    validFrom: 'validFrom' in made ? made.validFrom : null,
    validTo: 'validTo' in made ? made.validTo : null,
    revokedFrom: 'revokedFrom' in made ? made.revokedFrom : null,
    endedAt: 'endedAt' in made ? made.endedAt : null,
    endedByName: 'endedByName' in made ? made.endedByName : null,
    reason: 'reason' in made ? made.reason : null,
    openKey: made.status === 'applied' ? `${made.residentId}/${made.diseaseCode}` : null,
  };
}

function keptOf(row: RecognitionRow): KeptRecognition {
  return { recognition: recognitionOf(row), version: row.version };
}

/** @throws when a row lacks what its status promises. */
export function recognitionOf(row: RecognitionRow): Recognition {
  const { version: _version, requestKey: _key, openKey: _open, status, ...dated } = row;
  const { decidedAt, decidedByName, validFrom, validTo, revokedFrom, endedAt, endedByName, reason, ...plain } = dated;
  const has = <Value>(name: string, value: Value | null): Value => {
    if (value === null) throw new Error(`recognition ${row.id} is ${status} without ${name}`);
    return value;
  };
  const decided = () => ({ decidedAt: has('decidedAt', decidedAt), decidedByName: has('decidedByName', decidedByName) });
  const approved = () => ({ ...decided(), validFrom: has('validFrom', validFrom), validTo: has('validTo', validTo) });
  const ended = () => ({ endedAt: has('endedAt', endedAt), endedByName: has('endedByName', endedByName) });
  switch (status) {
    case 'applied':
      return { ...plain, status };
    case 'approved':
      return { ...plain, status, ...approved() };
    case 'declined':
      return { ...plain, status, ...decided(), reason: has('reason', reason) };
    case 'withdrawn':
      return { ...plain, status, ...ended() };
    case 'revoked':
      return { ...plain, status, ...approved(), ...ended(), revokedFrom: has('revokedFrom', revokedFrom), reason: has('reason', reason) };
  }
}
