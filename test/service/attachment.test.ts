import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { listAudit } from '@/db/queries/audit';
import { referralAttachment, referralAttachmentChunk } from '@/db/schema';
import { attachmentHandler } from '@/server/api/answer-attachment';
import { dispositionOf } from '@/server/api/answer-export';
import { attachmentLimitBytes } from '@/server/domain/referral/attachments';
import { acceptReferral } from '@/server/services/referral/accept-referral';
import { arriveReferral } from '@/server/services/referral/arrive-referral';
import { createReferral } from '@/server/services/referral/create-referral';
import { addAttachment } from '@/server/services/attachment/add-attachment';
import { listAttachments, openAttachment, removeAttachment } from '@/server/services/attachment/list-attachments';
import { PermissionDenied } from '@/server/services/permit';
import { dropDraft } from '@/server/services/referral-draft/drop-draft';
import { saveDraft } from '@/server/services/referral-draft/save-draft';
import { sendDraft } from '@/server/services/referral-draft/send-draft';
import { startDraft } from '@/server/services/referral-draft/start-draft';
import { emptyDraft } from '@/server/domain/referral/draft';
import { type District, mintDistrict } from '../factories/district';
import { codesOf, granted, orderFor, signedResident } from '../factories/referrals';
import { freshStore } from '../factories/store';

let store: Store;
let drop: () => Promise<void>;
let district: District;
beforeAll(async () => {
  ({ store, drop } = await freshStore());
  district = await mintDistrict(store);
});
afterAll(() => drop());

const doctor = () => district.contextFor('doctor');
const office = () => district.contextFor('referral_office');
const png = (marks: string, bytes = 200) => Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(bytes, marks)]);
const pdf = (marks: string, bytes = 200) => Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(bytes, marks)]);

async function sent(): Promise<string> {
  const { id } = granted(await createReferral(doctor(), orderFor(await signedResident(district), { toInstitutionCode: district.lead.code, departmentCode: 'cardiology' })));
  return id;
}

async function bytesOf(content: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of content) pieces.push(piece);
  return Buffer.concat(pieces);
}

describe('what is put to a referral', () => {
  test('comes out as it went in, larger than a row, sealed, and the resident sees who looked', async () => {
    const referralId = await sent();
    const content = pdf('心电图', 700_000);
    const added = granted(await addAttachment(doctor(), { referralId, fileName: '刘桂兰心电图.PDF', content }));
    expect(added).toMatchObject({ fileName: '刘桂兰心电图.pdf', type: 'pdf', bytes: content.length, side: 'sender', mayRemove: false });
    const opened = granted(await openAttachment(office(), { referralId, attachmentId: added.id }));
    expect((await bytesOf(opened.content)).equals(content)).toBe(true);
    const rows = JSON.stringify([await store.reads.select().from(referralAttachment), await store.reads.select().from(referralAttachmentChunk)]);
    expect(rows).not.toContain('刘桂兰');
    expect(rows).not.toContain(content.toString('base64').slice(40, 140));
    const audit = await listAudit(store.reads, { regionCode: district.regionCode, institutionCodes: 'all' }, { subjectKind: 'resident', limit: 20 });
    expect(JSON.stringify(audit)).toContain(added.id);
    expect(JSON.stringify(audit)).not.toContain('心电图');
  });

  test.each([
    ['a program called a picture', Buffer.from('MZ\u0090 not a picture'), 'x.png', ['attachment.unknown_type']],
    ['a page with a script', Buffer.from('<html><script>alert(1)</script>'), 'report.pdf', ['attachment.unknown_type']],
    ['nothing', Buffer.alloc(0), 'leer.pdf', ['attachment.empty']],
    ['more than ten megabytes', pdf('x', attachmentLimitBytes), 'gross.pdf', ['attachment.too_large']],
  ])('%s is refused', async (_, content, fileName, codes) => {
    expect(codesOf(await addAttachment(doctor(), { referralId: await sent(), fileName, content }))).toEqual(codes);
  });

  test('is told by its content: a picture called a program is a picture, and a script in its name is text', async () => {
    const referralId = await sent();
    const added = granted(await addAttachment(doctor(), { referralId, fileName: '../..\\<img src=x onerror=alert(1)>\u202Egnp.exe', content: png('a') }));
    expect(added).toMatchObject({ type: 'png', fileName: '<img src=x onerror=alert(1)>gnp.png' });
  });

  test('is at most five of a side, and each once', async () => {
    const referralId = await sent();
    for (const at of [1, 2, 3, 4, 5]) granted(await addAttachment(doctor(), { referralId, fileName: `${at}.png`, content: png(`p${at}`) }));
    expect(codesOf(await addAttachment(doctor(), { referralId, fileName: '6.png', content: png('p6') }))).toEqual(['attachment.too_many']);
    expect(codesOf(await addAttachment(doctor(), { referralId, fileName: '1 again.png', content: png('p1') }))).toEqual(['attachment.too_many', 'attachment.already_there']);
    expect(granted(await listAttachments(doctor(), { referralId })).mayAddAs).toBeNull();
    expect(granted(await addAttachment(office(), { referralId, fileName: 'answer.png', content: png('o1') })).side).toBe('receiver');
  });

  test('by the sender until the patient is there, by the hospital from then on', async () => {
    const referralId = await sent();
    granted(await acceptReferral(office(), { referralId, version: null, places: null }));
    granted(await addAttachment(doctor(), { referralId, fileName: 'late.png', content: png('late') }));
    granted(await arriveReferral(office(), { referralId, version: null }));
    expect(codesOf(await addAttachment(doctor(), { referralId, fileName: 'too late.png', content: png('too late') }))).toEqual(['attachment.wrong_status']);
    granted(await addAttachment(office(), { referralId, fileName: 'ct.pdf', content: pdf('ct') }));
    expect(granted(await listAttachments(doctor(), { referralId })).rows.map(({ side }) => side)).toEqual(['sender', 'receiver']);
  });

  test('is nobody else’s to see, to add or to take back', async () => {
    const referralId = await sent();
    const { id: attachmentId } = granted(await addAttachment(doctor(), { referralId, fileName: 'a.png', content: png('mine') }));
    const foreign = district.contextFor('referral_office', { foreign: true });
    expect(codesOf(await listAttachments(foreign, { referralId }))).toEqual(['not_found']);
    expect(codesOf(await openAttachment(foreign, { referralId, attachmentId }))).toEqual(['not_found']);
    expect(codesOf(await addAttachment(foreign, { referralId, fileName: 'b.png', content: png('b') }))).toEqual(['not_found']);
    expect(codesOf(await removeAttachment(doctor(), { referralId, attachmentId }))).toEqual(['attachment.wrong_status']);
    // Managers count referrals without seeing patients, and papers tell of them.
    expect(granted(await listAttachments(district.contextFor('alliance_manager'), { referralId })).rows).toEqual([]);
    await expect(openAttachment(district.contextFor('alliance_manager'), { referralId, attachmentId })).rejects.toThrow(PermissionDenied);
    // A paper of one referral is not to be had by way of another.
    expect(codesOf(await openAttachment(doctor(), { referralId: await sent(), attachmentId }))).toEqual(['not_found']);
  });
});

describe('what is put to a draft', () => {
  const draft = async () => granted(await startDraft(doctor(), { residentId: await signedResident(district) }));

  test('can be taken back, and goes along when it is sent', async () => {
    const { id: referralId, version } = await draft();
    const [first, second] = [png('first'), png('second')];
    const taken = granted(await addAttachment(doctor(), { referralId, fileName: '1.png', content: first }));
    granted(await addAttachment(doctor(), { referralId, fileName: '2.png', content: second }));
    granted(await removeAttachment(doctor(), { referralId, attachmentId: taken.id }));
    const body = { ...emptyDraft, toInstitutionCode: district.lead.code, departmentCode: 'cardiology', diagnosisName: '高血压', reason: '控制不佳', consent: 'paper' } as const;
    const saved = granted(await saveDraft(doctor(), { draftId: referralId, version, body }));
    granted(await sendDraft(doctor(), { draftId: referralId, version: saved.version }));
    expect(granted(await listAttachments(office(), { referralId })).rows.map(({ fileName }) => fileName)).toEqual(['2.png']);
  });

  test('is the writer’s alone, and is gone with the draft', async () => {
    const { id: referralId, version } = await draft();
    granted(await addAttachment(doctor(), { referralId, fileName: '1.png', content: png('gone') }));
    expect(codesOf(await listAttachments(office(), { referralId }))).toEqual(['not_found']);
    granted(await dropDraft(doctor(), { draftId: referralId, version }));
    expect((await store.reads.select().from(referralAttachment)).filter((row) => row.referralId === referralId)).toEqual([]);
  });
});

test('the name of a file never leaves its quotation marks', () => {
  expect(dispositionOf('a"; filename="b.exe\r\nSet-Cookie: x.pdf')).not.toMatch(/[\r\n]|"b\.exe/);
});

describe('over HTTP', () => {
  let server: Server;
  let address: string;
  beforeAll(async () => {
    const handler = attachmentHandler(({ code }) => code);
    server = createServer((request, response) => void handler(request, response));
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((closed) => server.close(closed)));

  test.each([
    ['POST', '/api/attachments/r1/a1', 405],
    ['GET', '/api/attachments/r1', 405],
    ['GET', '/api/attachments/', 404],
    ['GET', '/api/attachments/r1/a1/more', 404],
    ['GET', '/api/attachments/r1/a1', 401],
  ])('%s %s without a session answers %s', async (method, path, status) => {
    expect((await fetch(address + path, { method })).status).toBe(status);
  });
});
