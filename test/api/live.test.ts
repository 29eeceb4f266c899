import { type Server, createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Store, sharedInProcess } from '@/db';
import { type LiveAnswers, liveReferrals } from '@/server/api/answer-live';
import { appendReferralEvent } from '@/db/queries/referral';
import { endSession } from '@/server/auth/end-session';
import { openStaffSession } from '@/server/auth/open-staff-session';
import { staffCookie } from '@/server/auth/sessions';
import { accountIdOf } from '../factories/actors';
import { type District, districtPassword, mintDistrict } from '../factories/district';
import { publishClinic, sendOnto } from '../factories/referrals';
import { freshStore } from '../factories/store';

let store: Store;
let drop: () => Promise<void>;
let district: District;
let server: Server;
let port: number;
let live: LiveAnswers;

beforeAll(async () => {
  ({ store, drop } = await freshStore());
  await sharedInProcess('gatekeeper.store', () => Promise.resolve(store));
  district = await mintDistrict(store);
  live = liveReferrals({ everyMs: 20, beatMs: 30 });
  server = createServer((request, response) => void live.answer(request, response)).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  ({ port } = server.address() as AddressInfo);
});
afterAll(async () => {
  live.stop();
  await new Promise((resolve) => server.close(resolve));
  await drop();
});

interface Stream {
  readonly status: number;
  readonly type: string | undefined;
  readonly text: () => string;
  readonly ended: Promise<void>;
  readonly close: () => void;
}

function open(headers: Readonly<Record<string, string>> = {}, method = 'GET'): Promise<Stream> {
  return new Promise((resolve, reject) => {
    const outgoing = send({ host: '127.0.0.1', port, method, path: '/api/live/referrals', headers, agent: false });
    outgoing.on('error', reject);
    outgoing.on('response', (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      const ended = new Promise<void>((done) => response.once('close', done));
      resolve({ status: response.statusCode ?? 0, type: response.headers['content-type'], text: () => text, ended, close: () => outgoing.destroy() });
    });
    outgoing.end();
  });
}

async function signedIn(role: 'referral_office' | 'finance', foreign = false): Promise<{ readonly cookie: string; readonly token: string }> {
  const opened = await openStaffSession(store, { userName: accountIdOf(district.regionCode, role, foreign), password: districtPassword, address: '127.0.0.1' }, Date.now());
  if (!opened.ok) throw new Error(opened.code);
  return { cookie: `${staffCookie}=${opened.token}`, token: opened.token };
}

describe('the stream of what happens to referrals', () => {
  test('stands for who may see referrals, and names what changed within reach; another alliance hears nothing', async () => {
    const [ours, theirs] = [await open(await signedIn('referral_office')), await open(await signedIn('referral_office', true))];
    expect([ours.status, ours.type]).toEqual([200, 'text/event-stream; charset=utf-8']);
    await expect.poll(ours.text).toContain('event: ready');
    await new Promise((resolve) => setTimeout(resolve, 60));
    const sent = await sendOnto(district, await publishClinic(district));
    // The district's clock stands in the past; what the stream looks for happens now.
    await noteNow(sent.id);
    await expect.poll(ours.text).toContain(`event: changed\ndata: {"referralIds":["${sent.id}"]}`);
    expect(theirs.text()).not.toContain(sent.id);
    expect(ours.text()).not.toMatch(/高血压|陈|刘/);
    ours.close();
    theirs.close();
  });

  test('is no stream for nobody, for a role without referrals, for another site’s page, for a form', async () => {
    expect((await open()).status).toBe(401);
    expect((await open(await signedIn('finance'))).status).toBe(403);
    const { cookie } = await signedIn('referral_office');
    expect((await open({ cookie, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await open({ cookie }, 'POST')).status).toBe(405);
  });

  test('ends when the session does, and says so', async () => {
    const { cookie, token } = await signedIn('referral_office');
    const stream = await open({ cookie });
    await endSession(store, token, Date.now());
    await stream.ended;
    expect(stream.text()).toContain('event: over');
  });

  test('ends for everybody when the server stops', async () => {
    const stream = await open({ cookie: (await signedIn('referral_office')).cookie });
    live.stop();
    await stream.ended;
  });
});

async function noteNow(referralId: string): Promise<void> {
  await store.transaction((tx) => appendReferralEvent(tx, { regionCode: district.regionCode, referralId, seq: 99, at: Date.now(), action: 'message', actorName: '转诊办', facts: {} }));
}
