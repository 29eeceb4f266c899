import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { auditEvent, notice } from '@/db/schema';
import { minuteMs } from '@/server/domain/kernel/instant';
import { textOf } from '@/server/integration/sms/texts';
import { listNotices } from '@/server/services/notice/list-notices';
import { countUnreadNotices, listBell, markNoticesRead } from '@/server/services/notice/own-bell';
import { queueNotice } from '@/server/services/notice/queue-notice';
import { resendNotice } from '@/server/services/notice/resend-notice';
import { sendDueNotices } from '@/server/services/notice/send-due-notices';
import { listOwnNotices } from '@/server/services/own/list-own-notices';
import { PermissionDenied } from '@/server/services/permit';
import { type District, districtNow, mintDistrict } from '../factories/district';
import { TestCarrier, noticesOf } from '../factories/doors';
import { accepted, codesOf } from '../factories/signing';
import { freshStore } from '../factories/store';

let store: Store;
let drop: () => Promise<void>;
let district: District;
beforeAll(async () => {
  ({ store, drop } = await freshStore());
  district = await mintDistrict(store);
});
afterAll(() => drop());

let phones = 13_900_000_000;
const clock = (now = districtNow) => district.contextFor('system', { now });
const outbox = { delivery: null, toKind: null, template: null, page: 1, pageSize: 100, withDemoTexts: false } as const;

async function told(options: { phone?: string | null; once?: string } = {}) {
  const phone = options.phone === undefined ? String((phones += 1)) : options.phone;
  const resident = await district.addResident({ phone, homeInstitutionCode: district.township.code });
  const facts = { teamName: district.team.name, endDay: '2025-12-31' };
  const news = { regionCode: district.regionCode, to: { kind: 'resident', id: resident.id }, template: 'contract_ending', facts, ...(options.once && { once: options.once }) } as const;
  const id = await store.transaction((tx) => queueNotice<'contract_ending'>(tx, clock(), news));
  return { resident, phone, id, news };
}

describe('the outbox', () => {
  test('sends by SMS to whoever has a mobile, and keeps it for the page of whoever has none', async () => {
    const one = await told();
    const none = await told({ phone: null });
    const landline = await told({ phone: '024-88880009' });
    const carrier = new TestCarrier();
    await sendDueNotices(clock(), carrier);
    expect(carrier.taken.map(({ phone }) => phone)).toEqual([one.phone]);
    expect((await noticesOf(store, none.resident.id)).map(({ channel }) => channel)).toEqual(['in_app']);
    expect((await noticesOf(store, landline.resident.id)).map(({ channel }) => channel)).toEqual(['in_app']);
    for (const { resident } of [one, none]) expect(await listOwnNotices(district.contextFor('resident', { residentId: resident.id }))).toHaveLength(1);
  });

  test('is never sent twice, however many processes send at once', async () => {
    const one = await told();
    const carriers = Array.from({ length: 8 }, () => new TestCarrier());
    await Promise.all(carriers.map((carrier) => sendDueNotices(clock(), carrier)));
    expect(carriers.flatMap(({ taken }) => taken).filter(({ phone }) => phone === one.phone)).toHaveLength(1);
  });

  test('what was rolled back was never said, and the same news is queued once', async () => {
    const one = await told({ once: 'ending of contract 7' });
    await expect(
      store.transaction(async (tx) => {
        await queueNotice<'contract_ending'>(tx, clock(), { ...one.news, once: 'something else' });
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await store.transaction((tx) => queueNotice<'contract_ending'>(tx, clock(), one.news))).toBeNull();
    expect(await noticesOf(store, one.resident.id)).toHaveLength(1);
  });

  test('is tried again later and later, and given up in the end; a refusal for good at once', async () => {
    const one = await told();
    const broken = new TestCarrier();
    broken.breaks = true;
    for (const minutes of [0, 1, 6, 36, 276]) await sendDueNotices(clock(districtNow + minutes * minuteMs), broken);
    expect(await noticesOf(store, one.resident.id)).toMatchObject([{ attempts: 5, error: 'carrier_failed', failedAt: districtNow + 276 * minuteMs }]);
    const two = await told();
    const refusing = new TestCarrier();
    refusing.refusal = { error: 'number_unknown', mayRetry: false };
    await sendDueNotices(clock(), refusing);
    expect(await noticesOf(store, two.resident.id)).toMatchObject([{ attempts: 1, error: 'number_unknown' }]);
  });

  test('a code that comes too late is not sent, and its digits are gone after sending', async () => {
    const { resident } = await told();
    const secret = { digits: '123456', uselessAt: districtNow + minuteMs };
    const news = { regionCode: district.regionCode, to: { kind: 'resident', id: resident.id }, template: 'code', facts: { purpose: 'sign', minutes: 5 }, secret } as const;
    await store.transaction((tx) => queueNotice<'code'>(tx, clock(), news));
    const carrier = new TestCarrier();
    await sendDueNotices(clock(districtNow + minuteMs), carrier);
    expect(carrier.taken.some(({ digits }) => digits !== null)).toBe(false);
    await store.transaction((tx) => queueNotice<'code'>(tx, clock(), news));
    await sendDueNotices(clock(), carrier);
    expect(carrier.taken.filter(({ digits }) => digits === '123456')).toHaveLength(1);
    expect((await noticesOf(store, resident.id)).every(({ secretSealed }) => secretSealed === null)).toBe(true);
  });
});

describe('staff', () => {
  test('see what went out within their reach, masked, and send again what failed', async () => {
    const one = await told();
    const refusing = new TestCarrier();
    refusing.refusal = { error: 'number_unknown', mayRetry: false };
    await sendDueNotices(clock(), refusing);
    const { rows } = await listNotices(district.contextFor('nurse'), { ...outbox, delivery: 'failed' });
    const line = rows.find(({ id }) => id === one.id);
    expect(line).toMatchObject({ canResend: true, demoText: null, delivery: 'failed' });
    expect(JSON.stringify(rows)).not.toContain(one.phone ?? '');
    expect(JSON.stringify(rows)).not.toContain(one.resident.name);
    expect((await listNotices(district.contextFor('nurse', { foreign: true }), outbox)).total).toBe(0);
    expect(codesOf(await resendNotice(district.contextFor('nurse', { foreign: true }), { noticeId: one.id ?? '' }))).toEqual(['not_found']);
    accepted(await resendNotice(district.contextFor('nurse'), { noticeId: one.id ?? '' }));
    expect(codesOf(await resendNotice(district.contextFor('nurse'), { noticeId: one.id ?? '' }))).toEqual(['notice.not_failed']);
    const carrier = new TestCarrier();
    await sendDueNotices(clock(), carrier);
    expect(carrier.taken.map(({ phone }) => phone)).toContain(one.phone);
    await expect(listNotices(district.contextFor('finance'), outbox)).rejects.toThrow(PermissionDenied);
  });

  test('read their team’s notices each for themselves', async () => {
    const news = { regionCode: district.regionCode, to: { kind: 'team', id: district.team.id }, template: 'ending_asked', facts: { maskedName: '王*' } } as const;
    await store.transaction((tx) => queueNotice<'ending_asked'>(tx, clock(), news));
    const [doctor, nurse] = [district.contextFor('doctor'), district.contextFor('nurse')];
    expect(await countUnreadNotices(doctor)).toBe(1);
    expect(await markNoticesRead(doctor, 'all')).toBe(1);
    expect([await countUnreadNotices(doctor), await countUnreadNotices(nurse)]).toEqual([0, 1]);
    expect(await listBell(doctor)).toMatchObject([{ template: 'ending_asked', readAt: districtNow }]);
    expect(await countUnreadNotices(district.contextFor('nurse', { foreign: true }))).toBe(0);
    // Somebody else's notice is not marked by its id.
    const [{ id } = { id: '' }] = await listBell(nurse);
    expect(await markNoticesRead(district.contextFor('nurse', { foreign: true }), [id])).toBe(0);
  });
});

test('phones, digits and names stand nowhere in the open: not in facts, not in the audit', async () => {
  const rows = await store.reads.select().from(notice);
  const audited = await store.reads.select().from(auditEvent);
  const open = JSON.stringify([rows.map(({ facts }) => facts), audited.map(({ facts }) => facts)]);
  expect(open).not.toMatch(/1[3-9]\d{9}/);
  expect(open).not.toContain('123456');
});

test('a code’s message says what it is for and how long it is good', () => {
  expect(textOf({ template: 'code', facts: { purpose: 'sign', minutes: 5 } }, '012345')).toBe('【家庭医生签约】验证码 012345，5 分钟内有效，用于提交签约申请。请不要告诉任何人，工作人员也不会向您要。不是您本人操作请不要理会。');
});
