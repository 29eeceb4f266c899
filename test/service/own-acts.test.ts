import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { insertGuardian } from '@/db/queries/household';
import { insertSession } from '@/db/queries/session';
import { tokenHash } from '@/db/sealed';
import { actorOfToken, newToken } from '@/server/auth/sessions';
import { firstConsentVersion } from '@/server/domain/agreement/shipped-texts';
import { doorLimits } from '@/server/domain/door/limits';
import { hourMs, minuteMs } from '@/server/domain/kernel/instant';
import { accept } from '@/server/domain/kernel/outcome';
import { type ServiceContext, uuidv7 } from '@/server/services/context';
import { listPhoneChanges } from '@/server/services/phone-change/list-phone-changes';
import { decidePhoneChange } from '@/server/services/phone-change/decide-phone-change';
import { getResident } from '@/server/services/resident/get-resident';
import { changeContact } from '@/server/services/resident-change/change-contact';
import { askToSign } from '@/server/services/own/ask-for-contract';
import { askOwnCode } from '@/server/services/own/ask-own-code';
import { changeOwnPhone } from '@/server/services/own/change-own-phone';
import { describeOwnContract } from '@/server/services/own/describe-own-contract';
import { describeOwnPhone } from '@/server/services/own/describe-own-phone';
import { listOwnRequests } from '@/server/services/own/list-own-requests';
import { listOwnTeams } from '@/server/services/own/list-own-teams';
import { chooseOwnWard, listOwnWards } from '@/server/services/own/own-wards';
import { type Deed, ownConsent, proveOneself } from '@/server/services/own/prove-oneself';
import { withdrawOwnConsent } from '@/server/services/own/withdraw-own-consent';
import { type District, type TestResident, districtNow, mintDistrict } from '../factories/district';
import { digitsSentTo, noticesOf } from '../factories/doors';
import { accepted, codesOf, signed, signingOf } from '../factories/signing';
import { freshStore } from '../factories/store';

let store: Store;
let drop: () => Promise<void>;
let district: District;
beforeAll(async () => {
  ({ store, drop } = await freshStore());
  district = await mintDistrict(store);
});
afterAll(() => drop());

let phones = 13_700_000_000;
const nextPhone = () => String((phones += 1));
let keys = 0;
const nextKey = () => `own-request-${(keys += 1)}`;
const clock = (now = districtNow) => district.contextFor('system', { now });
const mine = (resident: { readonly id: string }, now = districtNow) => district.contextFor('resident', { residentId: resident.id, now });

async function withPhone(birthDay = '1975-06-01'): Promise<{ resident: TestResident; phone: string }> {
  const phone = nextPhone();
  return { resident: await district.addResident({ phone, birthDay, homeInstitutionCode: district.township.code }), phone };
}

async function codeFor(context: ServiceContext, purpose: Deed | 'old_phone' | 'new_phone', phone: string, newPhone: string | null = null) {
  const { token } = accepted(await askOwnCode(context, { purpose, newPhone }));
  return { token, typed: await digitsSentTo(clock(context.now()), phone) };
}

/** As the page does it: a code, and with it the request. */
function signOnline(context: ServiceContext, requestKey: string, code: { token: string; typed: string } | null, relation = '') {
  const order = { requestKey, teamId: district.team.id, packageCodes: ['basic'], termYears: 1, note: null };
  return proveOneself(context, { deed: 'sign', about: district.team.id, requestKey, code }, async (by) => askToSign(context, { ...order, consent: await ownConsent(context, { textVersion: firstConsentVersion, relation }, by) }));
}

describe('signing online', () => {
  test('asks the team once the code was right, and sent twice under one key asks once', async () => {
    const { resident, phone } = await withPhone();
    const key = nextKey();
    const code = await codeFor(mine(resident), 'sign', phone);
    const first = accepted(await signOnline(mine(resident), key, code));
    expect(accepted(await signOnline(mine(resident), key, code)).requestId).toBe(first.requestId);
    expect((await listOwnRequests(mine(resident))).signing).toMatchObject([{ requestId: first.requestId, status: 'awaiting_team' }]);
    // The same digits for another request are used up.
    expect(codesOf(await signOnline(mine(resident), nextKey(), code))).toEqual(['door.code_refused']);
  });

  test('needs the right code, for this deed, of this person', async () => {
    const [one, two] = [await withPhone(), await withPhone()];
    const renewal = await codeFor(mine(one.resident), 'renew', one.phone);
    const another = await codeFor(mine(two.resident), 'sign', two.phone);
    for (const code of [null, renewal, another, { token: 'none', typed: '123456' }]) {
      expect(codesOf(await signOnline(mine(one.resident), nextKey(), code))).toEqual(['door.code_refused']);
    }
    expect((await listOwnRequests(mine(one.resident))).signing).toEqual([]);
  });

  test('is not open to whoever has no phone; taking a consent back is', async () => {
    const resident = await district.addResident();
    expect(codesOf(await askOwnCode(mine(resident), { purpose: 'sign', newPhone: null }))).toEqual(['door.no_phone']);
    expect(codesOf(await signOnline(mine(resident), nextKey(), null))).toEqual(['door.no_phone']);
    const { contractId } = await signed(district.contextFor('doctor'), signingOf(district, resident));
    const withdrawn = await proveOneself(mine(resident), { deed: 'withdraw', about: contractId, requestKey: nextKey(), code: null }, () => withdrawOwnConsent(mine(resident), { contractId, note: null }));
    expect(withdrawn.ok).toBe(true);
    expect((await describeOwnContract(mine(resident))).contracts).toMatchObject([{ status: 'terminated', endedReason: 'consent_withdrawn' }]);
  });

  test('finds nobody else’s contract', async () => {
    const [one, two] = [await withPhone(), await withPhone()];
    const { contractId } = await signed(district.contextFor('doctor'), signingOf(district, one.resident));
    expect(codesOf(await withdrawOwnConsent(mine(two.resident), { contractId, note: null }))).toEqual(['not_found']);
  });

  test('offers the teams near home first, and any by name', async () => {
    const { resident } = await withPhone();
    const near = await listOwnTeams(mine(resident), { text: '' });
    expect(near.teams.map(({ id }) => id)).toEqual([district.team.id]);
    const found = await listOwnTeams(mine(resident), { text: '王建国' });
    expect(found.teams.map(({ id }) => id)).toContain(district.team.id);
    expect((await listOwnTeams(mine(resident), { text: '没有这个' })).teams).toEqual([]);
  });
});

describe('a new phone', () => {
  test('is on record at once when both numbers’ codes are right, and the old one hears of it', async () => {
    const { resident, phone } = await withPhone();
    const fresh = nextPhone();
    const newCode = await codeFor(mine(resident), 'new_phone', fresh, fresh);
    const oldCode = await codeFor(mine(resident), 'old_phone', phone);
    const requestKey = nextKey();
    expect(accepted(await changeOwnPhone(mine(resident), { requestKey, newCode, oldCode }))).toEqual({ status: 'confirmed' });
    expect(accepted(await changeOwnPhone(mine(resident), { requestKey, newCode, oldCode }))).toEqual({ status: 'confirmed' });
    expect((await describeOwnPhone(mine(resident))).masked).toBe(`${fresh.slice(0, 3)}****${fresh.slice(-4)}`);
    const told = (await noticesOf(store, resident.id)).filter(({ template }) => template === 'phone_changed');
    expect(told.map((each) => each.phone)).toEqual([phone]);
  });

  test('that staff put on record is told to the old number as well', async () => {
    const { resident, phone } = await withPhone();
    const nurse = district.contextFor('nurse');
    const { version } = accepted(await getResident(nurse, { residentId: resident.id }));
    accepted(await changeContact(nurse, { residentId: resident.id, version, phone: nextPhone(), reason: null }));
    const told = (await noticesOf(store, resident.id)).filter(({ template }) => template === 'phone_changed');
    expect(told.map((each) => each.phone)).toEqual([phone]);
    accepted(await changeContact(nurse, { residentId: resident.id, version: version + 1, address: '新华路 8 号', reason: null }));
    expect((await noticesOf(store, resident.id)).filter(({ template }) => template === 'phone_changed')).toHaveLength(1);
  });

  test('waits for the team when the old number cannot be asked, within the team’s reach only', async () => {
    const { resident, phone } = await withPhone();
    const fresh = nextPhone();
    const newCode = await codeFor(mine(resident), 'new_phone', fresh, fresh);
    expect(accepted(await changeOwnPhone(mine(resident), { requestKey: nextKey(), newCode, oldCode: null }))).toEqual({ status: 'pending' });
    expect((await describeOwnPhone(mine(resident))).masked).toBe(`${phone.slice(0, 3)}****${phone.slice(-4)}`);
    const asked = (await listPhoneChanges(district.contextFor('nurse'))).rows.find(({ residentId }) => residentId === resident.id);
    if (!asked) throw new Error('nobody was asked');
    const decision = { id: asked.id, agree: true, reason: null };
    expect(codesOf(await decidePhoneChange(district.contextFor('nurse', { foreign: true }), decision))).toEqual(['not_found']);
    expect(codesOf(await decidePhoneChange(district.contextFor('nurse'), { ...decision, agree: false }))).toEqual(['door.reason_missing']);
    accepted(await decidePhoneChange(district.contextFor('nurse'), decision));
    expect(codesOf(await decidePhoneChange(district.contextFor('nurse'), decision))).toEqual(['door.phone_change_decided']);
    expect((await describeOwnPhone(mine(resident))).masked).toBe(`${fresh.slice(0, 3)}****${fresh.slice(-4)}`);
  });

  test.each([
    ['12345', 'door.phone_malformed'],
    ['024-88880001', 'door.phone_malformed'],
  ])('%s gets no code: %s', async (typed, refusal) => {
    const { resident } = await withPhone();
    expect(codesOf(await askOwnCode(mine(resident), { purpose: 'new_phone', newPhone: typed }))).toEqual([refusal]);
  });

  test('that is the old one is told so', async () => {
    const { resident, phone } = await withPhone();
    expect(codesOf(await askOwnCode(mine(resident), { purpose: 'new_phone', newPhone: phone }))).toEqual(['door.phone_same']);
  });
});

describe('codes from inside', () => {
  test('come once a minute and five times an hour', async () => {
    const { resident } = await withPhone();
    const start = Math.ceil(districtNow / hourMs) * hourMs;
    const request = (now: number) => askOwnCode(mine(resident, now), { purpose: 'sign', newPhone: null });
    expect((await request(start)).ok).toBe(true);
    expect(codesOf(await request(start + 1000))).toEqual(['door.too_many']);
    for (let minute = 1; minute < 4; minute += 1) expect((await request(start + minute * minuteMs)).ok).toBe(true);
    expect(codesOf(await request(start + 6 * minuteMs))).toEqual(['door.too_many']);
  });

  test('are counted also when the deed is not done: five wrong ones are the last', async () => {
    const { resident, phone } = await withPhone();
    const code = await codeFor(mine(resident), 'sign', phone);
    const wrong = { ...code, typed: code.typed === '000000' ? '111111' : '000000' };
    for (let guess = 0; guess < 5; guess += 1) expect(codesOf(await signOnline(mine(resident), nextKey(), wrong))).toEqual(['door.code_refused']);
    expect(codesOf(await signOnline(mine(resident), nextKey(), code))).toEqual(['door.code_refused']);
  });
});

describe('one code', () => {
  test('lets one thing be done, however often it is sent', async () => {
    const { resident, phone } = await withPhone();
    const code = await codeFor(mine(resident), 'withdraw', phone);
    const requestKey = nextKey();
    const withdraw = (about: string) => proveOneself(mine(resident), { deed: 'withdraw', about, requestKey, code }, () => Promise.resolve(accept(about)));
    expect(accepted(await withdraw('contract-1'))).toBe('contract-1');
    expect(accepted(await withdraw('contract-1'))).toBe('contract-1');
    expect(codesOf(await withdraw('contract-2'))).toEqual(['door.code_refused']);
  });

  test('and no phone gets more than its share, whoever asks and for whatever', async () => {
    const { most } = doorLimits.phone;
    const strangers = nextPhone();
    const answers = [];
    for (let asker = 0; asker <= most; asker += 1) {
      const { resident } = await withPhone();
      answers.push(await askOwnCode(mine(resident), { purpose: 'new_phone', newPhone: strangers }));
    }
    expect(answers.slice(0, most).every(({ ok }) => ok)).toBe(true);
    expect(codesOf(answers[most] ?? accept(null))).toEqual(['door.too_many']);
  });
});

describe('a guardian', () => {
  async function family(birthDay: string) {
    const parent = await withPhone();
    const child = await district.addResident({ birthDay, homeInstitutionCode: district.township.code });
    const { regionCode } = district;
    const person = { guardianResidentId: parent.resident.id, name: parent.resident.name, relation: 'mother', certType: null, identitySealed: null, phoneSealed: null } as const;
    await store.transaction((tx) => insertGuardian(tx, { regionCode, id: uuidv7(), residentId: child.id, ...person, fromDay: '2024-01-01', toDay: null, recordedAt: districtNow, recordedByName: '李护士' }));
    const token = newToken();
    const times = { createdAt: districtNow, seenAt: districtNow, expiresAt: districtNow + hourMs, revokedAt: null };
    await store.transaction((tx) => insertSession(tx, { tokenHash: tokenHash(token), accountId: null, regionCode, residentId: parent.resident.id, ...times }));
    const context = async (now = districtNow): Promise<ServiceContext> => {
      const actor = await actorOfToken(store, token, now);
      if (!actor) throw new Error('nobody is signed in');
      return { store, actor, now: () => now, newId: () => uuidv7(now) };
    };
    return { parent, child, context };
  }

  test('looks and acts in the place of a child under 14, by their own phone and name', async () => {
    const { parent, child, context } = await family('2018-05-01');
    expect((await listOwnWards(await context())).wards).toMatchObject([{ id: child.id, relation: 'mother' }]);
    accepted(await chooseOwnWard(await context(), { wardId: child.id }));
    const forChild = await context();
    expect(forChild.actor).toMatchObject({ residentId: child.id, guardianId: parent.resident.id });
    const code = await codeFor(forChild, 'sign', parent.phone);
    const { requestId } = accepted(await signOnline(forChild, nextKey(), code, '母亲'));
    expect((await listOwnRequests(mine(child))).signing).toMatchObject([{ requestId }]);
    accepted(await chooseOwnWard(await context(), { wardId: null }));
    expect((await context()).actor).toMatchObject({ residentId: parent.resident.id });
  });

  test('cannot use a code that they asked for in the child’s place for themselves, nor the other way round', async () => {
    const { parent, child, context } = await family('2018-05-01');
    accepted(await chooseOwnWard(await context(), { wardId: child.id }));
    const forChild = await codeFor(await context(), 'sign', parent.phone);
    accepted(await chooseOwnWard(await context(), { wardId: null }));
    expect(codesOf(await signOnline(await context(), nextKey(), forChild))).toEqual(['door.code_refused']);
    const later = districtNow + 2 * minuteMs;
    const forThemselves = await codeFor(await context(later), 'sign', parent.phone);
    accepted(await chooseOwnWard(await context(later), { wardId: child.id }));
    expect(codesOf(await signOnline(await context(later), nextKey(), forThemselves, '母亲'))).toEqual(['door.code_refused']);
  });

  test('sees nobody else’s child, and nobody from the fourteenth birthday on', async () => {
    const { child, context } = await family('2011-05-01');
    const other = await family('2018-05-01');
    expect(codesOf(await chooseOwnWard(await context(), { wardId: other.child.id }))).toEqual(['door.not_in_care']);
    accepted(await chooseOwnWard(await context(), { wardId: child.id }));
    expect((await context()).actor).toMatchObject({ residentId: child.id });
    const grown = await family('2011-03-01');
    expect((await listOwnWards(await grown.context())).wards).toEqual([]);
    expect(codesOf(await chooseOwnWard(await grown.context(), { wardId: grown.child.id }))).toEqual(['door.not_in_care']);
  });
});
