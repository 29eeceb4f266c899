import type { Store } from '@/db';
import { account, clinicSession, institution, referral, referralEvent, session, slot } from '@/db/schema';
import { referralRow } from '@/db/queries/referral';
import { tokenHash } from '@/db/sealed';
import { newToken, sessionLengthMs } from '@/server/auth/sessions';
import { addDays, dayOfInstant, instantOf } from '@/server/domain/kernel/calendar-day';
import { dayMs, hourMs } from '@/server/domain/kernel/instant';
import { referralNumberOf } from '@/server/domain/referral/number';
import { noStamps, referralFrom } from '@/server/domain/referral/referral';
import { nothingAssessed } from '@/server/domain/referral/danger-signs';
import { uuidv7 } from '@/server/services/context';
import type { District } from '../../factories/district';
import { addResident, type TestResident } from '../../factories/residents';

/** Somebody who is signed in at an institution. */
export interface Seat {
  readonly institutionCode: string;
  readonly token: string;
}

export const hospitalCount = 24;
const perSession = 4;
const batch = 5000;

/** Hospitals of the district's alliance, and offices of theirs that are signed in: client n is at hospital n modulo their number. */
export async function openHospitals(store: Store, { regionCode, allianceId }: District, clients: number): Promise<Seat[]> {
  const codes = Array.from({ length: hospitalCount }, (_, at) => `B${String(at).padStart(11, '0')}`);
  const seats = Array.from({ length: clients }, (_, at) => ({ institutionCode: codes[at % codes.length] ?? '', token: newToken() }));
  const now = Date.now();
  await store.transaction(async (tx) => {
    await tx.append(institution, codes.map((code, at) => ({ regionCode, code, name: `医院${at}`, level: 'level3', allianceId, allianceRole: 'member', parentCode: null, closedOn: null })));
    await tx.append(account, seats.map(({ institutionCode }, at) => ({ id: `office-${at}`, userName: `office-${at}`, passwordHash: '', name: '转诊办', role: 'referral_office', regionCode, institutionCode, allianceId: null, practitionerId: null, disabled: false, mustChangePassword: false })));
    await tx.append(session, seats.map(({ token }, at) => ({ tokenHash: tokenHash(token), accountId: `office-${at}`, regionCode, residentId: null, wardId: null, createdAt: now, seenAt: now, expiresAt: now + sessionLengthMs, revokedAt: null })));
  });
  return seats;
}

/** Residents of the township with a mobile on record. */
export function addResidents(store: Store, { regionCode, township }: District, count: number): Promise<TestResident[]> {
  return store.transaction(async (tx) => {
    const added: TestResident[] = [];
    for (let at = 0; at < count; at += 1) {
      added.push(await addResident(tx, regionCode, { homeInstitutionCode: township.code, phone: `138${String(at).padStart(8, '0')}` }));
    }
    return added;
  });
}

/** Clinics of all hospitals from a week ahead, and of each place whether a referral holds it: then it was sent, and waits for its hospital. */
export async function sendReferrals(store: Store, district: District, residents: readonly TestResident[], places: number, isSent: (place: number) => boolean): Promise<string[][]> {
  const { regionCode } = district;
  const now = Date.now();
  const sent: string[][] = Array.from({ length: hospitalCount }, () => []);
  for (let from = 0; from < places; from += batch) {
    const numbers = Array.from({ length: Math.min(batch, places - from) }, (_, at) => from + at);
    const clinics = [...new Set(numbers.map((place) => Math.floor(place / perSession)))].map((number) => clinicOf(regionCode, number, now));
    const held = numbers.filter(isSent).map((place) => referralOf(district, place, residents[place % residents.length]?.id ?? '', now));
    const holders = new Map(held.map((each) => [each.slotId, each.id]));
    await store.transaction(async (tx) => {
      await tx.append(clinicSession, clinics);
      await tx.append(referral, held.map((each, at) => referralRow(each, { signed: true, requestKey: `bench-${from}-${at}`, version: 1, assigneeId: null, escalatedAt: null })));
      await tx.append(referralEvent, held.map(({ id }) => ({ regionCode, referralId: id, seq: 1, at: now, action: 'created', actorName: '王医生', facts: {} })));
      await tx.append(slot, numbers.map((place) => placeOf(regionCode, place, now, holders.get(slotIdOf(place)) ?? null)));
    });
    for (const { id, slotId } of held) sent[hospitalOf(Number(slotId?.slice(1)))]?.push(id);
  }
  return sent;
}

const slotIdOf = (place: number) => `s${place}`;
export const sessionIdOf = (place: number) => `c${Math.floor(place / perSession)}`;
export const hospitalOf = (place: number) => Math.floor(place / perSession) % hospitalCount;

function clinicOf(regionCode: string, number: number, now: number) {
  const day = addDays(dayOfInstant(now), 8 + (Math.floor(number / hospitalCount / 24) % 60));
  const startsAt = instantOf(`${day} 08:00:00`);
  return {
    ...{ regionCode, id: `c${number}`, institutionCode: `B${String(number % hospitalCount).padStart(11, '0')}`, departmentCode: 'cardiology', departmentName: '心血管内科', resourceName: `专家${number}` },
    ...{ day, startsAt, endsAt: startsAt + 3 * hourMs, capacity: 12, reserved: perSession, urgentOnly: false, opensOn: addDays(day, -90), releaseAt: startsAt - 24 * hourMs },
    ...{ status: 'published' as const, kind: 'clinic' as const, resourceId: null, scheduleId: null, borrowAt: startsAt - 24 * hourMs, version: 1 },
  };
}

function placeOf(regionCode: string, place: number, now: number, referralId: string | null) {
  const { id: sessionId, institutionCode, departmentCode, startsAt } = clinicOf(regionCode, Math.floor(place / perSession), now);
  return {
    ...{ regionCode, id: slotIdOf(place), sessionId, number: (place % perSession) + 1, institutionCode, departmentCode, startsAt, kind: 'clinic' as const, part: 'visit' },
    ...{ status: referralId === null ? ('free' as const) : ('held' as const), referralId, expiresAt: referralId === null ? null : now + 2 * dayMs, dealtTo: null },
  };
}

function referralOf({ regionCode, township, team }: District, place: number, residentId: string, now: number) {
  const id = uuidv7();
  const { institutionCode: toInstitutionCode } = clinicOf(regionCode, Math.floor(place / perSession), now);
  return referralFrom({
    // Its number is made of what no two of these share, as the day's millions of them would.
    ...{ id, regionCode, number: `${referralNumberOf(regionCode, dayOfInstant(now), id)}-${place}`, residentId, contractId: `k-${residentId}` },
    ...{ direction: 'up', priority: 'routine', kind: 'outpatient', consultType: null, mayConvert: false },
    ...{ fromInstitutionCode: township.code, fromPractitionerId: `${township.code}-P1`, fromTeamId: team.id, toInstitutionCode, external: false },
    ...{ departmentCode: 'cardiology', departmentName: '心血管内科', diagnosisCode: 'I10.x00', diagnosisName: '高血压病' },
    ...{ reason: '血压控制不佳，请专科调整用药', purpose: null, findings: 'BP 168/102 mmHg', history: null, treatment: null },
    ...{ assessment: nothingAssessed, dangerSigns: [], slotId: slotIdOf(place), bedSlotIds: [], previousId: null, origin: null, createdAt: now },
    ...noStamps,
    ...{ status: 'sent', sentAt: now, answerDueAt: now + 2 * dayMs },
  });
}
