import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Store, sharedInProcess } from '@/db';
import { insertSession } from '@/db/queries/session';
import { tokenHash } from '@/db/sealed';
import { answerUpload } from '@/server/api/upload-file';
import { newToken, staffCookie } from '@/server/auth/sessions';
import { visitColumns } from '@/server/domain/import/visit-columns';
import type { StaffRole } from '@/server/domain/permission/roles';
import { fileLimitBytes } from '@/server/integration/sheets/open-sheet';
import { writeXlsx } from '@/server/integration/sheets/write-xlsx';
import { getBatch } from '@/server/services/import/get-batch';
import { accountIdOf } from '../factories/actors';
import { type District, mintDistrict } from '../factories/district';
import { accepted } from '../factories/signing';
import { freshStore } from '../factories/store';

let store: Store;
let drop: () => Promise<void>;
let server: Server;
let district: District;
let url: string;

beforeAll(async () => {
  ({ store, drop } = await freshStore());
  await sharedInProcess('gatekeeper.store', () => Promise.resolve(store));
  district = await mintDistrict(store);
  server = createServer((request, response) => void answerUpload(request, response)).listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/import/visits`;
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

const row = (changes: Record<string, string> = {}) => {
  const { adult, township } = district;
  const fields: Record<string, string> = {
    ...{ fixmedins_code: township.code, medins_setl_id: 'S1', psn_cert_type: '01', certno: adult.certNo, psn_name: adult.name, insutype: '310', med_type: '11' },
    ...{ setl_time: '2025-01-10 09:00:00', medfee_sumamt: '300.00', fulamt_ownpay_amt: '0', overlmt_selfpay: '0', preselfpay_amt: '0', inscp_scp_amt: '300.00' },
    ...changes,
  };
  return visitColumns.map((column) => fields[column]).join(',');
};
async function workbookOf(rows: readonly string[][]): Promise<Buffer> {
  const columns = visitColumns.map((title) => ({ title, kind: 'text' as const }));
  const sheets = [{ name: '说明', columns: [{ title: '填写说明', kind: 'text' as const }], rows: [] }, { name: '明细', columns, rows }];
  return Buffer.concat(await Array.fromAsync(writeXlsx({ sheets })));
}

/** The name of the adult is 陈思远; everything else is ASCII. */
function gb18030(text: string): Buffer {
  const [before = '', ...after] = text.split('陈思远');
  return Buffer.concat([Buffer.from(before), ...after.flatMap((part) => [Buffer.from([0xb3, 0xc2, 0xcb, 0xbc, 0xd4, 0xb6]), Buffer.from(part)])]);
}

const csvOf = (...rows: string[]) => [visitColumns.join(','), ...rows].join('\n');

async function post(body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string>): Promise<{ status: number; answer: { batchId?: string; code?: string; refusals?: { code: string }[] } }> {
  const response = await fetch(url, { method: 'POST', body, headers });
  return { status: response.status, answer: (await response.json()) as { batchId?: string; code?: string } };
}

describe('a file sent over HTTP', () => {
  test('is answered at once with the import’s id, and imported', async () => {
    const { status, answer } = await post(csvOf(row(), row({ medins_setl_id: 'S2', inscp_scp_amt: '1' })), {
      cookie: await cookieOf('bureau_clerk'),
      'x-file-name': encodeURIComponent('三月结算.csv'),
    });
    expect(status).toBe(202);
    const clerk = district.contextFor('bureau_clerk');
    const batchOf = async () => accepted(await getBatch(clerk, { batchId: answer.batchId ?? '', page: 1, pageSize: 10 })).batch;
    for (let tries = 0; tries < 100 && (await batchOf()).status === 'running'; tries += 1) await setTimeout(20);
    expect(await batchOf()).toMatchObject({ status: 'done', fileName: '三月结算.csv', rowsRead: 2, accepted: 1, rejected: 1 });
  });

  test.each([
    ['a workbook of several sheets', '三月结算.xlsx › 明细', async (rows: readonly string[][]) => workbookOf(rows)],
    ['NDJSON', '三月结算.xlsx', (rows: readonly string[][]) => Promise.resolve(Buffer.from(rows.map((cells) => JSON.stringify(Object.fromEntries(visitColumns.map((column, at) => [column, cells[at]])))).join('\n')))],
    ['CSV in GB18030', '三月结算.xlsx', (rows: readonly string[][]) => Promise.resolve(gb18030(csvOf(...rows.map((cells) => cells.join(',')))))],
  ] as const)('may be %s, by its content and not by its name', async (_, fileName, bytesOf) => {
    const number = `U${String(Math.random()).slice(2, 12)}`;
    const rows = [row({ medins_setl_id: number, psn_name: district.adult.name }), row({ medins_setl_id: `${number}-2`, inscp_scp_amt: '1' })].map((line) => line.split(','));
    const { status, answer } = await post(new Uint8Array(await bytesOf(rows)), { cookie: await cookieOf('bureau_clerk'), 'x-file-name': encodeURIComponent('三月结算.xlsx') });
    expect(status, JSON.stringify(answer)).toBe(202);
    const batchOf = async () => accepted(await getBatch(district.contextFor('bureau_clerk'), { batchId: answer.batchId ?? '', page: 1, pageSize: 10 })).batch;
    for (let tries = 0; tries < 100 && (await batchOf()).status === 'running'; tries += 1) await setTimeout(20);
    expect(await batchOf()).toMatchObject({ status: 'done', fileName, rowsRead: 2, accepted: 1, rejected: 1 });
  });

  test('is refused with every reason when it is no visit file', async () => {
    const cookie = await cookieOf('bureau_clerk');
    const { status, answer } = await post('a,b\n1,2\n', { cookie });
    expect(status).toBe(422);
    expect(answer.refusals?.map((refusal) => refusal.code)).toEqual(visitColumns.map(() => 'import.column_missing'));
    expect((await post(new Uint8Array([0x50, 0x4b, 3, 4, 0, 0xff, 0xff]), { cookie })).answer.code).toBe('import.workbook_damaged');
    expect((await post(new Uint8Array([0x61, 0x0a, 0xff, 0xff]), { cookie })).answer.code).toBe('import.file_not_text');
    expect((await post('', { cookie })).answer.code).toBe('import.file_empty');
  });

  test('is for the bureau clerk, signed in, from our own pages', async () => {
    expect((await post(csvOf(row()), {})).status).toBe(401);
    expect((await post(csvOf(row()), { cookie: await cookieOf('doctor') })).status).toBe(403);
    expect(await post(csvOf(row()), { cookie: await cookieOf('bureau_clerk'), 'sec-fetch-site': 'cross-site' })).toMatchObject({ status: 403, answer: { code: 'request.foreign_origin' } });
    expect((await fetch(url)).status).toBe(405);
  });

  test('that says it is too large is not read', async () => {
    const cookie = await cookieOf('bureau_clerk');
    const socket = await import('node:net').then((net) => net.connect(Number(new URL(url).port), '127.0.0.1'));
    socket.write(`POST /api/import/visits HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: ${cookie}\r\nContent-Length: ${fileLimitBytes + 1}\r\n\r\n`);
    const [first] = (await new Promise<Buffer[]>((read) => socket.once('data', (data: Buffer) => read([data])))) as [Buffer];
    expect(first.toString()).toMatch(/^HTTP\/1\.1 413 /);
    socket.destroy();
  });
});
