import { getTableName, is, sql } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { listAudit, verifyAudit } from '@/db/queries/audit';
import * as schema from '@/db/schema';
import { findResidentByNumber } from '@/server/services/resident/find-resident';
import { getResident } from '@/server/services/resident/get-resident';
import { listResidents } from '@/server/services/resident/list-residents';
import { registerResident } from '@/server/services/resident/register-resident';
import { unmaskResident } from '@/server/services/resident/unmask-resident';
import { type District, citizenId, mintDistrict } from '../factories/district';
import { accepted, codesOf, signed, signingOf } from '../factories/signing';
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
const foreignDoctor = () => district.contextFor('doctor', { foreign: true });
const phone = '13912345678';
const certNo = citizenId({ area: '210102', birthDay: '1966-07-08', serial: 7 });
const form = {
  certType: '01',
  certNo,
  name: '周国强',
  sex: null,
  birthDay: null,
  insutype: '310' as const,
  retired: true,
  keyGroups: ['hypertension' as const],
  phone,
  address: '柳河镇前营村 12 号',
  homeInstitutionCode: null,
};
const page = { page: 1, pageSize: 20 };

describe('registering', () => {
  test('takes birth day and sex from the number, and the registrar’s institution as home', async () => {
    const { residentId } = accepted(await registerResident(doctor(), form));
    expect(accepted(await getResident(doctor(), { residentId }))).toMatchObject({
      name: '周国强',
      sex: 'male',
      birthDay: '1966-07-08',
      age: 58,
      maskedNumber: `210102********${certNo.slice(-4)}`,
      maskedPhone: '139****5678',
      homeInstitutionName: district.township.name,
      contracts: [],
      referrals: 0,
      visits: 0,
    });
  });

  test('somebody who is there already is refused and named, typed differently or not', async () => {
    const typed = ` ${certNo.slice(0, 6)} ${certNo.slice(6).toLowerCase()} `;
    const outcome = await registerResident(foreignDoctor(), { ...form, certNo: typed });
    expect(outcome).toMatchObject({ ok: false, refusals: [{ code: 'registry.already_registered', facts: { residentId: expect.any(String) } }] });
  });

  test('twenty registrations of one person leave one', async () => {
    const same = { ...form, certNo: citizenId({ area: '210102', birthDay: '1970-01-01', serial: 8 }) };
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => registerResident(doctor(), same)));
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
  });

  test('every reason at once: the number, the name, the home', async () => {
    const wrong = certNo.slice(0, 17) + (certNo.endsWith('5') ? '6' : '5');
    const outcome = await registerResident(doctor(), { ...form, certNo: wrong, name: '', insutype: '390' as const, homeInstitutionCode: 'H99999900001' });
    expect(codesOf(outcome)).toEqual([
      'identity.wrong_check_digit',
      'registry.name_missing',
      'registry.retired_needs_employee_insurance',
      'registry.institution_unknown',
    ]);
  });
});

describe('finding', () => {
  test('anybody of the region by the whole number, with the contract that stands', async () => {
    await signed(doctor(), signingOf(district, district.adult));
    const found = accepted(await findResidentByNumber(foreignDoctor(), { certType: '01', certNo: district.adult.certNo }));
    expect(found).toMatchObject({ id: district.adult.id, inReach: false, contract: { teamName: district.team.name, until: '2026-03-09' } });
    expect(JSON.stringify(found)).not.toContain(district.adult.certNo);
    expect(codesOf(await getResident(foreignDoctor(), { residentId: district.adult.id }))).toEqual(['not_found']);
  });

  test('nobody: null; a mistyped number: what is wrong with it', async () => {
    const stranger = citizenId({ area: '210102', birthDay: '1999-09-09', serial: 99 });
    expect(accepted(await findResidentByNumber(doctor(), { certType: '01', certNo: stranger }))).toBeNull();
    expect(codesOf(await findResidentByNumber(doctor(), { certType: '01', certNo: '2101' }))).toEqual(['identity.wrong_length']);
  });

  test('lists show only residents whose home or contract is near', async () => {
    const far = await district.addResident({ name: '陈远方', homeInstitutionCode: district.foreignTownship.code });
    const names = async (text: string) => (await listResidents(doctor(), { text, ...page })).rows.map((row) => row.name);
    expect(await names('陈')).toEqual(expect.arrayContaining(['陈思远', '陈小雨']));
    expect(await names('陈')).not.toContain('陈远方');
    await signed(doctor(), signingOf(district, far));
    expect(await names('陈')).toContain('陈远方');
    await district.addResident({ name: 'Maria Kim', homeInstitutionCode: district.township.code });
    expect(await names('maria k')).toEqual(['Maria Kim']);
    const tail = await listResidents(doctor(), { text: district.elder.certNo.slice(-4), ...page });
    expect(tail.rows.map((row) => row.id)).toContain(district.elder.id);
    const everyone = await listResidents(district.contextFor('bureau_clerk'), { text: '', page: 1, pageSize: 2 });
    expect(everyone.rows).toHaveLength(2);
    expect(everyone.total).toBeGreaterThan(4);
  });
});

describe('looking', () => {
  const seen = async (residentId: string) => {
    const rows = await listAudit(store.reads, { regionCode: district.regionCode, institutionCodes: 'all' }, { subjectKind: 'resident', subjectId: residentId, limit: 50 });
    return rows.map((row) => row.action);
  };

  test('leaves a row that the resident can see', async () => {
    accepted(await getResident(doctor(), { residentId: district.elder.id }));
    accepted(await findResidentByNumber(foreignDoctor(), { certType: '01', certNo: district.elder.certNo }));
    // The list by the end of their number, further up, found them as well.
    expect((await seen(district.elder.id)).sort()).toEqual(['resident.found', 'resident.looked_up', 'resident.viewed']);
  });

  test('at the whole number needs a reason, which is kept', async () => {
    const residentId = district.child.id;
    expect(await unmaskResident(doctor(), { residentId, reason: ' 看看 ' })).toEqual({
      ok: false,
      refusals: [{ code: 'registry.reason_too_short', facts: { least: 4 } }],
    });
    expect(await seen(residentId)).toEqual([]);
    const shown = accepted(await unmaskResident(doctor(), { residentId, reason: '核对住院登记' }));
    expect(shown).toEqual({ certNo: district.child.certNo, phone: null });
    expect(await seen(residentId)).toEqual(['resident.unmasked']);
    expect(codesOf(await unmaskResident(foreignDoctor(), { residentId, reason: '核对住院登记' }))).toEqual(['not_found']);
    expect(() => unmaskResident(district.contextFor('nurse'), { residentId, reason: '核对住院登记' })).toThrow('permission denied');
    expect((await verifyAudit(store.reads)).problems).toEqual([]);
  });
});

test('no table holds an identity number or a phone in plain text', async () => {
  const secrets = [certNo, phone, district.adult.certNo, district.elder.certNo, district.child.certNo];
  const tables = Object.values(schema).filter((entry) => is(entry, PgTable) || is(entry, SQLiteTable));
  expect(tables.length).toBeGreaterThan(20);
  for (const table of tables) {
    const rows = JSON.stringify(await store.reads.rows(sql`select * from ${sql.identifier(getTableName(table))}`));
    for (const secret of secrets) expect(rows.includes(secret), getTableName(table)).toBe(false);
  }
});
