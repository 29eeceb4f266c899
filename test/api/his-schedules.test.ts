import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { createReferral } from '@/server/services/referral/create-referral';
import { type District, mintDistrict } from '../factories/district';
import { clinicDay, granted, orderFor, signedResident } from '../factories/referrals';
import { freshStore } from '../factories/store';
import { type HisServer, type Problem, keyFor, serveHis } from './his-server';

let store: Store;
let drop: () => Promise<void>;
let district: District;
let his: HisServer;
let keys: Record<'lead' | 'foreign', string>;
beforeAll(async () => {
  ({ store, drop } = await freshStore());
  district = await mintDistrict(store);
  his = await serveHis(store);
  keys = { lead: (await keyFor(district, district.lead.code)).key, foreign: (await keyFor(district, district.foreignLead.code)).key };
});
afterAll(async () => {
  await his.close();
  await drop();
});

/** A morning of the lead hospital's as its own system tells of it. */
const scheduleOf = (change: Record<string, unknown> = {}) => ({
  ...{ department_code: 'cardiology', department_name: '心血管内科', specialist: '顾文博', starts_at: `${clinicDay} 08:00:00`, ends_at: `${clinicDay} 11:30:00`, capacity: 9 },
  ...change,
});

describe('a session that the hospital’s system keeps', () => {
  const put = (id: string, json: object, etag: string | null = null, key = keys.lead) =>
    his.ask<Problem & Record<string, unknown>>(`/schedules/${id}`, { key, method: 'PUT', json, ...(etag === null ? {} : { headers: { 'If-Match': etag } }) });

  test('is published once under the hospital’s id, and changed by who has seen how it stands', async () => {
    const first = await put('A-1', scheduleOf());
    expect(first).toMatchObject({ status: 200, body: { status: 'published', version: 1, capacity: 9, reserved: 3, requeued: [] } });
    expect(first.headers.get('etag')).toBe('"1"');
    expect(await put('A-1', scheduleOf({ capacity: 12 }))).toMatchObject({ status: 428, body: { code: 'request.precondition_missing', facts: { current: '1' } } });
    expect(await put('A-1', scheduleOf(), '"1"')).toMatchObject({ status: 200, body: { version: 1 } });
    expect(await put('A-1', scheduleOf({ capacity: 12 }), '"1"')).toMatchObject({ status: 200, body: { version: 2, reserved: 4 } });
    expect(await put('A-1', scheduleOf({ capacity: 6 }), '"1"')).toMatchObject({ status: 412, body: { code: 'request.precondition_failed', fields: [{ field: 'If-Match' }] } });
    expect(await put('A-1', scheduleOf({ starts_at: `${clinicDay} 09:00:00` }), '"2"')).toMatchObject({ status: 422, body: { code: 'quota.session_fixed' } });
  });

  test('is another hospital’s own under the same id, and nobody else’s to change', async () => {
    await put('A-2', scheduleOf({ specialist: '潘雨晴' }));
    expect(await put('A-2', scheduleOf({ specialist: '潘雨晴' }), null, keys.foreign)).toMatchObject({ status: 200, body: { version: 1 } });
    const { body } = await his.ask<{ sessions: { session_id: string }[] }>(`/quota?date=${clinicDay}`, { key: keys.lead });
    const sessionId = body.sessions.find(({ session_id }) => session_id.endsWith('.A-2'))?.session_id ?? '';
    expect(await put(sessionId.replace('.', '-'), scheduleOf(), '"1"', keys.foreign)).toMatchObject({ status: 412 });
  });

  test('says what is wrong with it, field by field', async () => {
    expect(await put('A-3', scheduleOf({ specialist: '方建平', capacity: 0 }))).toMatchObject({ status: 422, body: { code: 'quota.capacity_out_of_range', fields: [{ field: 'capacity' }] } });
    expect(await put('A-3', scheduleOf({ specialist: '方建平', starts_at: '2025-02-30 08:00:00' }))).toMatchObject({ status: 422, body: { code: 'request.field_malformed', fields: [{ field: 'starts_at' }] } });
    expect(await put('A-3', scheduleOf({ specialist: '方建平', starts_at: '2025-03-01 08:00:00' }))).toMatchObject({ status: 422, body: { code: 'quota.session_in_past' } });
    expect(await put('A-3', scheduleOf(), 'W/"1"')).toMatchObject({ status: 422, body: { fields: [{ field: 'If-Match' }] } });
    expect(await put('A 3', scheduleOf())).toMatchObject({ status: 422, body: { fields: [{ field: 'id' }] } });
  });

  test('is called off with everybody back on the list', async () => {
    const { body } = await put('A-4', scheduleOf({ specialist: '任志刚', department_code: 'orthopedics', department_name: '骨科' }));
    const sent = granted(await createReferral(district.contextFor('doctor'), orderFor(await signedResident(district), { sessionId: String(body.session_id), departmentCode: null })));
    const off = { specialist: '任志刚', department_code: 'orthopedics', department_name: '骨科', cancelled_because: '医师外出' };
    expect(await put('A-4', scheduleOf(off), '"1"')).toMatchObject({ status: 200, body: { status: 'cancelled', version: 2, requeued: [sent.number] } });
    expect(await put('A-4', scheduleOf(off), '"2"')).toMatchObject({ status: 200, body: { status: 'cancelled', requeued: [] } });
  });
});
