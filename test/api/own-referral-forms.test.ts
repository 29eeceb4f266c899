import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { POST } from '@/app/api/resident/referral/route';
import { type Store, sharedInProcess } from '@/db';
import { openResidentSession } from '@/server/auth/open-resident-session';
import { residentCookie } from '@/server/auth/sessions';
import { createReferral } from '@/server/services/referral/create-referral';
import { getReferral } from '@/server/services/referral/get-referral';
import { issueResidentPass } from '@/server/services/resident-pass/issue-resident-pass';
import { type District, districtNow, mintDistrict, type TestResident } from '../factories/district';
import { granted, orderFor } from '../factories/referrals';
import { freshStore } from '../factories/store';

const jar = new Map<string, string>();
vi.mock('next/headers', () => ({
  cookies: () => Promise.resolve({ getAll: () => [...jar].map(([name, value]) => ({ name, value })), get: (name: string) => (jar.has(name) ? { name, value: jar.get(name) } : undefined) }),
}));

let store: Store;
let drop: () => Promise<void>;
let district: District;
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: districtNow });
  ({ store, drop } = await freshStore());
  await sharedInProcess('gatekeeper.store', () => Promise.resolve(store));
  district = await mintDistrict(store);
});
afterAll(async () => {
  vi.useRealTimers();
  await drop();
});

async function holdsThePhone({ id, certNo }: TestResident): Promise<void> {
  const { token: code } = granted(await issueResidentPass(district.contextFor('system'), { residentId: id }));
  const opened = await openResidentSession(store, { code, tail: certNo.slice(-4) }, Date.now());
  if (!opened.ok) throw new Error(opened.code);
  jar.set(residentCookie, opened.token);
}

/** Sent as a phone without scripts sends it; answers where the browser is led. */
async function submit(fields: Readonly<Record<string, string>>): Promise<string> {
  const body = new URLSearchParams({ back: '/r/me/referrals', ...fields }).toString();
  const headers = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(body.length) };
  const answer = await POST(new Request('http://localhost:3000/api/resident/referral', { method: 'POST', headers, body }));
  return answer.headers.get('location') ?? '';
}

const asked = async (departmentCode: string) =>
  granted(await createReferral(district.contextFor('doctor'), orderFor(district.elder.id, { toInstitutionCode: district.lead.code, departmentCode, consented: false, consent: { way: 'online', guardian: null } })));
const statusOf = async (referralId: string) => granted(await getReferral(district.contextFor('doctor'), { referralId })).referral.status;

describe('what a resident decides about a referral', () => {
  test('agreeing sends it, calling off with a reason ends it', async () => {
    await holdsThePhone(district.elder);
    const { id: referral, number } = await asked('cardiology');
    expect(await statusOf(referral)).toBe('awaiting_consent');
    expect(await submit({ deed: 'agree', referral, number })).toBe(`/r/me/referrals/one?number=${number}&done=agree`);
    expect(await statusOf(referral)).toBe('sent');
    expect(await submit({ deed: 'cancel', referral, number, reason: '时间不方便', own: '要先陪家人看病' })).toContain('done=cancel');
    expect(granted(await getReferral(district.contextFor('doctor'), { referralId: referral }))).toMatchObject({ referral: { status: 'cancelled' }, events: expect.arrayContaining([expect.objectContaining({ action: 'cancelled', facts: expect.objectContaining({ reason: '要先陪家人看病' }) as object })]) as unknown[] });
  });

  test('saying no needs no reason, and it is not sent', async () => {
    await holdsThePhone(district.elder);
    const { id: referral, number } = await asked('neurology');
    expect(await submit({ deed: 'refuse', referral, number, reason: '' })).toContain('done=refuse');
    expect(await statusOf(referral)).toBe('cancelled');
  });

  test('a reason that is missing, somebody else’s referral and an unknown deed change nothing', async () => {
    const { id: referral, number } = await asked('urology');
    await holdsThePhone(district.elder);
    await submit({ deed: 'agree', referral, number });
    expect(await submit({ deed: 'cancel', referral, number, reason: ' ' })).toBe('/r/me/referrals?problem=1');
    expect(await submit({ deed: 'burn', referral, number })).toBe('/r/me/referrals');
    await holdsThePhone(district.adult);
    expect(await submit({ deed: 'cancel', referral, number, reason: '不去了' })).toBe('/r/me/referrals?problem=1');
    expect(await statusOf(referral)).toBe('sent');
  });
});
