import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { sentRequest, visit } from '@/db/schema';
import { minuteMs } from '@/server/domain/kernel/instant';
import { type KeyedRequest, answerOnce } from '@/server/services/request/answer-once';
import { type District, districtNow, mintDistrict } from '../factories/district';
import { freshStore } from '../factories/store';
import { type HisServer, keyFor, serveHis, visitOf } from './his-server';

let store: Store;
let drop: () => Promise<void>;
let district: District;
let his: HisServer;
let key: string;
beforeAll(async () => {
  ({ store, drop } = await freshStore());
  district = await mintDistrict(store);
  his = await serveHis(store);
  key = (await keyFor(district, district.lead.code)).key;
});
afterAll(async () => {
  await his.close();
  await drop();
});

const send = (rows: unknown, requestKey: string) => his.ask<{ code?: string; accepted?: number; batch_id?: string; message?: string }>('/visits', { key, json: rows, headers: { 'Idempotency-Key': requestKey } });
const visitsHeld = async () => (await store.reads.select({ id: visit.settlementId }).from(visit).where(eq(visit.regionCode, district.regionCode))).length;

describe('what is sent under one key', () => {
  test('several times at once is taken once, and each gets the same answer', async () => {
    const rows = [1, 2, 3].map(() => visitOf(district.lead.code, district.adult));
    const before = await visitsHeld();
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => send(rows, 'at-once')));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(answers[0]?.body).toMatchObject({ accepted: 3 });
    expect(await visitsHeld()).toBe(before + 3);
  });

  test('with different content at once: one is taken, the others are refused', async () => {
    const before = await visitsHeld();
    const answers = await Promise.all([1, 2, 3].map(() => send([visitOf(district.lead.code, district.elder)], 'one-key')));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(answers.filter(({ status }) => status === 409).map(({ body }) => body.code)).toEqual(['request.repeated_with_other_content', 'request.repeated_with_other_content']);
    expect(answers.find(({ status }) => status === 409)?.body.message).toMatch(/Idempotency-Key/);
    expect(await visitsHeld()).toBe(before + 1);
  });

  test('long after is answered as the first time, though the visit has been taken back since', async () => {
    const own = visitOf(district.lead.code, district.child);
    const first = await send([own], 'long-ago');
    await his.ask('/visits', { key, json: [{ ...own, medins_setl_id: `${String(own.medins_setl_id)}-R`, refd_setl_flag: 1, init_setl_id: own.medins_setl_id, setl_time: '2025-03-09 12:00:00' }] });
    expect((await send([own], 'long-ago')).body).toEqual(first.body);
  });
});

describe('the work of a request', () => {
  const request = (name: string, digest = 'd'): KeyedRequest => ({ regionCode: district.regionCode, key: name, digest });
  const context = () => district.contextFor('bureau_clerk');

  test('that fails frees its key', async () => {
    await expect(answerOnce(context(), request('fails'), () => Promise.reject(new Error('the disk is full')))).rejects.toThrow('the disk is full');
    expect(await answerOnce(context(), request('fails'), () => Promise.resolve({ done: 1 }))).toEqual({ ok: true, value: { done: 1 } });
    expect(await answerOnce(context(), request('fails'), () => Promise.resolve({ done: 2 }))).toEqual({ ok: true, value: { done: 1 } });
  });

  test('whose process died is taken over, once', async () => {
    const dead = { regionCode: district.regionCode, sender: 'system:dead', requestKey: 'died', digest: 'd', attempt: 'dead', answer: null };
    const who = { ...context(), actor: { kind: 'system', job: 'dead', regionCode: district.regionCode } as const };
    await store.transaction((tx) => tx.append(sentRequest, [{ ...dead, takenAt: districtNow - 10 * minuteMs }]));
    let times = 0;
    const work = async () => {
      times += 1;
      return Promise.resolve({ times });
    };
    const answers = await Promise.all([answerOnce(who, request('died'), work), answerOnce(who, request('died'), work)]);
    expect(answers).toEqual([{ ok: true, value: { times: 1 } }, { ok: true, value: { times: 1 } }]);
    expect(times).toBe(1);
  });

  test('is each sender’s own', async () => {
    expect(await answerOnce(context(), request('mine'), () => Promise.resolve({ of: 'clerk' }))).toEqual({ ok: true, value: { of: 'clerk' } });
    expect(await answerOnce(district.contextFor('finance'), request('mine'), () => Promise.resolve({ of: 'finance' }))).toEqual({ ok: true, value: { of: 'finance' } });
  });
});
