import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { residentSearchKey } from '@/db/schema';
import { listDuplicates } from '@/server/services/duplicate/list-duplicates';
import { scanDuplicates } from '@/server/services/duplicate/scan-duplicates';
import { setAside } from '@/server/services/duplicate/set-aside';
import { showCloseMatches } from '@/server/services/duplicate/show-close-matches';
import { fillSearchKeys } from '@/server/services/resident/fill-search-keys';
import { registerResident } from '@/server/services/resident/register-resident';
import { searchResidents } from '@/server/services/resident/search-residents';
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
const clerk = () => district.contextFor('bureau_clerk');
const form = { certType: '01', certNo: citizenId({ area: '210102', birthDay: '1956-07-08', serial: 2 }), name: '单秀兰', sex: null, birthDay: null, insutype: '390' as const, retired: false, keyGroups: [], phone: '138 0000 4321', address: '柳河镇前营村12号', homeInstitutionCode: null };

async function found(text: string, context = doctor()) {
  const { rows } = await searchResidents(context, { text });
  return rows.map(({ name, matchedBy }) => `${name} ${matchedBy}`);
}

describe('one box', () => {
  test('finds a resident by everything that is known of them', async () => {
    accepted(await registerResident(doctor(), form));
    for (const text of ['shanxiulan', 'ShanXiu', 'danxiul']) expect(await found(text)).toEqual(['单秀兰 pinyin']);
    for (const text of ['sxl', 'dxl', 'cxl']) expect(await found(text)).toEqual(['单秀兰 initials']);
    expect(await found('单秀')).toEqual(['单秀兰 name']);
    expect(await found('柳河镇前营')).toEqual(['单秀兰 address']);
    expect(await found(form.certNo.slice(-4))).toContain('单秀兰 tail');
    expect(await found('4321')).toEqual(['单秀兰 phone_tail']);
    expect(await found('13800004321')).toEqual(['单秀兰 phone']);
    expect(await found(form.certNo)).toEqual(['单秀兰 number']);
  });

  test('shows who is signed with whom, and nobody beyond reach but by the whole number', async () => {
    const [only] = (await searchResidents(doctor(), { text: 'sxl' })).rows;
    await signed(doctor(), signingOf(district, { id: only?.id ?? '' }));
    expect((await searchResidents(doctor(), { text: 'sxl' })).rows[0]).toMatchObject({ contract: { teamName: district.team.name }, inReach: true, maskedNumber: expect.stringContaining('********') });
    const foreign = district.contextFor('doctor', { foreign: true });
    expect(await found('sxl', foreign)).toEqual([]);
    expect((await searchResidents(foreign, { text: form.certNo })).rows).toMatchObject([{ name: '单秀兰', inReach: false }]);
  });

  test('what is no key finds nobody and breaks nothing', async () => {
    for (const text of ['', ' ', 'z', '%', "' or 1=1", '_张', '，，']) expect((await searchResidents(doctor(), { text })).rows).toEqual([]);
  });

  test('residents of an older program are found once their keys are written', async () => {
    await district.addResident({ name: '欧阳修远', homeInstitutionCode: district.township.code });
    await store.transaction(async (tx) => {
      await tx.delete(residentSearchKey);
      await tx.rows(sql`update resident set search_version = 0 returning id`);
    });
    expect(await found('oyxy')).toEqual([]);
    expect((await fillSearchKeys(district.contextFor('system'))).filled).toBeGreaterThan(4);
    expect(await found('oyxy')).toEqual(['欧阳修远 initials']);
    expect(await fillSearchKeys(district.contextFor('system'))).toEqual({ filled: 0 });
  });

  test('a beginning is looked up in an index, on either engine', async () => {
    const query = sql`select resident_id from resident_search_key where region_code = ${district.regionCode} and kind = 'initials' and key >= 'sx' and key <= 'sxzzz' order by key limit 20`;
    const isPostgres = (process.env.DATABASE_URL ?? '').startsWith('postgres');
    const plan = await store.transaction(async (tx) => {
      if (!isPostgres) return JSON.stringify(await tx.rows(sql`explain query plan ${query}`));
      // A handful of rows would be read through whatever the index.
      await tx.rows(sql`set local enable_seqscan = off`);
      await tx.rows(sql`set local enable_bitmapscan = off`);
      return JSON.stringify(await tx.rows(sql`explain ${query}`));
    });
    expect(plan).toMatch(isPostgres ? /Index (Only )?Scan/ : /SEARCH resident_search_key USING (COVERING )?INDEX/);
    expect(plan).not.toMatch(/SCAN resident_search_key|Seq Scan/);
  });
});

describe('a second record of somebody', () => {
  const again = { ...form, certType: '08', certNo: 'E12345678', sex: 'female' as const, birthDay: '1956-07-08' };

  test('is looked at before it is made, and made when somebody says that it is another person', async () => {
    expect(codesOf(await registerResident(doctor(), again))).toEqual(['registry.close_match']);
    const [match] = accepted(await showCloseMatches(district.contextFor('doctor', { foreign: true }), again));
    expect(match).toMatchObject({ name: '单秀兰', strong: true, inReach: false, contract: { teamName: district.team.name } });
    accepted(await registerResident(doctor(), { ...again, notSameAs: [match?.id ?? ''] }));
    const { rows } = await listDuplicates(clerk(), { status: 'not_same', onlyStrong: false, page: 1, pageSize: 20 });
    expect(rows).toMatchObject([{ strong: true, status: 'not_same' }]);
  });

  test('a scan finds pairs once, and never again what was set aside', async () => {
    await district.addResident({ name: '庞德海', birthDay: '1950-05-05', phone: '13900001111' });
    await district.addResident({ name: '庞德海', birthDay: '1950-05-05', phone: '13900001111' });
    await district.addResident({ name: '庞德海', birthDay: '1950-05-15', phone: '13900001111' });
    const first = accepted(await scanDuplicates(clerk()));
    expect(first.found).toBe(3);
    expect(accepted(await scanDuplicates(clerk()))).toMatchObject({ found: 0, gone: 0 });
    const list = await listDuplicates(clerk(), { status: 'open', onlyStrong: false, page: 1, pageSize: 20 });
    expect(list.rows[0]).toMatchObject({ first: { name: '庞德海' }, reasons: expect.arrayContaining(['same_name', 'same_phone']) });
    expect(list.lastScan).toMatchObject({ found: 0 });
    const pair = list.rows[0];
    if (!pair) throw new Error('no pair');
    expect(codesOf(await setAside(clerk(), { pairId: pair.id, version: pair.version, note: '' }))).toEqual(['duplicate.reason_missing']);
    accepted(await setAside(clerk(), { pairId: pair.id, version: pair.version, note: '父子同名' }));
    expect(codesOf(await setAside(clerk(), { pairId: pair.id, version: pair.version, note: '父子同名' }))).toEqual(['duplicate.decided_already']);
    expect(accepted(await scanDuplicates(clerk()))).toMatchObject({ found: 0 });
  });
});
