import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { doorCount, session, smsCode } from '@/db/schema';
import { tokenHash } from '@/db/sealed';
import { type CodeEntered, askForCode, enterByCode } from '@/server/auth/sms-door';
import { openResidentSession } from '@/server/auth/open-resident-session';
import { actorOfToken } from '@/server/auth/sessions';
import { codeMs, doorLimits } from '@/server/domain/door/limits';
import { hourMs, minuteMs } from '@/server/domain/kernel/instant';
import { getResident } from '@/server/services/resident/get-resident';
import { recordDeath } from '@/server/services/resident-change/record-death';
import { issueResidentPass } from '@/server/services/resident-pass/issue-resident-pass';
import { dispatchCodes } from '@/server/services/door/dispatch-codes';
import { type District, type TestResident, citizenId, districtNow, mintDistrict } from '../factories/district';
import { digitsSentTo } from '../factories/doors';
import { accepted } from '../factories/signing';
import { freshStore } from '../factories/store';

let store: Store;
let drop: () => Promise<void>;
let district: District;
beforeAll(async () => {
  ({ store, drop } = await freshStore());
  district = await mintDistrict(store);
});
afterAll(() => drop());

let addresses = 0;
let phones = 13_800_000_000;
const nextPhone = () => String((phones += 1));
/** An address of its own, so that one test's knocks are not another's. */
const freshAddress = () => `10.0.${Math.floor((addresses += 1) / 250)}.${addresses % 250}`;
const clock = (now: number) => district.contextFor('system', { now });

async function ask(certNo: string, now = districtNow, address = freshAddress()): Promise<string> {
  const asked = await askForCode(store, { regionCode: district.regionCode, certType: '01', certNo, address }, now);
  if (!asked.ok) throw new Error(asked.code);
  return asked.token;
}
const enter = (token: string, typed: string, now = districtNow, address = freshAddress()): Promise<CodeEntered> => enterByCode(store, { regionCode: district.regionCode, token, typed, address }, now);

async function withPhone(): Promise<{ resident: TestResident; phone: string }> {
  const phone = nextPhone();
  return { resident: await district.addResident({ phone }), phone };
}

async function codeFor(resident: TestResident, phone: string, now = districtNow): Promise<{ token: string; digits: string }> {
  const token = await ask(resident.certNo, now);
  await dispatchCodes(clock(now));
  return { token, digits: await digitsSentTo(clock(now), phone) };
}

const other = (digits: string) => (digits === '000000' ? '111111' : '000000');

describe('the door without a paper', () => {
  test('opens by the identity number and the six digits that came to the phone on record', async () => {
    const { resident, phone } = await withPhone();
    const { token, digits } = await codeFor(resident, phone);
    expect(digits).toMatch(/^\d{6}$/);
    const entered = await enter(token, `${digits.slice(0, 3)} ${digits.slice(3)}`);
    if (!entered.ok) throw new Error(entered.code);
    expect(await actorOfToken(store, entered.token, districtNow)).toMatchObject({ kind: 'resident', residentId: resident.id });
  });

  test('a code is good once, for five minutes, and until a later one is asked for', async () => {
    const { resident, phone } = await withPhone();
    const first = await codeFor(resident, phone);
    expect((await enter(first.token, first.digits)).ok).toBe(true);
    expect(await enter(first.token, first.digits)).toEqual({ ok: false, code: 'door.refused' });
    const later = districtNow + 2 * minuteMs;
    const second = await codeFor(resident, phone, later);
    expect(await enter(second.token, second.digits, later + codeMs)).toEqual({ ok: false, code: 'door.refused' });
    const replaced = await codeFor(resident, phone, later + 10 * minuteMs);
    const newest = await codeFor(resident, phone, later + 12 * minuteMs);
    expect(await enter(replaced.token, replaced.digits, later + 12 * minuteMs)).toEqual({ ok: false, code: 'door.refused' });
    expect((await enter(newest.token, newest.digits, later + 12 * minuteMs)).ok).toBe(true);
  });

  test('five wrong guesses are the last, also against the right digits', async () => {
    const { resident, phone } = await withPhone();
    const { token, digits } = await codeFor(resident, phone);
    for (let guess = 0; guess < 5; guess += 1) expect(await enter(token, other(digits))).toEqual({ ok: false, code: 'door.refused' });
    expect(await enter(token, digits)).toEqual({ ok: false, code: 'door.refused' });
  });

  test('of twenty right answers at once one opens, and of twenty guesses at once five count', async () => {
    const { resident, phone } = await withPhone();
    const { token, digits } = await codeFor(resident, phone);
    const answers = await Promise.all(Array.from({ length: 20 }, () => enter(token, digits)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const second = await withPhone();
    const guessed = await codeFor(second.resident, second.phone);
    await Promise.all(Array.from({ length: 20 }, () => enter(guessed.token, other(guessed.digits))));
    expect(await enter(guessed.token, guessed.digits)).toEqual({ ok: false, code: 'door.refused' });
    const rows = await store.reads.select().from(smsCode);
    expect(rows.every(({ tries }) => tries <= 5)).toBe(true);
  });

  test('digits of one request do not open another one, and a made-up token opens nothing', async () => {
    const one = await withPhone();
    const two = await withPhone();
    const [first, second] = [await codeFor(one.resident, one.phone), await codeFor(two.resident, two.phone)];
    if (first.digits !== second.digits) expect(await enter(second.token, first.digits)).toEqual({ ok: false, code: 'door.refused' });
    expect(await enter('never-given-to-anybody', first.digits)).toEqual({ ok: false, code: 'door.refused' });
  });
});

describe('an open page', () => {
  async function signedIn() {
    const { resident, phone } = await withPhone();
    const { token, digits } = await codeFor(resident, phone);
    const entered = await enter(token, digits);
    if (!entered.ok) throw new Error(entered.code);
    return { resident, token: entered.token };
  }

  test('ends when a new paper is printed, because the old one may be in other hands', async () => {
    const { resident, token } = await signedIn();
    accepted(await issueResidentPass(district.contextFor('nurse'), { residentId: resident.id }));
    expect(await actorOfToken(store, token, districtNow)).toBeNull();
  });

  test('ends with a death, and no paper opens it again', async () => {
    const { resident, token } = await signedIn();
    const { token: code } = accepted(await issueResidentPass(district.contextFor('nurse'), { residentId: resident.id }));
    const opened = await openResidentSession(store, { code, tail: resident.certNo.slice(-4) }, districtNow);
    if (!opened.ok) throw new Error(opened.code);
    const doctor = district.contextFor('doctor');
    const { version } = accepted(await getResident(doctor, { residentId: resident.id }));
    accepted(await recordDeath(doctor, { residentId: resident.id, version, deathDay: '2025-01-02', document: 'death_certificate', note: null }));
    for (const each of [token, opened.token]) expect(await actorOfToken(store, each, districtNow)).toBeNull();
    expect(await openResidentSession(store, { code, tail: resident.certNo.slice(-4) }, districtNow)).toEqual({ ok: false, code: 'pass.refused' });
  });
});

describe('strangers, people without a phone and residents', () => {
  test('are answered alike, and asking leaves the same rows', async () => {
    const { resident } = await withPhone();
    const unreachable = await district.addResident();
    const landline = await district.addResident({ phone: '024-88880001' });
    const stranger = citizenId({ area: '110101', birthDay: '1980-01-01', serial: 777 });
    const left: number[][] = [];
    for (const certNo of [resident.certNo, unreachable.certNo, landline.certNo, stranger]) {
      const before = await countRows();
      const token = await ask(certNo);
      expect(token).toMatch(/^[\w-]{22}$/);
      const after = await countRows();
      left.push(after.map((count, at) => count - (before[at] ?? 0)));
      expect(await enter(token, '000000')).toEqual({ ok: false, code: 'door.refused' });
    }
    expect(new Set(left.map((each) => each.join(' '))).size).toBe(1);
  });

  test('only a phone on record is ever sent anything', async () => {
    await dispatchCodes(clock(districtNow));
    const unreachable = await district.addResident();
    const stranger = citizenId({ area: '110101', birthDay: '1980-01-01', serial: 779 });
    for (const certNo of [unreachable.certNo, stranger]) await ask(certNo);
    expect(await dispatchCodes(clock(districtNow))).toBe(0);
    const waiting = (await store.reads.select().from(smsCode)).filter(({ digitsSealed }) => digitsSealed !== null);
    expect(waiting).toEqual([]);
  });

  test('a phone that many have on record is sent only so many codes, and whoever asks is not told', async () => {
    const phone = nextPhone();
    const { most } = doorLimits.phone;
    const start = Math.ceil(districtNow / hourMs) * hourMs;
    for (let person = 0; person < most + 3; person += 1) await ask((await district.addResident({ phone })).certNo, start);
    expect(await dispatchCodes(clock(start))).toBe(most);
    expect(await dispatchCodes(clock(start))).toBe(0);
  });

  test('a code that cannot be read any more keeps nobody else’s from being sent', async () => {
    const [one, two] = [await withPhone(), await withPhone()];
    const start = districtNow + 24 * hourMs;
    const broken = tokenHash(await ask(one.resident.certNo, start));
    await store.transaction((tx) => tx.update(smsCode).set({ digitsSealed: 'not sealed by this installation' }).where(eq(smsCode.id, broken)));
    const token = await ask(two.resident.certNo, start + 1);
    await expect(dispatchCodes(clock(start + 2))).rejects.toThrow();
    const digits = await digitsSentTo(clock(start + 2), two.phone);
    expect((await enter(token, digits, start + 2)).ok).toBe(true);
    await store.transaction((tx) => tx.delete(smsCode).where(eq(smsCode.id, broken)));
  });

  test('a number that cannot be anybody’s is told so', async () => {
    expect(await askForCode(store, { regionCode: district.regionCode, certType: '01', certNo: '12345', address: freshAddress() }, districtNow)).toEqual({ ok: false, code: 'door.number_malformed' });
  });

  test('a number is asked for once a minute and five times an hour, whoever asks, in the database', async () => {
    const stranger = citizenId({ area: '110101', birthDay: '1980-01-01', serial: 781 });
    const request = (now: number) => askForCode(store, { regionCode: district.regionCode, certType: '01', certNo: stranger, address: freshAddress() }, now);
    const start = Math.ceil(districtNow / hourMs) * hourMs;
    expect((await request(start)).ok).toBe(true);
    expect(await request(start + 1000)).toEqual({ ok: false, code: 'door.too_many' });
    for (let minute = 1; minute < 4; minute += 1) expect((await request(start + minute * minuteMs)).ok).toBe(true);
    expect(await request(start + 5 * minuteMs)).toEqual({ ok: false, code: 'door.too_many' });
    expect((await request(start + hourMs)).ok).toBe(true);
  });

  test('an address may ask and guess only so often, and neither numbers nor addresses are written down', async () => {
    const address = freshAddress();
    const { most } = doorLimits.guess_address;
    const start = Math.ceil(districtNow / hourMs) * hourMs;
    const answers = [];
    for (let guess = 0; guess <= most; guess += 1) answers.push(await enter('no-such-token', '123456', start, address));
    expect(answers.slice(0, most).every((answer) => !answer.ok && answer.code === 'door.refused')).toBe(true);
    expect(answers[most]).toEqual({ ok: false, code: 'door.too_many' });
    const kept = JSON.stringify([await store.reads.select().from(doorCount), await store.reads.select().from(smsCode)]);
    expect(kept).not.toContain(address);
  });
});

async function countRows(): Promise<number[]> {
  const rows = await Promise.all([store.reads.select().from(smsCode), store.reads.select().from(session)]);
  return rows.map((each) => each.length);
}
