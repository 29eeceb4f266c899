import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { agreementPrint, words } from '@/app/_copy/export';
import { type Store, sharedInProcess } from '@/db';
import { agreementHandler } from '@/server/api/answer-agreement';
import { answerVerification } from '@/server/api/verify-agreement';
import { residentCookie, staffCookie } from '@/server/auth/sessions';
import type { Role } from '@/server/domain/permission/roles';
import { pngOf } from '../factories/agreement';
import { type District, districtNow, mintDistrict } from '../factories/district';
import { signed, signingOf } from '../factories/signing';
import { freshStore } from '../factories/store';
import { type Side, signIn } from '../permissions/sign-in';

let store: Store;
let drop: () => Promise<void>;
let district: District;
let server: Server;
let root: string;
let contract: { readonly contractId: string; readonly number: string };

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: districtNow });
  ({ store, drop } = await freshStore());
  await sharedInProcess('gatekeeper.store', () => Promise.resolve(store));
  district = await mintDistrict(store);
  const signature = { method: 'handwritten', image: pngOf(), tool: 'touch', strokes: 4 } as const;
  contract = await signed(district.contextFor('doctor'), signingOf(district, district.elder, { signature }));
  const answer = agreementHandler(words, agreementPrint);
  server = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  root = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/agreements/`;
});
afterAll(async () => {
  vi.useRealTimers();
  await new Promise((resolve) => server.close(resolve));
  await drop();
});

async function cookieOf(role: Role, side: Side = 'own', residentId?: string): Promise<Record<string, string>> {
  return { cookie: `${role === 'resident' ? residentCookie : staffCookie}=${await signIn(store, district, role, side, residentId)}` };
}

async function refused(path: string, headers: Record<string, string> = {}): Promise<readonly [number, string]> {
  const answer = await fetch(`${root}${path}`, { headers });
  const { code, message } = (await answer.json()) as { code: string; message: string };
  expect(message).not.toBe('');
  return [answer.status, code];
}

describe('the file of an agreement', () => {
  test('is a PDF under the agreement’s number, kept by no cache', async () => {
    const answer = await fetch(`${root}${contract.contractId}.pdf`, { headers: await cookieOf('doctor') });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('content-disposition')).toContain(encodeURIComponent(`家庭医生签约协议_${contract.number}.pdf`));
    const { text } = await extractText(await getDocumentProxy(new Uint8Array(await answer.arrayBuffer())), { mergePages: true });
    expect(text.replace(/\s/gu, '')).toContain(district.elder.name);
  });

  test.each<[Role, Side, boolean]>([
    ['nurse', 'own', true],
    ['bureau_clerk', 'own', true],
    ['auditor', 'own', true],
    ['doctor', 'foreign', false],
    ['nurse', 'foreign', false],
  ])('a %s of the %s side: found is %s', async (role, side, isFound) => {
    const headers = await cookieOf(role, side);
    if (isFound) expect((await fetch(`${root}${contract.contractId}.pdf`, { headers })).status).toBe(200);
    else expect(await refused(`${contract.contractId}.pdf`, headers)).toEqual([404, 'not_found']);
  });

  test.each<Role>(['alliance_manager', 'finance', 'administrator', 'referral_office'])('is not for a %s', async (role) => {
    expect(await refused(`${contract.contractId}.pdf`, await cookieOf(role))).toEqual([403, 'permission.denied']);
  });

  test('a resident gets their own, and finds nobody else’s', async () => {
    expect((await fetch(`${root}${contract.contractId}.pdf`, { headers: await cookieOf('resident', 'own', district.elder.id) })).status).toBe(200);
    expect(await refused(`${contract.contractId}.pdf`, await cookieOf('resident', 'own', district.adult.id))).toEqual([404, 'not_found']);
  });

  test.each(['', 'x', '.pdf', '../exports/visits.pdf', '%00.pdf', `${'a'.repeat(65)}.pdf`])('“%s” names no agreement', async (path) => {
    expect(await refused(path, await cookieOf('doctor'))).toEqual([404, 'not_found']);
  });

  test('nobody gets it without a session, by another way or from another site', async () => {
    const path = `${contract.contractId}.pdf`;
    expect(await refused(path)).toEqual([401, 'session.missing']);
    expect(await refused(path, { ...(await cookieOf('doctor')), 'sec-fetch-site': 'cross-site' })).toEqual([403, 'request.foreign_origin']);
    const posted = await fetch(`${root}${path}`, { method: 'POST', headers: await cookieOf('doctor') });
    expect(posted.status).toBe(405);
  });
});

test('whoever asks about papers that do not exist is stopped after twenty of them, and nobody else is', async () => {
  const claim = { number: contract.number, code: '0000000000000000' };
  for (let tries = 0; tries < 20; tries += 1) expect((await answerVerification(claim, '10.0.0.7')).kind).toBe('unknown');
  expect((await answerVerification(claim, '10.0.0.7')).kind).toBe('locked');
  expect((await answerVerification(claim, '10.0.0.8')).kind).toBe('unknown');
});
