import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { and, eq } from 'drizzle-orm';
import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { words } from '@/app/_copy/export';
import { type Store, sharedInProcess } from '@/db';
import { insertSession } from '@/db/queries/session';
import { auditEvent } from '@/db/schema';
import { tokenHash } from '@/db/sealed';
import { dispositionOf, exportHandler } from '@/server/api/answer-export';
import { exporters } from '@/server/api/exports';
import { newToken, staffCookie } from '@/server/auth/sessions';
import type { StaffRole } from '@/server/domain/permission/roles';
import { scopesOf } from '@/server/domain/permission/scopes';
import { importVisits } from '@/server/services/import/import-visits';
import { accountIdOf } from '../factories/actors';
import { type District, mintDistrict } from '../factories/district';
import { freshStore } from '../factories/store';
import { fileOf, visitRow } from '../factories/visits';

let store: Store;
let drop: () => Promise<void>;
let server: Server;
let district: District;
let root: string;

beforeAll(async () => {
  ({ store, drop } = await freshStore());
  await sharedInProcess('gatekeeper.store', () => Promise.resolve(store));
  district = await mintDistrict(store);
  const answer = exportHandler(words);
  server = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  root = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/exports/`;
  const { adult, elder, township, lead, foreignTownship } = district;
  await importVisits(
    district.contextFor('bureau_clerk'),
    fileOf([
      visitRow({ who: adult, at: township, on: '2025-01-10', settlementId: 'A1', inScopeFen: 123_456, medType: '41' }),
      visitRow({ who: elder, at: lead, on: '2025-02-10', settlementId: '=1+1', inScopeFen: 50_000 }),
      visitRow({ who: adult, at: foreignTownship, on: '2025-02-11', settlementId: 'A3', inScopeFen: 60_000 }),
    ]),
  );
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await drop();
});

async function cookieOf(role: StaffRole): Promise<string> {
  const token = newToken();
  const now = Date.now();
  const { regionCode } = district;
  const session = { tokenHash: tokenHash(token), accountId: accountIdOf(regionCode, role), regionCode, residentId: null, createdAt: now, seenAt: now, expiresAt: now + 60_000, revokedAt: null };
  await store.transaction((tx) => insertSession(tx, session));
  return `${staffCookie}=${token}`;
}

interface Refused {
  readonly code: string;
  readonly message: string;
  readonly facts: object;
  readonly refusals: readonly object[];
}

const ask = async (path: string, role: StaffRole | null, headers: Record<string, string> = {}) => fetch(`${root}${path}`, { headers: { ...(role ? { cookie: await cookieOf(role) } : {}), ...headers } });
async function refusedOf(path: string, role: StaffRole | null, headers: Record<string, string> = {}): Promise<Refused & { status: number }> {
  const response = await ask(path, role, headers);
  return { status: response.status, ...((await response.json()) as Refused) };
}
async function sheetsOf(path: string, role: StaffRole) {
  const response = await ask(path, role);
  expect(response.status, await (response.ok ? '' : response.clone().text())).toBe(200);
  return (await readXlsx(new Uint8Array(await response.arrayBuffer()))).sheets;
}

describe('the visits as a file', () => {
  test('hold what the list shows, with numbers as numbers and text as text', async () => {
    const [sheet] = await sheetsOf('visits?month=2025-02', 'bureau_clerk');
    const [header = [], first, second, ...others] = sheet?.rows ?? [];
    expect(others).toEqual([]);
    const value = (row: readonly unknown[] | undefined, title: string) => row?.[header.indexOf(title)];
    expect(value(first, '机构结算号')).toBe('A3');
    expect(value(second, '机构结算号')).toBe('=1+1');
    expect(value(second, '总费用（元）')).toBe(500);
    expect(value(second, '险种')).toMatch(/医保/);
    expect(value(second, '状态')).toBe('已核定');
  });

  test('say of an external prescription that it is a special fee', async () => {
    const [sheet] = await sheetsOf('visits?month=2025-01', 'bureau_clerk');
    const [header = [], row] = sheet?.rows ?? [];
    expect(row?.[header.indexOf('计入特殊费用')]).toBe('是');
    expect(row?.[header.indexOf('总费用（元）')]).toBe(1234.56);
  });

  test('are those within reach, a page after the other', async () => {
    const [all] = await sheetsOf('visits', 'bureau_clerk');
    expect(all?.rows).toHaveLength(4);
    const [own] = await sheetsOf('visits', 'doctor');
    expect(own?.rows.slice(1).map((row) => row[1])).toEqual([district.township.code]);
    const [foreign] = await sheetsOf(`visits?institutionCode=${district.foreignTownship.code}`, 'doctor');
    expect(foreign?.rows).toHaveLength(1);
  });

  test('come under a name that says what they are, and leave an audit row', async () => {
    const response = await ask('visits?month=2025-02', 'bureau_clerk');
    expect(response.headers.get('Content-Type')).toBe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
    expect(response.headers.get('Content-Disposition')).toBe(`attachment; filename="_____-2025-02.xlsx"; filename*=UTF-8''${encodeURIComponent('就诊与待遇-2025-02.xlsx')}`);
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    await response.arrayBuffer();
    const rows = await store.reads.select().from(auditEvent).where(and(eq(auditEvent.regionCode, district.regionCode), eq(auditEvent.action, 'visit.exported')));
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.at(-1)?.facts).toEqual({ month: '2025-02' });
  });

  test('divide a total among all who pay it', async () => {
    const stay = visitRow({ who: district.elder, at: district.lead, on: '2025-03-05', medType: '21', inScopeFen: 20_000_000 });
    await importVisits(district.contextFor('bureau_clerk'), fileOf([stay]));
    const [sheet] = await sheetsOf('visits?month=2025-03', 'bureau_clerk');
    const [header = [], row] = sheet?.rows ?? [];
    const values = ['总费用（元）', '基金支付（元）', '大病保险支付（元）', '医疗救助支付（元）', '个人负担（元）'].map((title) => row?.[header.indexOf(title)]);
    expect(values).toEqual([200_000, 119_400, 40_890, 0, 39_710]);
  });
});

describe('rows that an import did not take', () => {
  test('come back as a workbook that says why', async () => {
    const row = visitRow({ who: district.adult, at: district.township, on: '2025-01-11', settlementId: 'X1', inScopeFen: 100, residentName: '别人' } as Parameters<typeof visitRow>[0]);
    const { batchId } = await importVisits(district.contextFor('bureau_clerk'), fileOf([row], '一月.xlsx'));
    const [sheet] = await sheetsOf(`rejected-rows?batchId=${batchId}`, 'bureau_clerk');
    expect(sheet?.rows[0]?.at(-1)).toBe('原因');
    expect(sheet?.rows[1]?.at(-1)).toMatch(/姓名/);
    expect(sheet?.rows[1]).toContain(district.adult.certNo);
    expect(await refusedOf('rejected-rows?batchId=none', 'bureau_clerk')).toMatchObject({ status: 404, code: 'not_found' });
  });
});

describe('a file is not for', () => {
  const queries: Readonly<Record<string, string>> = { 'rejected-rows': 'batchId=x', 'member-months': 'month=2025-01', prepayment: 'month=2025-01', burn: 'year=2025' };

  test.each(Object.keys(exporters))('somebody without a session: %s', async (name) => {
    expect(await refusedOf(`${name}?${queries[name] ?? ''}`, null)).toMatchObject({ status: 401, code: 'session.missing' });
    expect(await refusedOf(`${name}?${queries[name] ?? ''}`, null, { cookie: `${staffCookie}=forged` })).toMatchObject({ status: 401 });
  });

  test.each(Object.entries(exporters))('a role without its scope: %s', async (name, { scope }) => {
    const roles: readonly StaffRole[] = ['doctor', 'nurse', 'referral_office', 'bureau_clerk', 'finance', 'administrator'];
    for (const role of roles.filter((each) => !scopesOf(each).includes(scope))) {
      expect(await refusedOf(`${name}?${queries[name] ?? ''}`, role), role).toMatchObject({ status: 403, code: 'permission.denied', facts: { scope } });
    }
  });

  test('another site’s page, in the name of whoever is signed in', async () => {
    expect(await refusedOf('visits', 'bureau_clerk', { 'sec-fetch-site': 'cross-site' })).toMatchObject({ status: 403, code: 'request.foreign_origin' });
    expect((await ask('visits', 'bureau_clerk', { 'sec-fetch-site': 'same-origin' })).status).toBe(200);
  });
});

describe('asking for a file', () => {
  test.each(['nothing', 'constructor', '__proto__', 'visits%2F..', ''])('that does not exist is answered so: %j', async (name) => {
    expect(await refusedOf(name, 'bureau_clerk')).toMatchObject({ status: 404, code: 'not_found' });
  });

  test.each([
    ['visits?month=2025-13', 'month'],
    ['visits?difference=none', 'difference'],
    ['rejected-rows', 'batchId'],
    ['burn?year=20255', 'year'],
    ['member-months', 'month'],
    [`visits?institutionCode=${'x'.repeat(65)}`, 'institutionCode'],
    ['visits?residentId=%00', '?'],
  ])('with the wrong parameter names it: %s', async (path, field) => {
    const refused = await refusedOf(path, 'bureau_clerk');
    expect(refused).toMatchObject({ status: 400, code: 'request.field_malformed', facts: { field } });
    expect(refused.message).toMatch(/\p{Script=Han}/u);
  });

  test('otherwise than by GET is refused', async () => {
    expect((await fetch(`${root}visits`, { method: 'POST' })).status).toBe(405);
  });
});

test('a name of any characters is a name for every program', () => {
  expect(dispositionOf('清算"书;\r\n/2025.xlsx')).toBe(`attachment; filename="____;___2025.xlsx"; filename*=UTF-8''${encodeURIComponent('清算_书;___2025.xlsx')}`);
  expect(dispositionOf("it's (1)*.xlsx")).toContain("filename*=UTF-8''it%27s%20%281%29_.xlsx");
});
