import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { adjudication, importBatch, ledgerEntry, visit } from '@/db/schema';
import { type District, mintDistrict } from '../factories/district';
import { signResident } from '../factories/referrals';
import { freshStore } from '../factories/store';
import { type HisServer, type Problem, keyFor, serveHis, visitOf } from './his-server';

interface Received {
  readonly batch_id: string;
  readonly rows_read: number;
  readonly accepted: number;
  readonly already_held: number;
  readonly conflicting: number;
  readonly rejected: number;
  readonly rows: readonly {
    readonly row: number;
    readonly medins_setl_id: string;
    readonly outcome: string;
    readonly reasons: readonly { readonly code: string; readonly message: string; readonly column: string | null }[];
  }[];
}

interface Adjudicated {
  readonly status: string;
  readonly contract_in_force: boolean;
  readonly revision?: number;
  readonly medins_setl_id: string;
  readonly figures: Readonly<Record<string, string>> | null;
  readonly working: readonly { readonly step: string; readonly result: { readonly value: string | number } }[];
}

let store: Store;
let drop: () => Promise<void>;
let district: District;
let his: HisServer;
/** Of the lead hospital, of the township hospital with its clinic, and of a hospital of the other alliance. */
let keys: { lead: string; township: string; foreign: string };
beforeAll(async () => {
  ({ store, drop } = await freshStore());
  district = await mintDistrict(store);
  his = await serveHis(store);
  const of = async (code: string) => (await keyFor(district, code)).key;
  keys = { lead: await of(district.lead.code), township: await of(district.township.code), foreign: await of(district.foreignLead.code) };
});
afterAll(async () => {
  await his.close();
  await drop();
});

const send = (rows: unknown, key = keys.lead, headers: Record<string, string> = {}) => his.ask<Received>('/visits', { key, json: rows, headers });
const outcomesOf = ({ rows }: Received) => rows.map((row) => row.outcome);
const codesOf = ({ rows }: Received) => rows.map((row) => row.reasons.map(({ code, column }) => `${code} ${column}`));

async function stored() {
  const count = async (table: typeof visit | typeof adjudication | typeof ledgerEntry) => (await store.reads.select().from(table)).length;
  return { visits: await count(visit), adjudications: await count(adjudication), entries: await count(ledgerEntry) };
}

describe('visits that a hospital sends', () => {
  test('are answered row by row, with every reason', async () => {
    const { lead, foreignLead, adult } = district;
    const good = visitOf(lead.code, adult);
    const answer = await send([
      good,
      { ...good, medfee_sumamt: 201, inscp_scp_amt: 201 },
      good,
      visitOf(foreignLead.code, adult),
      visitOf(lead.code, adult, { certno: `${adult.certNo.slice(0, 17)}${adult.certNo.endsWith('1') ? '2' : '1'}`, medfee_sumamt: 'abc' }),
      visitOf(lead.code, adult, { psn_name: '别人', setl_time: '2025-03-11 08:00:00', inscp_scp_amt: '199.99' }),
      'no record',
    ]);
    expect(answer).toMatchObject({ status: 200, body: { rows_read: 7, accepted: 1, already_held: 1, conflicting: 1, rejected: 4 } });
    expect(outcomesOf(answer.body)).toEqual(['accepted', 'conflicting', 'already_held', 'rejected', 'rejected', 'rejected', 'rejected']);
    expect(codesOf(answer.body)).toEqual([
      [],
      ['import.content_differs medins_setl_id'],
      [],
      ['import.other_institution fixmedins_code'],
      ['import.amount_malformed medfee_sumamt', 'identity.wrong_check_digit certno'],
      ['visit.name_differs psn_name', 'visit.settled_in_future setl_time', 'visit.parts_do_not_add_up medfee_sumamt'],
      ['import.row_not_an_object null'],
    ]);
    for (const { reasons } of answer.body.rows) for (const { message } of reasons) expect(message).toMatch(/\p{Script=Han}/u);
  });

  test('come as NDJSON too, and numbers may be numbers', async () => {
    const rows = [visitOf(district.lead.code, district.elder, { medfee_sumamt: 88.5, inscp_scp_amt: 88.5 }), visitOf(district.lead.code, district.elder)];
    const text = `${rows.map((row) => JSON.stringify(row)).join('\n')}\n\n{broken\n`;
    const answer = await his.ask<Received>('/visits', { key: keys.lead, text, headers: { 'Content-Type': 'application/x-ndjson; charset=utf-8' } });
    expect(answer.body.rows.map(({ row, outcome }) => [row, outcome])).toEqual([[1, 'accepted'], [2, 'accepted'], [4, 'rejected']]);
  });

  test('that are sent again are held already and change nothing', async () => {
    const rows = [visitOf(district.lead.code, district.adult), visitOf(district.lead.code, district.elder)];
    expect(outcomesOf((await send(rows)).body)).toEqual(['accepted', 'accepted']);
    const before = await stored();
    expect(outcomesOf((await send(rows)).body)).toEqual(['already_held', 'already_held']);
    expect(await stored()).toEqual(before);
  });

  test('under an Idempotency-Key are answered as the first time; other content under it is refused', async () => {
    const key = { 'Idempotency-Key': 'day-2025-03-09' };
    const rows = [visitOf(district.lead.code, district.adult), visitOf(district.lead.code, district.adult, { psn_name: '别人' })];
    const first = await send(rows, keys.lead, key);
    expect(outcomesOf(first.body)).toEqual(['accepted', 'rejected']);
    const before = await stored();
    expect((await send(rows, keys.lead, key)).body).toEqual(first.body);
    const other = await his.ask<Problem>('/visits', { key: keys.lead, json: [visitOf(district.lead.code, district.adult)], headers: key });
    expect(other).toMatchObject({ status: 409, body: { code: 'request.repeated_with_other_content' } });
    expect(await stored()).toEqual(before);
    // Another system may choose the same key.
    expect((await send([visitOf(district.foreignLead.code, district.adult)], keys.foreign, key)).body.accepted).toBe(1);
    const spaced = await his.ask<Problem>('/visits', { key: keys.lead, json: rows, headers: { 'Idempotency-Key': 'a b' } });
    expect(spaced).toMatchObject({ status: 422, body: { code: 'request.field_malformed', fields: [{ field: 'Idempotency-Key' }] } });
  });

  test('that are sent twice at once are stored once', async () => {
    const rows = [1, 2, 3].map(() => visitOf(district.lead.code, district.child));
    const before = await stored();
    const answers = await Promise.all([send(rows), send(rows)]);
    expect(answers.flatMap(({ body }) => outcomesOf(body)).sort()).toEqual(['accepted', 'accepted', 'accepted', 'already_held', 'already_held', 'already_held']);
    expect((await stored()).visits).toBe(before.visits + 3);
  });

  test('may be of the institution’s own village clinics', async () => {
    const { township, clinic, adult } = district;
    const answer = await send([visitOf(township.code, adult), visitOf(clinic.code, adult)], keys.township);
    expect(outcomesOf(answer.body)).toEqual(['accepted', 'accepted']);
  });

  test('are at most five thousand, and one more takes none', async () => {
    const row = visitOf(district.lead.code, district.adult);
    const rows = (count: number) => Array.from({ length: count }, (_, at) => ({ ...row, medins_setl_id: `M${at}`, psn_name: '别人' }));
    const before = await store.reads.select().from(importBatch);
    const refused = await his.ask<Problem>('/visits', { key: keys.lead, json: rows(5001) });
    expect(refused).toMatchObject({ status: 413, body: { code: 'request.too_many_rows', facts: { rows: 5001, limit: 5000 } } });
    expect(await store.reads.select().from(importBatch)).toHaveLength(before.length);
    expect((await send(rows(5000))).body).toMatchObject({ rows_read: 5000, rejected: 5000 });
  });
});

describe('a visit', () => {
  test('is told with its working; fund and person together pay its total', async () => {
    const person = await district.addResident({ insutype: '310' });
    const before = visitOf(district.township.code, person, { medfee_sumamt: '3000.00', inscp_scp_amt: '3000.00' });
    await send([before], keys.township);
    const path = `/visits/${String(before.medins_setl_id)}`;
    const plain = await his.ask<Adjudicated>(path, { key: keys.township });
    expect(plain).toMatchObject({ status: 200, body: { status: 'paid', contract_in_force: false, revision: 1, figures: { enhancement: '0.00' } } });
    expect(plain.body.working.map(({ step }) => step)).toContain('benefit.pay');
    const { fund_pay: fund = '', self_pay: self = '' } = plain.body.figures ?? {};
    expect(Math.round((Number(fund) + Number(self)) * 100)).toBe(300_000);
  });

  test('is told with what ladder and assistance pay, apart from the fund', async () => {
    const { lead, elder } = district;
    // Basic insurance pays (200,000 − 1,000) × 60 %; of the 80,600 it leaves the ladder pays 60 % from 15,000 to 50,000, then 65 %.
    const stay = visitOf(lead.code, elder, { med_type: '21', insutype: '390', medfee_sumamt: '200000.00', inscp_scp_amt: '200000.00' });
    expect(outcomesOf((await send([stay])).body)).toEqual(['accepted']);
    const told = await his.ask<Adjudicated>(`/visits/${String(stay.medins_setl_id)}`, { key: keys.lead });
    expect(told.body.figures).toMatchObject({ fund_pay: '119400.00', ladder_pay: '40890.00', assistance_pay: '0.00', self_pay: '39710.00' });
  });

  test('of another institution is not found', async () => {
    const own = visitOf(district.lead.code, district.adult);
    await send([own]);
    const path = `/visits/${String(own.medins_setl_id)}`;
    expect((await his.ask(path, { key: keys.lead })).status).toBe(200);
    expect(await his.ask<Problem>(path, { key: keys.foreign })).toMatchObject({ status: 404, body: { code: 'not_found' } });
    const asked = await his.ask<Problem>(`${path}?fixmedins_code=${district.lead.code}`, { key: keys.foreign });
    expect(asked).toMatchObject({ status: 404, body: { code: 'not_found', facts: { what: 'visit' } } });
    expect((await his.ask('/visits/nothing', { key: keys.lead })).status).toBe(404);
  });

  test('of a village clinic is found by its code', async () => {
    const own = visitOf(district.clinic.code, district.elder);
    await send([own], keys.township);
    const path = `/visits/${String(own.medins_setl_id)}`;
    expect((await his.ask(path, { key: keys.township })).status).toBe(404);
    expect((await his.ask(`${path}?fixmedins_code=${district.clinic.code}`, { key: keys.township })).status).toBe(200);
  });

  test('that was taken back pays nothing', async () => {
    const own = visitOf(district.lead.code, district.adult);
    const refund = { ...own, medins_setl_id: `${String(own.medins_setl_id)}-R`, refd_setl_flag: 1, init_setl_id: own.medins_setl_id, setl_time: '2025-03-09 11:00:00' };
    await send([own, refund]);
    const answer = await his.ask<Adjudicated>(`/visits/${String(own.medins_setl_id)}`, { key: keys.lead });
    expect(answer.body).toMatchObject({ status: 'refunded', refunded_by: refund.medins_setl_id, figures: null, working: [] });
    const again = { ...refund, medins_setl_id: `${String(own.medins_setl_id)}-R2`, setl_time: '2025-03-09 12:00:00' };
    await send([again]);
    const second = await his.ask<Adjudicated>(`/visits/${again.medins_setl_id}`, { key: keys.lead });
    expect(second.body).toMatchObject({ status: 'refund', refund_problem: 'original_refunded' });
  });
});

describe('before a visit is settled', () => {
  const preview = (record: unknown, key = keys.township) => his.ask<Adjudicated & Problem>('/adjudications', { key, json: record });

  test('the answer is what settling it then gives, and no visit is stored', async () => {
    const person = await district.addResident({ insutype: '310' });
    await signResident(district, person.id);
    const { township } = district;
    await send([visitOf(township.code, person, { medfee_sumamt: '900.00', inscp_scp_amt: '900.00', setl_time: '2025-03-08 09:00:00' })], keys.township);
    const next = visitOf(township.code, person, { medfee_sumamt: '1000.00', inscp_scp_amt: '1000.00', setl_time: '2025-03-10 08:30:00' });
    const before = await stored();
    const asked = await preview(next);
    expect(asked).toMatchObject({ status: 200, body: { status: 'paid', contract_in_force: true } });
    expect(Number(asked.body.figures?.enhancement)).toBeGreaterThan(0);
    expect(await stored()).toEqual(before);
    await send([next], keys.township);
    const settled = await his.ask<Adjudicated>(`/visits/${String(next.medins_setl_id)}`, { key: keys.township });
    expect(settled.body).toMatchObject(asked.body);
    // Asked again, it stands in its own place and not beside itself.
    expect((await preview(next)).body).toEqual(asked.body);
  });

  test('number and time may be left out', async () => {
    const { medins_setl_id: _id, setl_time: _time, ...record } = visitOf(district.township.code, district.adult);
    const asked = await preview({ ...record, medins_setl_id: '', setl_time: null });
    expect(asked).toMatchObject({ status: 200, body: { medins_setl_id: '', setl_time: '2025-03-10 09:00:00' } });
    expect((await preview(record)).body).toEqual(asked.body);
  });

  test('every reason against it comes with its field', async () => {
    const asked = await preview(visitOf(district.foreignLead.code, district.adult, { psn_name: '别人', med_type: '99', inscp_scp_amt: '1' }));
    expect(asked.status).toBe(422);
    expect(asked.body.fields.map(({ field, code }) => [field, code])).toEqual([
      ['med_type', 'import.value_unknown'],
      ['fixmedins_code', 'import.other_institution'],
      ['psn_name', 'visit.name_differs'],
      ['medfee_sumamt', 'visit.parts_do_not_add_up'],
    ]);
    const missing = await preview({ fixmedins_code: district.township.code });
    expect(missing.body.fields.every(({ code }) => code === 'import.value_missing')).toBe(true);
    expect((await preview([visitOf(district.township.code, district.adult)])).body.code).toBe('request.body_malformed');
  });
});
