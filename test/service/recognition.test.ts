import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { listAudit } from '@/db/queries/audit';
import { recognition } from '@/db/schema';
import { instantOf } from '@/server/domain/kernel/calendar-day';
import { PermissionDenied } from '@/server/services/permit';
import { applyForRecognition } from '@/server/services/recognition/apply-for-recognition';
import { approveRecognition } from '@/server/services/recognition/approve-recognition';
import { declineRecognition } from '@/server/services/recognition/decline-recognition';
import { getRecognition } from '@/server/services/recognition/get-recognition';
import { getRecognitionSubject, listDiseases } from '@/server/services/recognition/get-recognition-subject';
import { type ListRecognitionsInput, listRecognitions } from '@/server/services/recognition/list-recognitions';
import { revokeRecognition } from '@/server/services/recognition/revoke-recognition';
import { withdrawRecognition } from '@/server/services/recognition/withdraw-recognition';
import { type District, districtNow, mintDistrict } from '../factories/district';
import { applicationOf, discharge, recognized } from '../factories/recognitions';
import { codesOf, granted } from '../factories/referrals';
import { freshStore } from '../factories/store';

let store: Store;
let drop: () => Promise<void>;
let district: District;
beforeAll(async () => ({ store, drop } = await freshStore()));
afterAll(() => drop());
const mint = async () => {
  district = await mintDistrict(store);
};

const doctor = (now = districtNow) => district.contextFor('doctor', { now });
const nurse = () => district.contextFor('nurse');
const reviewer = (now = districtNow) => district.contextFor('bureau_reviewer', { now });
const office = (now = districtNow) => district.contextFor('referral_office', { now });
const stranger = () => district.contextFor('doctor', { foreign: true });
const handle = ({ id, version }: { id: string; version: number }) => ({ recognitionId: id, version });
const detail = async (recognitionId: string, context = doctor()) => granted(await getRecognition(context, { recognitionId }));
const openFor = (found: Awaited<ReturnType<typeof detail>>) => found.actions.filter(({ refusals }) => refusals.length === 0).map(({ action }) => action);
const listed = (change: Partial<ListRecognitionsInput> = {}, context = doctor()) =>
  listRecognitions(context, { tab: 'all', diseaseCode: null, text: '', page: 1, pageSize: 50, ...change });
const nothing = (what: string) => ({ ok: false, refusals: [{ code: 'not_found', facts: { what } }] });

describe('the way of a recognition', () => {
  beforeAll(mint);

  test('applied → approved for the policy’s years → renewed for the day after → the slip and the list tell of it', async () => {
    const { elder } = district;
    const applied = granted(await applyForRecognition(doctor(), applicationOf(elder.id)));
    expect(applied.number).toMatch(new RegExp(`^M${district.regionCode}20250310\\d{6}$`));
    const seen = await detail(applied.id, reviewer());
    expect(seen).toMatchObject({
      standing: 'applied',
      version: 1,
      resident: { name: '刘桂兰', age: 75 },
      institutionName: '柳河镇卫生院',
      recognition: { diseaseName: '高血压', evidence: [discharge], appliedByName: '王医生' },
      decision: { years: 2, earliest: '2025-03-10', latest: '2025-03-10' },
    });
    expect(seen.resident.maskedNumber).toContain('*');
    expect(openFor(seen)).toEqual(['approve', 'decline']);
    expect(openFor(await detail(applied.id))).toEqual(['withdraw']);

    const approved = granted(await approveRecognition(reviewer(), { ...handle(applied), validFrom: null }));
    expect(approved).toMatchObject({ status: 'approved', version: 2, changedVisits: 0 });
    const running = await detail(applied.id);
    expect(running).toMatchObject({ standing: 'in_force', renewableFrom: '2027-01-08', recognition: { validFrom: '2025-03-10', validTo: '2027-03-09', decidedByName: '复核员' } });
    expect(running.actions.find(({ action }) => action === 'renew')?.refusals).toEqual([
      { code: 'recognition.renewal_too_early', facts: { renewableFrom: '2027-01-08', validTo: '2027-03-09' } },
    ]);

    const due = instantOf('2027-02-01 09:00:00');
    expect(openFor(await detail(applied.id, doctor(due)))).toEqual(['renew']);
    const next = granted(await applyForRecognition(doctor(due), applicationOf(elder.id, { renewsId: applied.id })));
    expect(await detail(next.id, reviewer(due))).toMatchObject({ decision: { earliest: '2027-03-10', latest: '2027-03-10' }, renews: { id: applied.id, standing: 'in_force' } });
    granted(await approveRecognition(reviewer(due), { ...handle(next), validFrom: null }));
    expect(await detail(next.id, doctor(due))).toMatchObject({ standing: 'upcoming', recognition: { validFrom: '2027-03-10', validTo: '2029-03-09' } });
    expect((await detail(applied.id, doctor(due))).renewedBy).toEqual([{ id: next.id, number: next.number, standing: 'upcoming' }]);
    expect((await listed({ tab: 'expiring' }, doctor(due))).rows.map(({ id, daysLeft }) => [id, daysLeft])).toEqual([[applied.id, 36]]);

    const reach = { regionCode: district.regionCode, institutionCodes: 'all' } as const;
    const audit = await listAudit(store.reads, reach, { subjectKind: 'recognition', subjectId: applied.id, limit: 20 });
    expect(audit.map(({ action }) => action).sort()).toEqual(['recognition.applied', 'recognition.approved']);
    const views = await listAudit(store.reads, reach, { subjectKind: 'resident', subjectId: elder.id, limit: 20 });
    expect(new Set(views.map(({ action }) => action))).toEqual(new Set(['resident.viewed']));
  });

  test('declined with a reason; another application may follow, and be withdrawn', async () => {
    const { id } = await district.addResident();
    const first = granted(await applyForRecognition(nurse(), applicationOf(id)));
    expect(codesOf(await declineRecognition(reviewer(), { ...handle(first), reason: ' ' }))).toEqual(['recognition.reason_missing']);
    granted(await declineRecognition(reviewer(), { ...handle(first), reason: '动态血压未达认定标准' }));
    expect((await detail(first.id)).recognition).toMatchObject({ status: 'declined', reason: '动态血压未达认定标准' });
    const second = granted(await applyForRecognition(doctor(), applicationOf(id)));
    expect(codesOf(await withdrawRecognition(office(), handle(second)))).toEqual(['not_found']);
    granted(await withdrawRecognition(nurse(), handle(second)));
    expect(openFor(await detail(second.id))).toEqual([]);
    granted(await applyForRecognition(doctor(), applicationOf(id)));
  });

  test('revoked from a day on; a version that was not seen is a conflict', async () => {
    const { id } = await district.addResident();
    const held = await recognized(district, id);
    const later = instantOf('2025-06-01 09:00:00');
    expect(codesOf(await revokeRecognition(reviewer(later), { ...handle(held), version: 1, revokedFrom: null, reason: '冒用病历' }))).toEqual(['conflict.changed_meanwhile']);
    granted(await revokeRecognition(reviewer(later), { ...handle(held), revokedFrom: '2025-05-01', reason: '冒用他人病历' }));
    expect(await detail(held.id, doctor(later))).toMatchObject({ standing: 'revoked', recognition: { revokedFrom: '2025-05-01', reason: '冒用他人病历', endedByName: '复核员' } });
    granted(await applyForRecognition(doctor(later), applicationOf(id)));
  });
});

describe('applying', () => {
  beforeAll(mint);

  test('a retry with the same key finds the application it filed; the key is no way to another’s', async () => {
    const { id } = await district.addResident();
    const input = applicationOf(id);
    const first = granted(await applyForRecognition(doctor(), input));
    expect(granted(await applyForRecognition(doctor(), input))).toEqual(first);
    expect(codesOf(await applyForRecognition(nurse(), input))).toEqual(['conflict.changed_meanwhile']);
    expect(codesOf(await applyForRecognition(doctor(), { ...input, diseaseCode: 'M01600', diagnosisCode: 'E11.900' }))).toEqual(['conflict.changed_meanwhile']);
  });

  test('every reason at once, and nothing is filed', async () => {
    const dead = await district.addResident({ deathDay: '2025-03-01' });
    const outcome = await applyForRecognition(doctor(), applicationOf(dead.id, { diagnosisCode: 'K29.700', evidence: [{ ...discharge, text: '胃痛', issuer: '' }] }));
    expect(codesOf(outcome)).toEqual([
      'recognition.resident_deceased',
      'recognition.diagnosis_does_not_fit',
      'recognition.evidence_vague',
      'recognition.evidence_issuer_missing',
    ]);
    expect(granted(await getRecognitionSubject(doctor(), { residentId: dead.id })).held).toEqual([]);
  });

  test('what is held is shown before the form is filled, and refused after it', async () => {
    const { id } = await district.addResident();
    const held = await recognized(district, id);
    const diabetes = applicationOf(id, { diseaseCode: 'M01600', diagnosisCode: 'E11.900', diagnosisName: '2型糖尿病' });
    const waiting = granted(await applyForRecognition(doctor(), diabetes));
    const subject = granted(await getRecognitionSubject(doctor(), { residentId: id }));
    expect(subject.held.map(({ number, diseaseName, standing, validTo }) => [number, diseaseName, standing, validTo]).sort()).toEqual(
      [
        [held.number, '高血压', 'in_force', '2027-03-09'],
        [waiting.number, '2型糖尿病', 'applied', null],
      ].sort(),
    );
    expect(await applyForRecognition(doctor(), applicationOf(id))).toEqual({
      ok: false,
      refusals: [{ code: 'recognition.already_recognized', facts: { number: held.number, validFrom: '2025-03-10', validTo: '2027-03-09', renewableFrom: '2027-01-08' } }],
    });
    expect(await applyForRecognition(doctor(), { ...diabetes, requestKey: 'another-key-of-the-same' })).toEqual({
      ok: false,
      refusals: [{ code: 'recognition.already_applied', facts: { number: waiting.number, institutionName: '柳河镇卫生院', appliedOn: '2025-03-10' } }],
    });
  });

  test('of two at once one is filed, by the index; the other hears of it', async () => {
    const { id } = await district.addResident();
    const outcomes = await Promise.all([doctor(), nurse(), office(), doctor(), nurse()].map((context) => applyForRecognition(context, applicationOf(id))));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.flatMap(codesOf)).toEqual(Array.from({ length: 4 }, () => 'recognition.already_applied'));
    const rows = await store.reads.select({ id: recognition.id }).from(recognition).where(and(eq(recognition.regionCode, district.regionCode), eq(recognition.residentId, id)));
    expect(rows).toHaveLength(1);
  });

  test('the hospital’s office applies for anybody of the region; a doctor only for residents of theirs', async () => {
    const outsider = await district.addResident({ homeInstitutionCode: district.foreignTownship.code });
    expect(await applyForRecognition(doctor(), applicationOf(outsider.id))).toEqual(nothing('resident'));
    const filed = granted(await applyForRecognition(office(), applicationOf(outsider.id)));
    expect((await detail(filed.id, office())).institutionName).toBe('城东中心医院');
    expect(openFor(await detail(filed.id, stranger()))).toEqual([]);
    expect((await detail(filed.id, stranger())).actions.find(({ action }) => action === 'withdraw')?.refusals.map(({ code }) => code)).toEqual(['recognition.wrong_side']);
  });

  test('the policy’s list, in the policy’s words', async () => {
    const diseases = granted(await listDiseases(doctor()));
    expect(diseases).toHaveLength(11);
    expect(diseases[0]).toEqual({ code: 'M03900', name: '高血压', icdPrefixes: ['I10', 'I11', 'I12', 'I13', 'I15'], validYears: 2, isAssumed: true });
  });
});

describe('deciding', () => {
  beforeAll(mint);

  test('of two decisions at once one stands', async () => {
    const { id } = await district.addResident();
    const applied = granted(await applyForRecognition(doctor(), applicationOf(id)));
    const outcomes = await Promise.all([
      approveRecognition(reviewer(), { ...handle(applied), validFrom: null }),
      approveRecognition(reviewer(), { ...handle(applied), validFrom: null }),
      declineRecognition(reviewer(), { ...handle(applied), reason: '材料不足' }),
    ]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(new Set(outcomes.flatMap(codesOf))).toEqual(new Set(['conflict.changed_meanwhile']));
    expect((await detail(applied.id)).version).toBe(2);
  });

  test('only the reviewer decides, and the clerk, the doctor and the auditor do not', async () => {
    const { id } = await district.addResident();
    const applied = granted(await applyForRecognition(doctor(), applicationOf(id)));
    for (const role of ['bureau_clerk', 'doctor', 'auditor', 'referral_office'] as const) {
      await expect(async () => approveRecognition(district.contextFor(role), { ...handle(applied), validFrom: null })).rejects.toThrow(PermissionDenied);
    }
    await expect(async () => applyForRecognition(reviewer(), applicationOf(id))).rejects.toThrow(PermissionDenied);
    await expect(getRecognition(district.contextFor('alliance_manager'), { recognitionId: applied.id })).rejects.toThrow(PermissionDenied);
  });

  test('a first day outside the span is refused with it', async () => {
    const { id } = await district.addResident();
    const applied = granted(await applyForRecognition(doctor(), applicationOf(id)));
    const later = instantOf('2025-03-20 09:00:00');
    expect(await approveRecognition(reviewer(later), { ...handle(applied), validFrom: '2025-03-09' })).toEqual({
      ok: false,
      refusals: [{ code: 'recognition.start_out_of_range', facts: { validFrom: '2025-03-09', earliest: '2025-03-10', latest: '2025-03-20' } }],
    });
    granted(await approveRecognition(reviewer(later), { ...handle(applied), validFrom: '2025-03-15' }));
    expect((await detail(applied.id)).recognition).toMatchObject({ validFrom: '2025-03-15', validTo: '2027-03-14' });
  });

  test('a foreign institution finds nothing to see or to decide', async () => {
    const { id } = await district.addResident();
    const held = await recognized(district, id);
    expect(await getRecognition(stranger(), { recognitionId: held.id })).toEqual(nothing('recognition'));
    expect(await withdrawRecognition(stranger(), handle(held))).toEqual(nothing('recognition'));
    expect(await getRecognitionSubject(stranger(), { residentId: id })).toEqual(nothing('resident'));
    expect((await listed({}, stranger())).rows).toEqual([]);
  });
});

describe('the list', () => {
  beforeAll(mint);

  test('cuts by how it stands today, by disease and by name or number, with counts for every tab', async () => {
    const soon = instantOf('2023-04-20 09:00:00');
    const [ending, over, declined, waiting] = await Promise.all(['甲', '乙', '丙', '丁'].map((name) => district.addResident({ name: `认定${name}` })));
    if (!ending || !over || !declined || !waiting) throw new Error('four residents');
    await recognizedSince(ending.id, '2023-04-20');
    await recognizedSince(over.id, '2023-01-05');
    const refused = granted(await applyForRecognition(doctor(), applicationOf(declined.id)));
    granted(await declineRecognition(reviewer(), { ...handle(refused), reason: '材料不足' }));
    const applied = granted(await applyForRecognition(doctor(), applicationOf(waiting.id, { diseaseCode: 'M01600', diagnosisCode: 'E11.900' })));
    expect((await listed()).counts).toEqual({ applied: 1, in_force: 1, expiring: 1, expired: 1, declined: 1, withdrawn: 0, revoked: 0 });
    expect((await listed({ tab: 'in_force' })).rows.map(({ residentName, standing, validTo }) => [residentName, standing, validTo])).toEqual([['认定甲', 'in_force', '2025-04-19']]);
    expect((await listed({ tab: 'expired' })).rows.map(({ residentName, standing }) => [residentName, standing])).toEqual([['认定乙', 'expired']]);
    expect((await listed({ diseaseCode: 'M01600' })).rows.map(({ id }) => id)).toEqual([applied.id]);
    expect((await listed({ text: '认定丙' })).rows.map(({ id }) => id)).toEqual([refused.id]);
    expect((await listed({ text: applied.number.toLowerCase() })).rows.map(({ id }) => id)).toEqual([applied.id]);
    expect((await listed({ tab: 'all', pageSize: 2, page: 2 })).rows).toHaveLength(2);
    expect((await listed({}, district.contextFor('bureau_clerk', { now: soon }))).total).toBe(4);
  });
});

/** As one that an earlier system gave: straight into the table. */
async function recognizedSince(residentId: string, validFrom: string): Promise<void> {
  const held = await recognized(district, residentId);
  const validTo = `${Number(validFrom.slice(0, 4)) + 2}${validFrom.slice(4, 8)}${String(Number(validFrom.slice(8)) - 1).padStart(2, '0')}`;
  await store.transaction((tx) => tx.update(recognition).set({ validFrom, validTo }).where(and(eq(recognition.regionCode, district.regionCode), eq(recognition.id, held.id))));
}
