import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sentenceOf } from '@/app/_copy/refusals';
import { type Store, sharedInProcess } from '@/db';
import { insertSession } from '@/db/queries/session';
import { tokenHash } from '@/db/sealed';
import { answerUpload } from '@/server/api/upload-file';
import { uploadTargets } from '@/server/api/upload-targets';
import { newToken, staffCookie } from '@/server/auth/sessions';
import { fromStart } from '@/server/integration/sheets/file-bytes';
import { getReview } from '@/server/services/import-review/get-review';
import { accountIdOf } from '../factories/actors';
import { type District, citizenId, mintDistrict } from '../factories/district';
import { rowsOf } from '../factories/reviews';
import { accepted } from '../factories/signing';
import { freshStore } from '../factories/store';
import { handmadeParts, packageOf, textRow } from '../factories/xlsx-files';

let store: Store;
let drop: () => Promise<void>;
let server: Server;
let district: District;
let url: string;

beforeAll(async () => {
  ({ store, drop } = await freshStore());
  await sharedInProcess('gatekeeper.store', () => Promise.resolve(store));
  server = createServer((request, response) => void answerUpload(request, response)).listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/import/review/residents`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await drop();
});
beforeEach(async () => {
  district = await mintDistrict(store);
});

const clerk = () => district.contextFor('bureau_clerk');

async function cookieOfClerk(): Promise<string> {
  const token = newToken();
  const now = Date.now();
  const { regionCode } = district;
  const session = { tokenHash: tokenHash(token), accountId: accountIdOf(regionCode, 'bureau_clerk'), regionCode, residentId: null, createdAt: now, seenAt: now, expiresAt: now + 60_000, revokedAt: null };
  await store.transaction((tx) => insertSession(tx, session));
  return `${staffCookie}=${token}`;
}

interface Answer {
  readonly reviewId?: string;
  readonly again?: boolean;
  readonly refusals?: { readonly code: string; readonly facts: object }[];
}

type Body = Exclude<RequestInit['body'], undefined>;

async function post(body: Body): Promise<{ status: number; answer: Answer }> {
  const response = await fetch(url, { method: 'POST', body, headers: { cookie: await cookieOfClerk() }, ...(body instanceof ReadableStream ? { duplex: 'half' as const } : {}) });
  return { status: response.status, answer: (await response.json()) as Answer };
}

/** Uploads a file that is read to its end, and answers with its rows. */
async function staged(body: Body) {
  const { status, answer } = await post(body);
  expect(status, JSON.stringify(answer)).toBe(202);
  const reviewId = answer.reviewId ?? '';
  for (let tries = 0; tries < 500 && accepted(await getReview(clerk(), { reviewId })).status === 'reading'; tries += 1) await setTimeout(20);
  const rows = await rowsOf(clerk(), reviewId);
  return rows.map((row) => ({ row: row.rowNumber, class: row.class, name: row.name, sentences: row.reasons.map(({ code, facts }) => sentenceOf({ code, facts })) }));
}

const header = ['证件号码', '姓名', '险种'];
const person = (serial: number, name = '孙大海') => [citizenId({ area: '110101', birthDay: '1971-03-05', serial }), name, '居民医保'];
const csv = (...rows: readonly (readonly string[])[]) => [header, ...rows].map((row) => row.join(',')).join('\n');

const megabyte = 1024 * 1024;
const spaces = ' '.repeat(megabyte);
async function* repeated(before: string, times: number, after: string): AsyncGenerator<string> {
  yield before;
  for (let left = times; left > 0; left -= 1) yield spaces;
  yield after;
}
async function bomb(): Promise<Uint8Array<ArrayBuffer>> {
  const parts = handmadeParts([{ name: '居民', rows: textRow(1, header) }]);
  const [before = '', after = ''] = (parts['xl/worksheets/sheet1.xml'] ?? '').split('</sheetData>');
  return new Uint8Array(await packageOf({ ...parts, 'xl/worksheets/sheet1.xml': repeated(before, 64, `</sheetData>${after}`) }));
}

/** What is wrong with it, its bytes, and the sentences that are told. */
type BadFile = readonly [string, () => string | Uint8Array | Promise<Uint8Array>, readonly RegExp[]];

const badFiles: readonly BadFile[] = [
  ['is empty', () => '', [/文件里没有内容/]],
  ['holds blanks only', () => ' \r\n\r\n', [/文件里没有内容/]],
  ['has another header', () => '姓名,年龄\n孙大海,54\n', [/缺少字段 证件号码/, /缺少字段 险种/]],
  ['names a column twice', () => `${csv()},姓名\n`, [/姓名.*出现了两次/]],
  ['unfolds to far more than it is', bomb, [/展开后的内容过大/]],
  ['is of before 2007', () => Buffer.from('d0cf11e0a1b11ae10000', 'hex'), [/旧版 Excel/]],
  ['is broken off', () => Buffer.from('504b030400ffff', 'hex'), [/不完整或已损坏/]],
  ['is in no encoding', () => Buffer.from([0x61, 0x0a, 0xff, 0xff]), [/不是可以读取的文件/]],
  // Half a character is not UTF-8; read as GB18030 the header means nothing, and no garbled name comes any further.
  ['has half characters in UTF-8', () => Buffer.concat([Buffer.from(csv(['1', '孙'])), Buffer.from([0xed, 0xa0, 0x80])]), [/缺少字段 证件号码/, /缺少字段 姓名/, /缺少字段 险种/]],
];

describe('a file to be looked at that cannot be read', () => {
  test.each(badFiles)('is refused with its sentence when it %s', async (_, bytes, sentences) => {
    const made = await bytes();
    const { status, answer } = await post(typeof made === 'string' ? made : new Uint8Array(made));
    expect(status).toBe(422);
    expect(answer.refusals?.map(sentenceOf)).toEqual(sentences.map((sentence): unknown => expect.stringMatching(sentence)));
  });

  test('is refused when it is one line of many megabytes, whatever else it holds', async () => {
    let left = 16;
    const piece = Buffer.alloc(megabyte, 'x');
    const line = new ReadableStream<Uint8Array>({ pull: (to) => void (left-- > 0 ? to.enqueue(piece) : to.close()) });
    const { status, answer } = await post(line);
    expect([status, answer.refusals?.map(sentenceOf)]).toEqual([422, [expect.stringMatching(/第 1 行附近有一行超过 64 KB/)]]);
  });

  test('is given up within the first megabyte of a line of a gigabyte', async () => {
    let read = 0;
    const piece = Buffer.alloc(megabyte, 'x');
    const bytes = fromStart(async function* () {
      for (; read < 1024; read += 1) yield piece;
    });
    expect(await uploadTargets['review/residents']?.start(clerk(), 'x.csv', bytes, new URLSearchParams())).toMatchObject({ ok: false, refusals: [{ code: 'import.row_too_long' }] });
    expect(read).toBeLessThan(2);
  });
});

describe('a file to be looked at', () => {
  test('may be in GB18030', async () => {
    // 孙大海 and the header, as a spreadsheet program of a Chinese system writes them.
    const bytes = Buffer.concat([Buffer.from('certno,psn_name,insutype\n'), Buffer.from(`${person(1)[0]},`), Buffer.from([0xcb, 0xef, 0xb4, 0xf3, 0xba, 0xa3]), Buffer.from(',390\n')]);
    expect(await staged(new Uint8Array(bytes))).toEqual([{ row: 2, class: 'new', name: '孙大海', sentences: [] }]);
  });

  test('may be a workbook as WPS writes it', async () => {
    const bytes = await packageOf(handmadeParts([{ name: '居民', rows: textRow(1, header) + textRow(2, person(1)) }]));
    expect(await staged(new Uint8Array(bytes))).toEqual([{ row: 2, class: 'new', name: '孙大海', sentences: [] }]);
  });

  test.each([
    ['shown with an exponent', csv(['1.1E+17', '孙大海', '居民医保'])],
    ['without a plus', csv(['1.1E17', '孙大海', '居民医保'])],
    ['rounded to zeroes', csv(['110101197103051000', '孙大海', '居民医保'])],
  ])('tells numbers that a spreadsheet has spoilt: %s', async (_, text) => {
    expect(await staged(text)).toEqual([{ row: 2, class: 'rejected', name: '孙大海', sentences: [expect.stringMatching(/存成了数字，末尾几位已经丢失/)] }]);
  });

  test('tells numbers that a workbook keeps as numbers', async () => {
    const [, name = '', insurance = ''] = person(1);
    const bytes = await packageOf(handmadeParts([{ name: '居民', rows: textRow(1, header) + textRow(2, ['<c r="A2"><v>1.1010119710305101E17</v></c>', name, insurance]) }]));
    expect(await staged(new Uint8Array(bytes))).toMatchObject([{ class: 'rejected', sentences: [expect.stringMatching(/存成了数字，末尾几位已经丢失/)] }]);
  });

  test('registers nobody under half a character', async () => {
    const [certNo] = person(1);
    const line = `{"certno":"${certNo}","psn_name":"孙\\ud842海","insutype":"390"}\n`;
    expect(await staged(line)).toMatchObject([{ class: 'rejected', sentences: [expect.stringMatching(/姓名.*孙�海.*丢失的字/)] }]);
  });

  test('is not staged twice, whatever its name', async () => {
    const first = await post(csv(person(1)));
    await staged(csv(person(1)));
    expect(await post(csv(person(1)))).toEqual({ status: 202, answer: { reviewId: first.answer.reviewId, again: true } });
  });

  test('counts rows that say the same once, and takes none of two that contradict each other', async () => {
    expect(await staged(csv(person(1), person(1), person(3, '李小山'), person(3, '李晓山')))).toEqual([
      { row: 2, class: 'new', name: '孙大海', sentences: [] },
      { row: 3, class: 'held', name: '孙大海', sentences: [expect.stringMatching(/与文件第 2 行完全相同/)] },
      { row: 4, class: 'rejected', name: '李小山', sentences: [expect.stringMatching(/与文件第 5 行是同一人.*内容却不同/)] },
      { row: 5, class: 'rejected', name: '李晓山', sentences: [expect.stringMatching(/与文件第 4 行是同一人.*内容却不同/)] },
    ]);
  });

  test('tells of two rows that look like one person', async () => {
    expect(await staged(csv(person(1), person(101)))).toMatchObject([{ class: 'new' }, { class: 'close', sentences: [expect.stringMatching(/与文件第 2 行姓名、出生日期相同而号码不同/)] }]);
  });
});
