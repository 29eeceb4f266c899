import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { findSlots } from '@/db/queries/quota';
import { findReferral } from '@/db/queries/referral';
import { insertInstitutions } from '@/db/queries/registry';
import { consent, referralDraft, slot } from '@/db/schema';
import { instantOf } from '@/server/domain/kernel/calendar-day';
import { dayMs, minuteMs } from '@/server/domain/kernel/instant';
import type { ClinicSession } from '@/server/domain/quota/slot';
import { type DraftBody, emptyDraft } from '@/server/domain/referral/draft';
import type { Institution } from '@/server/domain/registry/institution';
import { PermissionDenied } from '@/server/services/permit';
import { createReferral } from '@/server/services/referral/create-referral';
import { dropDraft, purgeDrafts } from '@/server/services/referral-draft/drop-draft';
import { getDraft, listDrafts } from '@/server/services/referral-draft/list-drafts';
import type { DraftView } from '@/server/services/referral-draft/own-draft';
import { placeDraft } from '@/server/services/referral-draft/place-draft';
import { saveDraft } from '@/server/services/referral-draft/save-draft';
import { sendDraft } from '@/server/services/referral-draft/send-draft';
import { startDraft } from '@/server/services/referral-draft/start-draft';
import { type District, districtNow, mintDistrict } from '../factories/district';
import { codesOf, granted, orderFor, publishClinic, signedResident } from '../factories/referrals';
import { freshStore } from '../factories/store';

let store: Store;
let drop: () => Promise<void>;
let district: District;
let elsewhere: Institution;
let abroad: Institution;
const doctor = (now?: number) => district.contextFor('doctor', now === undefined ? {} : { now });

beforeAll(async () => {
  ({ store, drop } = await freshStore());
  district = await mintDistrict(store);
  const place = { regionCode: district.regionCode, allianceId: null, role: null, parentCode: null };
  elsewhere = { ...place, code: `H${district.regionCode}00091`, name: '邻区中医院', level: 'level2' };
  abroad = { ...place, code: 'H11010100001', name: '北京某医院', level: 'out_of_region' };
  await store.transaction((tx) => insertInstitutions(tx, [elsewhere, abroad]));
});
afterAll(() => drop());

const written: DraftBody = {
  ...emptyDraft,
  diagnosisCode: 'I10.x00',
  diagnosisName: '特发性（原发性）高血压',
  reason: '血压控制不佳，请专科调整用药',
  findings: '血压 168/102 mmHg，头晕一周',
  history: '高血压十年',
  treatment: '氨氯地平 5 mg 每日一次',
  purpose: '调整用药，排除继发性高血压',
  consent: 'desk',
};

async function begun(residentId?: string): Promise<DraftView> {
  return granted(await startDraft(doctor(), { residentId: residentId ?? (await signedResident(district)) }));
}

async function placedOn(session: ClinicSession, residentId?: string): Promise<DraftView> {
  const draft = await begun(residentId);
  return granted(await placeDraft(doctor(), { draftId: draft.id, version: draft.version, body: { ...written, places: { sessionId: session.id, stay: null } } }));
}

const handle = ({ id, version }: DraftView) => ({ draftId: id, version });
const slotOf = async (draft: DraftView) => (await store.reads.select().from(slot)).find(({ referralId }) => referralId === draft.id);

describe('writing', () => {
  test('goes on where it stopped: one draft a resident and writer, in the writer’s list alone', async () => {
    const draft = await begun();
    const saved = granted(await saveDraft(doctor(), { ...handle(draft), body: written }));
    expect(granted(await startDraft(doctor(), { residentId: draft.residentId }))).toMatchObject({ id: draft.id, version: saved.version, body: { reason: written.reason } });
    expect((await listDrafts(doctor())).map(({ id }) => id)).toContain(draft.id);
    const other = district.contextFor('referral_office');
    expect(await listDrafts(other)).toEqual([]);
    expect(codesOf(await getDraft(other, { draftId: draft.id }))).toEqual(['not_found']);
    expect(codesOf(await saveDraft(other, { ...handle(saved), body: emptyDraft }))).toEqual(['not_found']);
    expect(() => startDraft(district.contextFor('nurse'), { residentId: draft.residentId })).toThrow(PermissionDenied);
  });

  test('in two windows at once loses nothing: the second is told', async () => {
    const draft = await begun();
    granted(await saveDraft(doctor(), { ...handle(draft), body: written }));
    expect(codesOf(await saveDraft(doctor(), { ...handle(draft), body: emptyDraft }))).toEqual(['conflict.changed_meanwhile']);
    expect(granted(await getDraft(doctor(), { draftId: draft.id })).body.reason).toBe(written.reason);
  });

  test('keeps no word in the clear', async () => {
    const draft = await begun();
    granted(await saveDraft(doctor(), { ...handle(draft), body: written }));
    const row = (await store.reads.select().from(referralDraft)).find(({ id }) => id === draft.id);
    expect(JSON.stringify(row)).not.toContain('血压');
  });

  test('for somebody outside one’s reach begins nothing', async () => {
    const stranger = await district.addResident({ homeInstitutionCode: district.foreignTownship.code });
    expect(codesOf(await startDraft(doctor(), { residentId: stranger.id }))).toEqual(['not_found']);
  });
});

describe('a place while writing', () => {
  test('is held for half an hour, and anew while somebody writes', async () => {
    const draft = await placedOn(await publishClinic(district));
    expect(draft.hold).toEqual({ standing: 'held', until: districtNow + 30 * minuteMs });
    const later = districtNow + 20 * minuteMs;
    const saved = granted(await saveDraft(doctor(later), { ...handle(draft), body: written }));
    expect(saved.hold).toEqual({ standing: 'held', until: later + 30 * minuteMs });
    expect(saved.body.places).toEqual(draft.body.places);
  });

  test('that was left too long is told to be lost, and nothing that was typed is', async () => {
    const session = await publishClinic(district);
    const draft = await placedOn(session);
    const late = districtNow + 31 * minuteMs;
    granted(await createReferral(doctor(late), orderFor(await signedResident(district), { sessionId: session.id })));
    const saved = granted(await saveDraft(doctor(late), { ...handle(draft), body: { ...written, reason: '又写了一句' } }));
    expect(saved).toMatchObject({ hold: { standing: 'lost' }, body: { reason: '又写了一句' } });
    expect(codesOf(await sendDraft(doctor(late), handle(saved)))).toEqual(['quota.slot_taken']);
    expect(granted(await getDraft(doctor(late), { draftId: draft.id })).body.reason).toBe('又写了一句');
  });

  test('that was left too long and nobody took is taken again by sending', async () => {
    const draft = await placedOn(await publishClinic(district));
    const late = districtNow + 45 * minuteMs;
    const sent = granted(await sendDraft(doctor(late), handle(draft)));
    const kept = await findReferral(store.reads, { regionCode: district.regionCode, institutionCodes: 'all' }, sent.id);
    expect((await findSlots(store.reads, district.regionCode, [kept?.referral.slotId ?? '']))[0]?.state).toMatchObject({ status: 'held', referralId: draft.id });
  });

  test('is changed for another in one step, or stays when the other is gone', async () => {
    const [first, second, full] = [await publishClinic(district), await publishClinic(district), await publishClinic(district)];
    granted(await createReferral(doctor(), orderFor(await signedResident(district), { sessionId: full.id })));
    const draft = await placedOn(first);
    expect(codesOf(await placeDraft(doctor(), { ...handle(draft), body: { ...written, places: { sessionId: full.id, stay: null } } }))).toEqual(['quota.slot_taken']);
    expect((await slotOf(draft))?.sessionId).toBe(first.id);
    const moved = granted(await placeDraft(doctor(), { ...handle(draft), body: { ...written, places: { sessionId: second.id, stay: null } } }));
    expect((await slotOf(draft))?.sessionId).toBe(second.id);
    const none = granted(await placeDraft(doctor(), { ...handle(moved), body: { ...written, places: { sessionId: null, stay: null } } }));
    expect([none.hold, await slotOf(draft)]).toEqual([{ standing: 'none' }, undefined]);
  });

  test('is for signed residents', async () => {
    const session = await publishClinic(district);
    const { id } = await district.addResident();
    const draft = await begun(id);
    expect(codesOf(await placeDraft(doctor(), { ...handle(draft), body: { ...written, places: { sessionId: session.id, stay: null } } }))).toEqual(['referral.slot_needs_contract']);
  });

  test('that was held as urgent is not sent as routine', async () => {
    const soon = await publishClinic(district, { day: '2025-03-11', startsAt: instantOf('2025-03-11 14:00:00'), endsAt: instantOf('2025-03-11 17:00:00'), urgentOnly: true });
    const draft = await begun();
    const urgent = { ...written, priority: 'urgent', places: { sessionId: soon.id, stay: null } } as const;
    const placed = granted(await placeDraft(doctor(), { ...handle(draft), body: urgent }));
    const saved = granted(await saveDraft(doctor(), { ...handle(placed), body: { ...urgent, priority: 'routine' } }));
    expect(codesOf(await sendDraft(doctor(), handle(saved)))).toEqual(['quota.urgent_only']);
    const again = granted(await saveDraft(doctor(), { ...handle(saved), body: urgent }));
    granted(await sendDraft(doctor(), handle(again)));
  });
});

describe('sending', () => {
  test('keeps the id, the place and every word; a retry answers the same', async () => {
    const draft = await placedOn(await publishClinic(district));
    const assessed = { measurements: { systolic: 186, diastolic: 112 }, symptoms: ['severe_headache'] } as const;
    const saved = granted(await saveDraft(doctor(), { ...handle(draft), body: { ...written, assessment: assessed } }));
    const sent = granted(await sendDraft(doctor(), handle(saved)));
    expect(sent).toMatchObject({ id: draft.id, status: 'sent' });
    expect(granted(await sendDraft(doctor(), handle(saved)))).toEqual(sent);
    const kept = await findReferral(store.reads, { regionCode: district.regionCode, institutionCodes: 'all' }, sent.id);
    expect(kept?.referral).toMatchObject({
      ...{ purpose: written.purpose, history: written.history, treatment: written.treatment, findings: written.findings },
      assessment: assessed,
      dangerSigns: ['hypertensive_crisis', 'pressure_danger'],
      external: false,
    });
    expect(codesOf(await getDraft(doctor(), { draftId: draft.id }))).toEqual(['not_found']);
    const consents = (await store.reads.select().from(consent)).filter(({ referralId }) => referralId === sent.id);
    expect(consents).toMatchObject([{ scene: 'referral', method: 'self', residentId: draft.residentId }]);
  });

  test('twice at once sends once', async () => {
    const draft = await placedOn(await publishClinic(district));
    const both = await Promise.all([1, 2, 3].map(() => sendDraft(doctor(), handle(draft))));
    expect(new Set(both.map((outcome) => granted(outcome).number)).size).toBe(1);
  });

  test('with everything missing says everything', async () => {
    const draft = await begun();
    expect(codesOf(await sendDraft(doctor(), handle(draft)))).toEqual(['referral.destination_missing']);
    const there = granted(await saveDraft(doctor(), { ...handle(draft), body: { ...emptyDraft, toInstitutionCode: district.lead.code, departmentCode: 'cardiology', history: '史'.repeat(101), assessment: { measurements: { systolic: 90, diastolic: 120 }, symptoms: [] } } }));
    expect(codesOf(await sendDraft(doctor(), handle(there)))).toEqual([
      'referral.reason_missing',
      'referral.diagnosis_missing',
      'referral.text_too_long',
      'referral.pressure_upside_down',
      'referral.consent_missing',
    ]);
  });

  test('asks the resident first when that is wanted, and keeps the place meanwhile', async () => {
    const draft = await placedOn(await publishClinic(district));
    const asked = granted(await saveDraft(doctor(), { ...handle(draft), body: { ...written, consent: 'online' } }));
    const sent = granted(await sendDraft(doctor(), handle(asked)));
    expect(sent.status).toBe('awaiting_consent');
    expect((await slotOf(draft))?.expiresAt).toBeGreaterThan(districtNow + 30 * minuteMs);
    expect((await store.reads.select().from(consent)).filter(({ referralId }) => referralId === sent.id)).toEqual([]);
  });

  test('for a child names the guardian', async () => {
    const draft = await begun(district.child.id);
    const body = { ...written, toInstitutionCode: district.lead.code, departmentCode: 'paediatrics' };
    const without = granted(await saveDraft(doctor(), { ...handle(draft), body }));
    expect(codesOf(await sendDraft(doctor(), handle(without)))).toEqual(['referral.guardian_missing']);
    const named = granted(await saveDraft(doctor(), { ...handle(without), body: { ...body, guardianName: '陈思远', guardianRelation: '父亲' } }));
    const sent = granted(await sendDraft(doctor(), handle(named)));
    expect((await store.reads.select().from(consent)).find(({ referralId }) => referralId === sent.id)).toMatchObject({ method: 'guardian', guardianName: '陈思远' });
  });

  test.each([
    ['a hospital of another alliance', () => district.foreignLead, false],
    ['a hospital where nobody works in this program', () => elsewhere, true],
    ['a hospital outside the region', () => abroad, true],
  ])('to %s is allowed; without anybody there, the sender notes what becomes of it', async (_, to, external) => {
    const draft = await begun();
    const saved = granted(await saveDraft(doctor(), { ...handle(draft), body: { ...written, toInstitutionCode: to().code, departmentCode: 'general' } }));
    const sent = granted(await sendDraft(doctor(), handle(saved)));
    expect((await findReferral(store.reads, { regionCode: district.regionCode, institutionCodes: 'all' }, sent.id))?.referral.external).toBe(external);
  });
});

describe('a draft that is not sent', () => {
  test('gives its place back when it is thrown away', async () => {
    const draft = await placedOn(await publishClinic(district));
    granted(await dropDraft(doctor(), handle(draft)));
    expect([await slotOf(draft), codesOf(await getDraft(doctor(), { draftId: draft.id }))]).toEqual([undefined, ['not_found']]);
  });

  test('is thrown away by the clock a month after it was last touched', async () => {
    const draft = await begun();
    const system = (days: number) => district.contextFor('system', { now: districtNow + days * dayMs });
    await purgeDrafts(system(29));
    granted(await getDraft(doctor(), { draftId: draft.id }));
    expect((await purgeDrafts(system(31))).purged).toBeGreaterThan(0);
    expect(codesOf(await getDraft(doctor(), { draftId: draft.id }))).toEqual(['not_found']);
    expect(await purgeDrafts(system(31))).toEqual({ purged: 0 });
  });
});

