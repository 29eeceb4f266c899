import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import type { Store } from '@/db';
import { listAudit } from '@/db/queries/audit';
import { contractRoutes } from '@/server/api/his/contract-routes';
import { errorAnswer } from '@/server/api/his/fields';
import { quotaRoutes } from '@/server/api/his/quota-routes';
import { dayMs } from '@/server/domain/kernel/instant';
import { referralRoutes } from '@/server/api/his/referral-routes';
import type { HisRoute } from '@/server/api/his/route';
import { visitRecord } from '@/server/api/his/visit-record';
import { visitRoutes } from '@/server/api/his/visit-routes';
import { optionalVisitColumns, visitColumns } from '@/server/domain/import/visit-columns';
import { readVisitRow } from '@/server/integration/his/visit-row';
import { acceptReferral } from '@/server/services/referral/accept-referral';
import { type District, type TestResident, mintDistrict } from '../factories/district';
import { clinicDay, granted, publishClinic, sendOnto, signResident } from '../factories/referrals';
import { freshStore } from '../factories/store';
import { type Ask, type HisServer, type Problem, keyFor, serveHis, visitOf } from './his-server';

interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly parameters: readonly { name: string }[]; readonly requestBody?: object; readonly responses: Record<string, object> }>>>>;
}

interface Feed {
  readonly changes: readonly { readonly event_id: string; readonly refl_no: string; readonly event: string; readonly status: string; readonly certno_masked: string }[];
  readonly next: string | null;
  readonly more: boolean;
}

let store: Store;
let drop: () => Promise<void>;
let district: District;
let his: HisServer;
let keys: { lead: string; township: string; foreign: string };
let signed: TestResident;
beforeAll(async () => {
  ({ store, drop } = await freshStore());
  district = await mintDistrict(store);
  his = await serveHis(store);
  const of = async (code: string) => (await keyFor(district, code)).key;
  keys = { lead: await of(district.lead.code), township: await of(district.township.code), foreign: await of(district.foreignLead.code) };
  signed = await district.addResident();
  await signResident(district, signed.id);
});
afterAll(async () => {
  await his.close();
  await drop();
});

const routes: readonly HisRoute[] = [...contractRoutes, ...visitRoutes(() => ''), ...quotaRoutes, ...referralRoutes];

/** A referral onto a fresh session of the lead hospital, which has not answered it yet. */
async function sentReferral(): Promise<string> {
  const sent = await sendOnto(district, await publishClinic(district));
  return sent.number;
}

/** A referral onto a fresh session of the lead hospital, which has accepted it. */
async function acceptedReferral() {
  const session = await publishClinic(district);
  const sent = await sendOnto(district, session);
  granted(await acceptReferral(district.contextFor('referral_office'), { referralId: sent.id, version: 1, places: null }));
  return { session, number: sent.number };
}

const step = (number: string, name: string, how: Ask = {}) =>
  his.ask<Problem & Record<string, unknown>>(`/referrals/${number}/${name}`, { key: keys.lead, method: 'POST', ...how });

describe('whether somebody is signed', () => {
  const ask = (query: string, key = keys.foreign) => his.ask<Record<string, unknown> & Problem>(`/contracts?${query}`, { key });

  test('is told to any hospital of the region, with team, doctor, package and last day', async () => {
    const answer = await ask(`certno=${signed.certNo}`);
    expect(answer).toMatchObject({
      status: 200,
      body: {
        on: '2025-03-10',
        signed: true,
        contract: {
          team: { name: district.team.name, phone: district.team.phone },
          institution: { fixmedins_code: district.township.code, fixmedins_name: district.township.name },
          doctor: { name: '王建国', title: '主治医师' },
          package: 'basic',
          begndate: '2025-03-10',
        },
      },
    });
    expect((await ask(`certno=${signed.certNo.toLowerCase()}&psn_cert_type=01&on=2025-03-10`)).body).toEqual(answer.body);
  });

  test('is asked for a day', async () => {
    expect((await ask(`certno=${signed.certNo}&on=2025-03-09`)).body).toEqual({ on: '2025-03-09', signed: false, contract: null });
  });

  test('is answered alike for somebody who is not and somebody nobody knows', async () => {
    const stranger = await mintDistrict(store);
    const unsigned = await ask(`certno=${district.child.certNo}`);
    expect(unsigned.body).toEqual({ on: '2025-03-10', signed: false, contract: null });
    expect((await ask(`certno=${stranger.adult.certNo}`)).body).toEqual(unsigned.body);
  });

  test('leaves a row that the resident can see, under the system’s name', async () => {
    await ask(`certno=${district.elder.certNo}`);
    const reach = { regionCode: district.regionCode, institutionCodes: 'all' } as const;
    const rows = await listAudit(store.reads, reach, { subjectKind: 'resident', subjectId: district.elder.id, limit: 5 });
    expect(rows[0]).toMatchObject({ action: 'resident.signing_checked', actorName: '市一院门诊系统', role: 'his' });
    expect(JSON.stringify(rows)).not.toContain(district.elder.certNo);
  });

  test('is not asked with a number that cannot be one', async () => {
    const answer = await ask('certno=12345');
    expect(answer).toMatchObject({ status: 422, body: { code: 'identity.wrong_length', fields: [{ field: 'certno' }] } });
  });
});

describe('the quota of a day', () => {
  test('is the institution’s own, session by session', async () => {
    const day = '2025-03-19';
    const session = await publishClinic(district, { day, capacity: 9 });
    await publishClinic(district, { day: '2025-03-20' });
    await sendOnto(district, session);
    const answer = await his.ask<{ sessions: object[] }>(`/quota?date=${day}`, { key: keys.lead });
    expect(answer.body.sessions).toHaveLength(1);
    expect(answer.body.sessions[0]).toMatchObject({ session_id: session.id, capacity: 9, reserved: 3, free: 2, held: 1, booked: 0, starts_at: `${day} 08:00:00` });
    expect((await his.ask(`/quota?date=${day}`, { key: keys.foreign })).body).toEqual({ date: day, sessions: [] });
    expect((await his.ask('/quota?date=tomorrow', { key: keys.lead })).status).toBe(422);
  });
});

describe('referrals', () => {
  test('are followed by a cursor, each event once, in order', async () => {
    const { number } = await acceptedReferral();
    his.tick(3000);
    const seen: Feed['changes'][number][] = [];
    let cursor = '';
    for (let more = true; more; ) {
      const { body } = await his.ask<Feed>(`/referrals?limit=2${cursor}`, { key: keys.lead });
      seen.push(...body.changes);
      expect(body.changes.length).toBeLessThanOrEqual(2);
      ({ more } = body);
      cursor = `&since=${body.next}`;
    }
    const own = seen.filter((change) => change.refl_no === number);
    expect(own.map(({ event, status }) => [event, status])).toEqual([['created', 'accepted'], ['accepted', 'accepted']]);
    expect(own[0]?.certno_masked).toMatch(/^\d{6}\*+/);
    expect(new Set(seen.map((change) => change.event_id)).size).toBe(seen.length);
    const none = await his.ask<Feed>(`/referrals?limit=2${cursor}`, { key: keys.lead });
    expect(none.body).toEqual({ changes: [], next: cursor.slice(7), more: false });
    expect((await step(number, 'arrive')).status).toBe(200);
    his.tick(3000);
    const after = await his.ask<Feed>(`/referrals?${cursor.slice(1)}`, { key: keys.lead });
    expect(after.body.changes.map(({ event }) => event)).toEqual(['arrived']);
    // The sender follows the same referral.
    const sender = await his.ask<Feed>('/referrals', { key: keys.township });
    expect(sender.body.changes.some((change) => change.refl_no === number)).toBe(true);
    expect((await his.ask<Feed>('/referrals', { key: keys.foreign })).body).toEqual({ changes: [], next: null, more: false });
  });

  test('keep an event back for as long as an earlier one may still be on its way', async () => {
    const { number } = await acceptedReferral();
    await step(number, 'arrive');
    const eventsOf = async () => {
      const { body } = await his.ask<Feed>('/referrals?limit=200', { key: keys.lead });
      return body.changes.filter((change) => change.refl_no === number).map(({ event }) => event);
    };
    his.tick(1999);
    expect(await eventsOf()).toEqual(['created', 'accepted']);
    his.tick(1);
    expect(await eventsOf()).toEqual(['created', 'accepted', 'arrived']);
  });

  test('arrive, are completed and go back; a step sent twice is done once', async () => {
    const { number } = await acceptedReferral();
    expect(await step(number, 'arrive')).toMatchObject({ status: 200, body: { refl_no: number, status: 'arrived', version: 3, repeated: false } });
    expect((await step(number, 'arrive')).body).toMatchObject({ status: 'arrived', version: 3, repeated: true });
    const opinion = { json: { opinion: '调整降压药，两周后复诊', follow_up_day: '2025-03-31' } };
    expect(await step(number, 'complete', opinion)).toMatchObject({ status: 200, body: { status: 'completed', repeated: false } });
    expect((await step(number, 'complete', opinion)).body).toMatchObject({ status: 'completed', version: 4, repeated: true });
    expect(await step(number, 'complete', { json: { opinion: '另一个意见' } })).toMatchObject({ status: 409, body: { code: 'referral.wrong_status' } });
    expect((await step(number, 'return')).body).toMatchObject({ status: 'returned', repeated: false });
    expect((await step(number, 'return', { json: {} })).body).toMatchObject({ status: 'returned', repeated: true });
    expect(await step(number, 'arrive')).toMatchObject({ status: 409, body: { code: 'referral.wrong_status', facts: { status: 'returned' } } });
  });

  test('are answered by the hospital’s own system: a question, then yes or no; sent twice, answered once', async () => {
    const asked = await sentReferral();
    const question = { json: { question: '近期肾功能？' } };
    expect(await step(asked, 'ask-info', question)).toMatchObject({ status: 200, body: { status: 'info_wanted', repeated: false } });
    expect(await step(asked, 'ask-info', question)).toMatchObject({ status: 200, body: { version: 2, repeated: true } });
    expect(await step(asked, 'ask-info', { json: { question: '心电图？' } })).toMatchObject({ status: 409, body: { code: 'referral.wrong_status' } });
    expect(await step(asked, 'accept')).toMatchObject({ status: 200, body: { status: 'accepted', repeated: false } });
    expect((await step(asked, 'accept')).body).toMatchObject({ status: 'accepted', repeated: true });
    const refused = await sentReferral();
    const reason = { json: { code: 'no_capacity', reason: '本周无号' } };
    expect((await step(refused, 'decline', reason)).body).toMatchObject({ status: 'declined', repeated: false });
    expect((await step(refused, 'decline', reason)).body).toMatchObject({ status: 'declined', repeated: true });
    expect(await step(refused, 'decline', { json: { code: 'no_capacity', reason: '' } })).toMatchObject({ status: 409 });
    expect(await step(await sentReferral(), 'decline', { json: { code: 'busy', reason: '忙' } })).toMatchObject({ status: 422, body: { fields: [{ field: 'code' }] } });
  });

  test('are treated, left for elsewhere, or end with a death', async () => {
    const { number } = await acceptedReferral();
    await step(number, 'arrive');
    expect((await step(number, 'treat')).body).toMatchObject({ status: 'in_treatment', repeated: false });
    expect((await step(number, 'treat')).body).toMatchObject({ status: 'in_treatment', repeated: true });
    expect((await step(number, 'death')).body).toMatchObject({ status: 'died' });
    expect((await step((await acceptedReferral()).number, 'leave', { json: { reason: '已在外地住院' } })).body).toMatchObject({ status: 'went_elsewhere' });
  });

  test('use the booked place when the patient arrives', async () => {
    const { session, number } = await acceptedReferral();
    const used = async () => {
      const { body } = await his.ask<{ sessions: { session_id: string; booked: number; used: number }[] }>(`/quota?date=${clinicDay}`, { key: keys.lead });
      const found = body.sessions.find((each) => each.session_id === session.id);
      return [found?.booked, found?.used];
    };
    expect(await used()).toEqual([1, 0]);
    await step(number, 'arrive');
    expect(await used()).toEqual([0, 1]);
  });

  test('are closed by the receiving hospital only, and found by neither stranger nor guess', async () => {
    const { number } = await acceptedReferral();
    expect(await step(number, 'arrive', { key: keys.township })).toMatchObject({ status: 403, body: { code: 'referral.wrong_side' } });
    expect(await step(number, 'arrive', { key: keys.foreign })).toMatchObject({ status: 404, body: { code: 'not_found', fields: [{ field: 'refl_no' }] } });
    expect((await step('R0', 'arrive')).status).toBe(404);
    expect((await step(number, 'return')).status).toBe(409);
  });

  test('are completed with an opinion', async () => {
    const { number } = await acceptedReferral();
    await step(number, 'arrive');
    expect(await step(number, 'complete')).toMatchObject({ status: 422, body: { code: 'request.field_missing', fields: [{ field: 'opinion' }] } });
    expect(await step(number, 'complete', { json: { opinion: '' } })).toMatchObject({ status: 422, body: { fields: [{ field: 'opinion', code: 'referral.opinion_missing' }] } });
    expect(await step(number, 'complete', { json: { opinion: '好'.repeat(201) } })).toMatchObject({ status: 422, body: { code: 'referral.opinion_too_long' } });
    expect(await step(number, 'complete', { json: { opinion: '好', follow_up_day: '31.3.' } })).toMatchObject({ status: 422, body: { fields: [{ field: 'follow_up_day' }] } });
    expect(await step(number, 'complete', { text: '{"opinion":' })).toMatchObject({ status: 400, body: { code: 'request.body_malformed' } });
    expect(await step(number, 'complete', { text: '[]' })).toMatchObject({ status: 400, body: { code: 'request.body_malformed' } });
  });

  test.each(['since=nonsense', 'limit=0', 'limit=201', 'limit=many'])('are not listed by %s', async (query) => {
    expect(await his.ask<Problem>(`/referrals?${query}`, { key: keys.lead })).toMatchObject({ status: 422, body: { code: 'request.field_malformed' } });
  });
});

describe('the document', () => {
  const read = async () => (await his.ask<Document>('/openapi.json')).body;
  const operations = ({ paths }: Document) => Object.entries(paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`));

  test('is open to anybody and names every route', async () => {
    const answer = await his.ask<Document>('/openapi.json');
    expect(answer).toMatchObject({ status: 200, body: { openapi: '3.1.0' } });
    expect(operations(answer.body).sort()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).sort());
    expect((await his.ask('/openapi.json', { method: 'POST', json: {} })).status).toBe(405);
  });

  test('names every parameter in a path, and refers to nothing that is not there', async () => {
    const document = await read();
    for (const [path, methods] of Object.entries(document.paths)) {
      const names = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      for (const { parameters } of Object.values(methods)) expect(parameters.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
    }
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1]);
    expect(new Set(references)).toEqual(new Set(['#/components/schemas/Error']));
  });

  test('every documented route answers what is documented, and errors as documented', async () => {
    const { number } = await acceptedReferral();
    const [there, missed] = [(await acceptedReferral()).number, (await acceptedReferral()).number];
    await step(there, 'arrive');
    const visit = visitOf(district.lead.code, signed);
    const hours = { starts_at: `${clinicDay} 08:00:00`, ends_at: `${clinicDay} 11:30:00`, capacity: 9 };
    const morning = { department_code: 'cardiology', department_name: '心血管内科', specialist: '顾文博', ...hours };
    const samples: Readonly<Record<string, Ask & { readonly path: string; readonly daysLater?: number }>> = {
      'GET /contracts': { path: `/contracts?certno=${signed.certNo}` },
      'POST /visits': { path: '/visits', json: [visit, { ...visit, psn_name: '别人', medins_setl_id: 'X' }] },
      'GET /visits/{medins_setl_id}': { path: `/visits/${String(visit.medins_setl_id)}` },
      'POST /adjudications': { path: '/adjudications', json: visit },
      'GET /quota': { path: `/quota?date=${clinicDay}` },
      'PUT /schedules/{id}': { path: '/schedules/CZ-0001', method: 'PUT', json: morning },
      'GET /referrals': { path: '/referrals' },
      'POST /referrals/{refl_no}/accept': { path: `/referrals/${await sentReferral()}/accept`, method: 'POST' },
      'POST /referrals/{refl_no}/ask-info': { path: `/referrals/${await sentReferral()}/ask-info`, json: { question: '近期肾功能？' } },
      'POST /referrals/{refl_no}/decline': { path: `/referrals/${await sentReferral()}/decline`, json: { code: 'no_capacity', reason: '本周无号' } },
      'POST /referrals/{refl_no}/leave': { path: `/referrals/${await sentReferral()}/leave`, json: { reason: '已在外地住院' } },
      'POST /referrals/{refl_no}/arrive': { path: `/referrals/${number}/arrive`, method: 'POST' },
      'POST /referrals/{refl_no}/complete': { path: `/referrals/${number}/complete`, json: { opinion: '好转' } },
      'POST /referrals/{refl_no}/return': { path: `/referrals/${number}/return`, method: 'POST' },
      'POST /referrals/{refl_no}/treat': { path: `/referrals/${there}/treat`, method: 'POST' },
      'POST /referrals/{refl_no}/death': { path: `/referrals/${there}/death`, method: 'POST' },
      // Nobody is missing before the time of the place; what comes after this would be too late as well.
      'POST /referrals/{refl_no}/miss': { path: `/referrals/${missed}/miss`, method: 'POST', daysLater: 7 },
    };
    expect(operations(await read()).sort()).toEqual(Object.keys(samples).sort());
    for (const [operation, { path, daysLater = 0, ...how }] of Object.entries(samples)) {
      his.tick(daysLater * dayMs);
      const route = routes.find((each) => `${each.method} ${each.path}` === operation);
      const answer = await his.ask(path, { key: keys.lead, ...how });
      expect(answer.status, `${operation} ${JSON.stringify(answer.body)}`).toBe(200);
      // A field that the schema does not know would be dropped by parsing.
      expect(route?.answer.parse(answer.body), operation).toEqual(answer.body);
      const refused = await his.ask(path, how);
      expect(refused.status).toBe(401);
      expect(errorAnswer.parse(refused.body)).toEqual(refused.body);
    }
  });

  test('tells of a visit exactly the columns that visit files have, required where the reader misses them', () => {
    const shape: Readonly<Record<string, z.ZodType>> = visitRecord.shape;
    expect(Object.keys(shape)).toEqual([...visitColumns, ...optionalVisitColumns]);
    const missed = readVisitRow({ rowNumber: 1, fields: {}, problems: [] }).problems.map(({ column }) => column);
    const required = Object.keys(shape).filter((column) => !shape[column]?.safeParse(undefined).success);
    expect(new Set(required)).toEqual(new Set(missed));
  });
});
