import { and, asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { insertReferrals } from '@/db/queries/referral';
import { notice, referral } from '@/db/schema';
import { notice as noticeCopy } from '@/app/_copy/notice';
import { isStaffTemplate } from '@/server/domain/notice/notice';
import { hourMs } from '@/server/domain/kernel/instant';
import { sentenceOf } from '@/server/integration/sms/texts';
import { countUnreadNotices, listBell } from '@/server/services/notice/own-bell';
import { messageOf } from '@/server/services/notice/send-due-notices';
import { acceptReferral } from '@/server/services/referral/accept-referral';
import { askInfo } from '@/server/services/referral/ask-info';
import { cancelReferral } from '@/server/services/referral/cancel-referral';
import type { ReferralReceipt } from '@/server/services/referral/change-referral';
import { createReferral } from '@/server/services/referral/create-referral';
import { declineReferral } from '@/server/services/referral/decline-referral';
import { expireReferrals } from '@/server/services/referral/expire-referrals';
import { getReferral } from '@/server/services/referral/get-referral';
import { giveInfo } from '@/server/services/referral/give-info';
import { redirectReferral } from '@/server/services/referral/redirect-referral';
import { escalateReferrals, remindOfOverdue } from '@/server/services/referral/tell-of-overdue';
import { type District, districtNow, mintDistrict } from '../factories/district';
import { fresh, granted, orderFor, publishClinic, sendOnto } from '../factories/referrals';
import { freshStore } from '../factories/store';

let store: Store;
let drop: () => Promise<void>;
let district: District;
beforeAll(async () => ({ store, drop } = await freshStore()));
beforeEach(async () => {
  district = await mintDistrict(store);
});
afterAll(() => drop());

const doctor = (now = districtNow) => district.contextFor('doctor', { now });
const office = (now = districtNow) => district.contextFor('referral_office', { now });
const clock = (now: number) => district.contextFor('system', { now });
const handle = ({ id, version }: ReferralReceipt) => ({ referralId: id, version });
const bell = async (role: 'doctor' | 'referral_office' | 'alliance_manager' | 'nurse', foreign = false) => (await listBell(district.contextFor(role, { foreign }))).map(({ template }) => template);

/** What was queued about a referral to one side, oldest first. */
async function told(referralId: string, toKind: 'resident' | 'team' | 'institution' | 'account'): Promise<string[]> {
  const rows = await store.reads
    .select()
    .from(notice)
    .where(and(eq(notice.regionCode, district.regionCode), eq(notice.subjectId, referralId), eq(notice.toKind, toKind)))
    .orderBy(asc(notice.createdAt), asc(notice.id));
  return rows.map(({ template }) => template);
}

async function sent(change: Partial<Parameters<typeof orderFor>[1]> = {}): Promise<ReferralReceipt> {
  return granted(await createReferral(doctor(), orderFor(district.elder.id, { toInstitutionCode: district.lead.code, departmentCode: 'cardiology', ...change })));
}

describe('who is told what', () => {
  test('sent: the hospital’s office and the resident; the office of another hospital and the nurse hear nothing', async () => {
    const one = await sent();
    expect(await told(one.id, 'institution')).toEqual(['referral_received']);
    expect(await told(one.id, 'resident')).toEqual(['referral_sent']);
    expect(await bell('referral_office')).toEqual(['referral_received']);
    expect(await bell('referral_office', true)).toEqual([]);
    expect(await countUnreadNotices(district.contextFor('nurse'))).toBe(0);
  });

  test('to a primary institution: its doctors', async () => {
    const up = await sent();
    expect(up.status).toBe('sent');
    const home = { direction: 'down', toInstitutionCode: district.township.code, departmentCode: 'general', practitionerId: `${district.lead.code}-P1` } as const;
    const back = granted(await createReferral(office(), orderFor(district.elder.id, home)));
    expect(await told(back.id, 'institution')).toEqual(['referral_received']);
    expect(await bell('doctor')).toContain('referral_received');
    expect(await bell('doctor', true)).toEqual([]);
  });

  test('question and answer go back and forth, each to the other side alone', async () => {
    const one = await sent();
    const asked = granted(await askInfo(office(), { ...handle(one), question: '近期肾功能？' }));
    granted(await giveInfo(doctor(), { ...handle(asked), answer: '肌酐 88' }));
    expect(await told(one.id, 'team')).toEqual(['referral_info_wanted']);
    expect(await told(one.id, 'institution')).toEqual(['referral_received', 'referral_info_given']);
    expect(await told(one.id, 'resident')).toEqual(['referral_sent']);
  });

  test('accepted with the time of the place; called off by the sender: the hospital and the resident, not the sender', async () => {
    const session = await publishClinic(district);
    const one = await sendOnto(district, session);
    const accepted = granted(await acceptReferral(office(), { ...handle(one), places: null }));
    granted(await cancelReferral(doctor(), { ...handle(accepted), reason: '好转' }));
    expect(await told(one.id, 'team')).toEqual(['referral_answered']);
    expect(await told(one.id, 'institution')).toEqual(['referral_received', 'referral_ended']);
    expect(await told(one.id, 'resident')).toEqual(['referral_sent', 'referral_accepted', 'referral_cancelled']);
    const [row] = await store.reads.select().from(notice).where(and(eq(notice.subjectId, one.id), eq(notice.template, 'referral_accepted')));
    const message = row && messageOf(row);
    expect(message && sentenceOf(message, null)).toBe(`城东中心医院已接收您的转诊（单号 ${one.number}），请在2025年3月17日8:00前到院，带好身份证或社保卡。去不了请尽早取消，把号让给别人。`);
  });

  test('redirected: the resident hears it once, the next hospital receives it', async () => {
    const one = await sent();
    const { successor } = granted(await redirectReferral(office(), { ...handle(one), toInstitutionCode: district.foreignLead.code, departmentCode: 'neurology', reason: '该院更合适' }));
    expect(await told(one.id, 'resident')).toEqual(['referral_sent', 'referral_redirected']);
    expect(await told(successor.id, 'resident')).toEqual([]);
    expect(await bell('referral_office', true)).toEqual(['referral_received']);
  });

  test('a step that is refused tells nobody', async () => {
    const one = await sent();
    await declineReferral(office(), { ...handle(one), code: 'other', reason: ' ' });
    expect(await told(one.id, 'team')).toEqual([]);
  });

  test('no notice holds a name, a diagnosis or a number; an SMS holds no department', async () => {
    const one = await sent();
    granted(await declineReferral(office(), { ...handle(one), code: 'not_indicated', reason: '刘桂兰的高血压可在基层处理' }));
    const rows = await store.reads.select().from(notice).where(eq(notice.subjectId, one.id));
    expect(rows.length).toBeGreaterThan(3);
    for (const row of rows) {
      const message = messageOf(row);
      const text = message ? sentenceOf(message, null) : noticeCopy.sentence(row.template, row.facts);
      expect((JSON.stringify(row.facts) + text).replaceAll(one.number, '')).not.toMatch(/刘桂兰|高血压|\d{15}/);
      if (message) expect(text).not.toContain('心血管');
      expect(isStaffTemplate(row.template) || message !== null).toBe(true);
      expect(text).not.toMatch(/undefined|NaN/);
    }
  });
});

describe('an answer that is overdue', () => {
  const dueAt = districtNow + 24 * hourMs;

  test('is not spoken of before its time; then the hospital is reminded once', async () => {
    const one = await sent();
    await remindOfOverdue(clock(dueAt - 1));
    expect(await told(one.id, 'institution')).toEqual(['referral_received']);
    await remindOfOverdue(clock(dueAt));
    expect(await remindOfOverdue(clock(dueAt + hourMs))).toEqual({ reminded: 0 });
    expect(await told(one.id, 'institution')).toEqual(['referral_received', 'referral_overdue']);
  });

  test('on a bad day, too: the three hundredth is reminded like the first', async () => {
    const one = await sent();
    const [row] = await store.reads.select().from(referral).where(and(eq(referral.regionCode, district.regionCode), eq(referral.id, one.id)));
    if (!row) throw new Error('nothing was sent');
    const more = Array.from({ length: 299 }, (_, at) => ({ ...row, id: `${one.id}-${at}`, number: `Z2025031099${String(at).padStart(10, '0')}`, requestKey: fresh('bad-day') }));
    await store.transaction((tx) => insertReferrals(tx, more, []));
    expect(await remindOfOverdue(clock(dueAt))).toEqual({ reminded: 300 });
    expect(await remindOfOverdue(clock(dueAt + hourMs))).toEqual({ reminded: 0 });
  });

  test('two hours later the alliance’s manager and the sender are told, once, and the timeline says so', async () => {
    const one = await sent();
    expect(await escalateReferrals(clock(dueAt + 2 * hourMs - 1))).toEqual({ escalated: 0 });
    const rounds = await Promise.all([escalateReferrals(clock(dueAt + 2 * hourMs)), escalateReferrals(clock(dueAt + 2 * hourMs))]);
    expect(rounds.map(({ escalated }) => escalated).reduce((sum, each) => sum + each)).toBe(1);
    expect(await bell('alliance_manager')).toEqual(['referral_overdue']);
    expect(await bell('alliance_manager', true)).toEqual([]);
    expect(await told(one.id, 'team')).toEqual(['referral_overdue']);
    const { events, version } = granted(await getReferral(office(), { referralId: one.id }));
    expect(events.map(({ action }) => action)).toEqual(['created', 'escalated']);
    expect(granted(await acceptReferral(office(), { referralId: one.id, version, places: null })).status).toBe('accepted');
  });

  test('an emergency is due in two hours; what waits for information is not overdue', async () => {
    const one = await sent({ priority: 'emergency' });
    const two = granted(await askInfo(office(), { ...handle(await sentBy(district.adult.id)), question: '近期肾功能？' }));
    await remindOfOverdue(clock(districtNow + 2 * hourMs));
    await escalateReferrals(clock(districtNow + 60 * hourMs));
    expect(await told(one.id, 'institution')).toContain('referral_overdue');
    expect(await told(two.id, 'account')).toEqual([]);
  });

  async function sentBy(residentId: string): Promise<ReferralReceipt> {
    return granted(await createReferral(doctor(), orderFor(residentId, { toInstitutionCode: district.lead.code, departmentCode: 'cardiology' })));
  }
});

describe('what runs out', () => {
  test('unanswered when its place begins: sender and resident are told, the hospital lets the place go', async () => {
    const session = await publishClinic(district);
    const one = await sendOnto(district, session);
    await expireReferrals(clock(session.startsAt));
    expect(await told(one.id, 'team')).toEqual(['referral_ended']);
    expect(await told(one.id, 'resident')).toEqual(['referral_sent', 'referral_expired']);
    const { events } = granted(await getReferral(office(), { referralId: one.id }));
    expect(events.at(-1)).toMatchObject({ action: 'expired', facts: { from: 'sent' } });
  });
});
