import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { findApiKey } from '@/db/queries/api-key';
import { listAudit } from '@/db/queries/audit';
import { mostPerMinute } from '@/server/auth/api-key';
import { openStaffSession } from '@/server/auth/open-staff-session';
import { minuteMs } from '@/server/domain/kernel/instant';
import { createApiKey } from '@/server/services/api-key/create-api-key';
import { listApiKeys } from '@/server/services/api-key/list-api-keys';
import { revokeApiKey } from '@/server/services/api-key/revoke-api-key';
import { disableAccount } from '@/server/services/account/disable-account';
import { operatorContext } from '@/server/cli/command';
import { PermissionDenied } from '@/server/services/permit';
import { type District, mintDistrict } from '../factories/district';
import { codesOf, granted } from '../factories/referrals';
import { freshStore } from '../factories/store';
import { type HisServer, type Problem, keyFor, serveHis } from './his-server';

let store: Store;
let drop: () => Promise<void>;
let district: District;
let his: HisServer;
beforeAll(async () => {
  ({ store, drop } = await freshStore());
  district = await mintDistrict(store);
  his = await serveHis(store);
});
afterAll(async () => {
  await his.close();
  await drop();
});

const admin = () => district.contextFor('administrator');
const quota = (key: string | null, headers: Record<string, string> = {}) => his.ask<Problem>('/quota', { key, headers });

describe('a key', () => {
  test('is shown once and kept as a hash, with an audit row that does not hold it', async () => {
    const { id, key } = await keyFor(district, district.lead.code);
    expect(key).toMatch(new RegExp(`^gk_${id}_[\\w-]{43}$`));
    const found = await findApiKey(store.reads, id);
    expect(JSON.stringify(found)).not.toContain(key.slice(-43));
    expect(found?.account).toMatchObject({ role: 'his', institutionCode: district.lead.code, name: '市一院门诊系统' });
    const reach = { regionCode: district.regionCode, institutionCodes: 'all' } as const;
    const [row] = await listAudit(store.reads, reach, { subjectKind: 'account', subjectId: id, limit: 5 });
    expect(row).toMatchObject({ action: 'api_key.created', facts: { institutionCode: district.lead.code } });
    expect(JSON.stringify(row)).not.toContain(key.slice(-43));
    expect((await listApiKeys(admin())).find((each) => each.id === id)).toMatchObject({ institutionName: district.lead.name, revokedAt: null });
  });

  test('is made by the operator as well, and by nobody who keeps no accounts', async () => {
    const input = { institutionCode: district.lead.code, name: '住院系统' };
    expect((await createApiKey(operatorContext(store, district.regionCode), input)).ok).toBe(true);
    expect(() => createApiKey(district.contextFor('bureau_clerk'), input)).toThrow(PermissionDenied);
  });

  test('needs an institution of the region and a name', async () => {
    expect(codesOf(await createApiKey(admin(), { institutionCode: 'H00000000000', name: ' ' }))).toEqual(['not_found', 'api_key.name_missing']);
    expect(codesOf(await createApiKey(admin(), { institutionCode: district.lead.code, name: '长'.repeat(51) }))).toEqual(['api_key.name_too_long']);
  });

  test('opens no sign-in, whatever the password', async () => {
    const { id } = await keyFor(district, district.lead.code);
    for (const password of ['', '*', 'Shou-Men-Ren 2025']) {
      const answer = await openStaffSession(store, { userName: `gk_${id}`, password, address: '127.0.0.1' }, his.now());
      expect(answer).toEqual({ ok: false, code: 'sign_in.refused' });
    }
  });

  test('that is missing, malformed or wrong is answered 401 and tells nothing', async () => {
    const { id, key } = await keyFor(district, district.lead.code);
    expect(await quota(null)).toMatchObject({ status: 401, body: { code: 'request.key_missing' } });
    expect(await quota(null, { Authorization: 'Basic YTpi' })).toMatchObject({ status: 401, body: { code: 'request.key_missing' } });
    const wrong = `gk_${id}_${'A'.repeat(43)}`;
    const stranger = `gk_${district.regionCode}0000000000_${key.slice(-43)}`;
    for (const tried of [wrong, stranger, 'gk_nonsense', `${key}A`]) {
      const answer = await quota(tried);
      expect(answer).toMatchObject({ status: 401, body: { code: 'request.key_unknown', facts: {} } });
      expect(answer.headers.get('WWW-Authenticate')).toContain('Bearer');
      expect(answer.body.message).toContain('密钥');
    }
    expect((await quota(key)).status).toBe(200);
  });

  test('is revoked at once and for good', async () => {
    const { id, key } = await keyFor(district, district.lead.code);
    expect((await quota(key)).status).toBe(200);
    granted(await revokeApiKey(admin(), { id }));
    expect(await quota(key)).toMatchObject({ status: 401, body: { code: 'request.key_revoked', facts: { keyId: id } } });
    expect(codesOf(await revokeApiKey(admin(), { id }))).toEqual(['api_key.already_revoked']);
    expect(codesOf(await revokeApiKey(admin(), { id: `${district.regionCode}0000000000` }))).toEqual(['not_found']);
  });

  test('stops with its account', async () => {
    const { id, key } = await keyFor(district, district.lead.code);
    granted(await disableAccount(admin(), { accountId: id }));
    expect((await quota(key)).body.code).toBe('request.key_revoked');
  });

  test('notes its use at most once a minute', async () => {
    const { id, key } = await keyFor(district, district.lead.code);
    const lastUse = async () => (await findApiKey(store.reads, id))?.key.lastUsedAt;
    expect(await lastUse()).toBeNull();
    await quota(key);
    const first = his.now();
    expect(await lastUse()).toBe(first);
    his.tick(minuteMs);
    await quota(key);
    expect(await lastUse()).toBe(first);
    his.tick(1);
    await quota(key);
    expect(await lastUse()).toBe(his.now());
  });

  test('that asks about too many people waits', async () => {
    const { key } = await keyFor(district, district.lead.code);
    const other = await keyFor(district, district.lead.code);
    const ask = () => his.ask<Problem>(`/contracts?certno=${district.adult.certNo}`, { key });
    const answers = [];
    for (let asked = 0; asked <= mostPerMinute.person; asked += 1) answers.push(await ask());
    const refused = answers.filter((answer) => answer.status !== 200);
    expect(refused).toHaveLength(1);
    expect(refused[0]).toMatchObject({ status: 429, body: { code: 'request.too_many' } });
    expect(Number(refused[0]?.headers.get('Retry-After'))).toBeGreaterThan(0);
    expect((await quota(key)).status).toBe(200);
    expect((await his.ask(`/contracts?certno=${district.adult.certNo}`, { key: other.key })).status).toBe(200);
  });
});

describe('a request', () => {
  let key: string;
  beforeAll(async () => {
    ({ key } = await keyFor(district, district.lead.code));
  });

  test.each(['/', '', '/nothing', '/quota/', '/visits/a/b', '/visits/%E0%A4%A', '/referrals/R1/sneeze'])('to %s finds no route', async (path) => {
    const answer = await his.ask<Problem>(path, { key });
    expect(answer).toMatchObject({ status: 404, body: { code: 'request.route_unknown' } });
    expect(answer.body.message).toContain('openapi.json');
  });

  test('by another method hears which ones there are', async () => {
    const answer = await his.ask<Problem>('/quota', { key, method: 'DELETE' });
    expect(answer).toMatchObject({ status: 405, body: { code: 'request.method_unknown', facts: { method: 'DELETE' } } });
    expect(answer.headers.get('Allow')).toBe('GET, HEAD, OPTIONS');
    const options = await his.ask('/visits', { method: 'OPTIONS' });
    expect(options).toMatchObject({ status: 204, body: null });
    expect(options.headers.get('Allow')).toBe('POST, OPTIONS');
  });

  test('HEAD answers as GET does, without the body', async () => {
    const answer = await his.ask('/quota', { key, method: 'HEAD' });
    expect(answer).toMatchObject({ status: 200, body: null });
    expect(answer.headers.get('Content-Type')).toContain('application/json');
    expect((await his.ask('/quota', { method: 'HEAD' })).status).toBe(401);
  });

  test('with unknown or malformed parameters hears every one of them', async () => {
    const answer = await his.ask<Problem>('/contracts?on=2025-02-30&psn_cert_type=77&name=x', { key });
    expect(answer.status).toBe(422);
    expect(answer.body.fields.map(({ field, code }) => [field, code])).toEqual([
      ['certno', 'request.field_missing'],
      ['psn_cert_type', 'request.field_malformed'],
      ['on', 'request.field_malformed'],
      ['name', 'request.field_unknown'],
    ]);
    expect(answer.body.fields[2]?.message).toContain('2025-03-10');
  });

  test.each([
    ['broken JSON', { text: '[{"a":' }, 400, 'request.body_malformed'],
    ['JSON that is no record', { text: '"visit"' }, 400, 'request.body_malformed'],
    ['nothing', { text: ' ' }, 400, 'request.body_empty'],
    ['an empty list', { text: '[]' }, 400, 'request.body_empty'],
    ['a form', { text: 'a=b', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } }, 415, 'request.body_type_unknown'],
    ['a compressed body', { text: '[]', headers: { 'Content-Encoding': 'gzip' } }, 415, 'request.body_type_unknown'],
    ['a body beyond the limit', { text: `["${'x'.repeat(9 * 1024 * 1024)}"]` }, 413, 'request.body_too_large'],
    ['a record nested too deep', { text: `[{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}]` }, 400, 'request.body_malformed'],
    ['a record beyond the row limit', { text: `[{"a":"${'x'.repeat(70_000)}"}]` }, 422, 'import.row_too_long'],
  ])('with %s is refused whole', async (_what, how, status, code) => {
    const answer = await his.ask<Problem>('/visits', { key, ...how });
    expect(answer).toMatchObject({ status, body: { code } });
    expect(answer.body.message).not.toBe('');
  });

  test('of bytes that are no UTF-8 is refused', async () => {
    const answer = await new Promise<number | undefined>((resolve, reject) => {
      const headers = { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' };
      const sent = httpRequest({ port: his.port, path: '/api/his/v1/visits', method: 'POST', headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      sent.on('error', reject);
      sent.end(Buffer.from([0x5b, 0xff, 0xfe, 0x5d]));
    });
    expect(answer).toBe(400);
  });

  test('that breaks off half-way leaves the server standing', async () => {
    const socket = connect(his.port, '127.0.0.1');
    socket.write(`POST /api/his/v1/visits HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n[{"a":1`);
    await new Promise((resolve) => setTimeout(resolve, 100));
    socket.destroy();
    expect((await quota(key)).status).toBe(200);
  });

  test('whose key is wrong is not read to its end before it hears so', async () => {
    expect((await his.ask<Problem>('/visits', { key: 'gk_x', text: `["${'x'.repeat(100_000)}"]` })).status).toBe(401);
  });
});
