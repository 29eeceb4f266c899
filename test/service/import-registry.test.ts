import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sentenceOf } from '@/app/_copy/refusals';
import type { Store } from '@/db';
import { allianceMembership, contract, contractClaim, institution, resident, team } from '@/db/schema';
import { unseal } from '@/db/sealed';
import { readContractRow, readInstitutionRow, readResidentRow } from '@/server/integration/his/registry-rows';
import { getBatch } from '@/server/services/import/get-batch';
import { importContracts } from '@/server/services/import/import-contracts';
import { importInstitutions } from '@/server/services/import/import-institutions';
import { importResidents } from '@/server/services/import/import-residents';
import { importVisits } from '@/server/services/import/import-visits';
import { PermissionDenied } from '@/server/services/permit';
import { getVisit } from '@/server/services/visit/get-visit';
import { type District, citizenId, mintDistrict } from '../factories/district';
import { accepted, signed, signingOf } from '../factories/signing';
import { freshStore } from '../factories/store';
import { fileOf, visitRow } from '../factories/visits';

let store: Store;
let drop: () => Promise<void>;
let district: District;
beforeAll(async () => ({ store, drop } = await freshStore()));
afterAll(() => drop());
beforeEach(async () => {
  district = await mintDistrict(store);
});

type Fields = Record<string, string>;
const clerk = () => district.contextFor('bureau_clerk');
const rowsOf = <Facts>(read: (row: { rowNumber: number; fields: Fields; problems: [] }) => Facts, fields: readonly Fields[]) =>
  fields.map((each, at) => read({ rowNumber: at + 2, fields: each, problems: [] }));
const reasonsOf = async (batchId: string) => {
  const { issues } = accepted(await getBatch(clerk(), { batchId, page: 1, pageSize: 50 }));
  return issues.rows.map((issue) => [issue.rowNumber, issue.outcome, issue.reasons.map(({ code, column }) => [column, code])]);
};

describe('institutions', () => {
  const code = (number: number) => `H${district.regionCode}${String(number).padStart(5, '0')}`;
  const take = (...fields: Fields[]) => importInstitutions(clerk(), fileOf(rowsOf(readInstitutionRow, fields)));
  const clinic = () => ({ fixmedins_code: code(71), fixmedins_name: '后营村卫生室', level: 'village', parent: code(70), alliance: '城东医联体' });
  const township = () => ({ fixmedins_code: code(70), fixmedins_name: '后营镇卫生院', level: 'township' });

  test('are taken with their alliance and a parent that comes later in the file; again they are held', async () => {
    expect(await take(clinic(), township())).toMatchObject({ accepted: 2 });
    const [row] = await store.reads.select().from(institution).where(eq(institution.code, code(71)));
    expect(row).toMatchObject({ allianceId: district.allianceId, allianceRole: 'member', parentCode: code(70) });
    expect(await take(clinic(), township(), { ...township(), fixmedins_name: '改名' })).toMatchObject({ accepted: 0, alreadyHeld: 2, conflicting: 1 });
  });

  test('stay in the alliance that the books know, whatever a later file says', async () => {
    const moved = { fixmedins_code: code(72), fixmedins_name: '河西镇卫生院', level: 'township', alliance: '城东医联体' };
    await take(moved);
    for (const alliance of ['', '城西医共体']) {
      const { accepted, alreadyHeld } = await take({ ...moved, alliance });
      expect({ accepted, alreadyHeld }).toEqual({ accepted: 0, alreadyHeld: 0 });
    }
    const [row] = await store.reads.select().from(institution).where(eq(institution.code, code(72)));
    expect(row).toMatchObject({ allianceId: district.allianceId });
    expect(await store.reads.select().from(allianceMembership)).toEqual([]);
  });

  test('tell every reason at once', async () => {
    const summary = await take({ fixmedins_code: 'x', fixmedins_name: '', level: 'huge', parent: code(99), alliance: '没有的' });
    expect(await reasonsOf(summary.batchId)).toEqual([
      [2, 'rejected', [
        ['fixmedins_code', 'registry.institution_code_malformed'],
        ['fixmedins_name', 'import.value_missing'],
        ['level', 'import.value_unknown'],
        ['alliance', 'registry.alliance_unknown'],
        ['parent', 'registry.parent_unknown'],
      ]],
    ]);
  });

  test('are not for a doctor to import', async () => {
    await expect(importInstitutions(district.contextFor('doctor'), fileOf([]))).rejects.toBeInstanceOf(PermissionDenied);
  });
});

describe('residents', () => {
  const take = (...fields: Fields[]) => importResidents(clerk(), fileOf(rowsOf(readResidentRow, fields)));
  const old = () => citizenId({ area: district.regionCode, birthDay: '1915-04-04', serial: 1 });
  const person = (changes: Fields = {}): Fields => ({ psn_cert_type: '01', certno: old(), psn_name: 'Edwardo Hermann', gend: '1', brdy: '1915-04-04', dead_date: '1982-03-13', insutype: '390', retired: '0', ...changes });

  test('born in 1915, dead in 1982, with a foreign name, are taken; again they are held', async () => {
    expect(await take(person({ phone: '13800001111', key_groups: 'hypertension；diabetes', home_institution: district.township.code }))).toMatchObject({ accepted: 1 });
    const [row] = (await store.reads.select().from(resident).where(eq(resident.regionCode, district.regionCode))).filter((each) => each.birthDay === '1915-04-04');
    expect(row).toMatchObject({ name: 'Edwardo Hermann', deathDay: '1982-03-13', keyGroups: ['hypertension', 'diabetes'], homeInstitutionCode: district.township.code });
    expect(unseal(row?.identitySealed ?? '')).toBe(old());
    expect(await take(person(), person({ psn_name: 'Edward Hermann' }))).toMatchObject({ accepted: 0, alreadyHeld: 1, conflicting: 1 });
  });

  test('with changed particulars change nobody: they are told where a file is looked at first', async () => {
    await take(person());
    const { batchId } = await take(person({ psn_name: 'Edward Hermann' }));
    const { issues } = accepted(await getBatch(clerk(), { batchId, page: 1, pageSize: 50 }));
    expect(issues.rows.map(({ outcome, reasons }) => [outcome, reasons.map((reason) => [reason.column, sentenceOf(reason)])])).toEqual([['conflicting', [['certno', expect.stringMatching(/批量导入.*\/imports.*审核导入.*有变更/)]]]]);
  });

  test('retired by their own account but insured as residents count as not retired', async () => {
    expect(await take(person({ retired: '1' }))).toMatchObject({ accepted: 1 });
    expect(await take(person({ retired: '0' }))).toMatchObject({ alreadyHeld: 1 });
  });

  test('tell every reason at once', async () => {
    const wrong = `${old().slice(0, 17)}${old().endsWith('1') ? '2' : '1'}`;
    const summary = await take(person({ certno: wrong, brdy: '1915-13-01', dead_date: '1900-01-01', insutype: '320', key_groups: 'tall', home_institution: 'H00000000000' }), person({ brdy: '1916-04-04', gend: '2' }));
    expect(await reasonsOf(summary.batchId)).toEqual([
      [2, 'rejected', [
        ['insutype', 'import.value_unknown'],
        ['brdy', 'import.day_malformed'],
        ['key_groups', 'import.value_unknown'],
        ['certno', 'identity.wrong_check_digit'],
        ['home_institution', 'registry.institution_unknown'],
      ]],
      [3, 'rejected', [['brdy', 'registry.birth_day_differs'], ['gend', 'registry.sex_differs']]],
    ]);
  });
});

describe('contracts that were signed on paper', () => {
  const take = (...fields: Fields[]) => importContracts(clerk(), fileOf(rowsOf(readContractRow, fields)));
  const paper = (who: { certNo: string }, begndate: string, changes: Fields = {}): Fields => ({ certno: who.certNo, team: district.team.name, begndate, term_years: '1', package: 'basic', ...changes });
  const seats = async () => (await store.reads.select().from(team).where(eq(team.id, district.team.id)))[0]?.signedCount;
  const statuses = async () => (await store.reads.select().from(contract).where(eq(contract.regionCode, district.regionCode))).map((row) => [row.startDay, row.endDay, row.status]).sort();

  test('may lie in the past: one that runs claims its person and a place, one that is over is kept as expired', async () => {
    expect(await take(paper(district.adult, '2024-06-01'), paper(district.elder, '2023-01-01'))).toMatchObject({ accepted: 2 });
    expect(await statuses()).toEqual([
      ['2023-01-01', '2023-12-31', 'expired'],
      ['2024-06-01', '2025-05-31', 'in_force'],
    ]);
    expect(await seats()).toBe(1);
    expect((await store.reads.select().from(contractClaim).where(eq(contractClaim.regionCode, district.regionCode))).map((row) => row.endDay).sort()).toEqual(['2023-12-31', '2025-05-31']);
    expect(await take(paper(district.adult, '2024-06-01'), paper(district.elder, '2023-01-01'))).toMatchObject({ accepted: 0, alreadyHeld: 2 });
    expect(await seats()).toBe(1);
  });

  test('one person after another term, in whatever order the file has them', async () => {
    expect(await take(paper(district.adult, '2024-06-01'), paper(district.adult, '2023-06-01'))).toMatchObject({ accepted: 2 });
    expect(await seats()).toBe(1);
  });

  test('are refused beside another contract, in a full team, with a package or a team nobody knows, without a guardian', async () => {
    await signed(district.contextFor('doctor'), signingOf(district, district.elder));
    const full = await district.addTeam(1);
    const another = await district.addResident();
    expect(await take(paper(another, '2024-06-01', { team: full.id }))).toMatchObject({ accepted: 1 });
    const summary = await take(
      paper(district.elder, '2024-06-01'),
      paper(district.adult, '2024-06-01', { team: full.id }),
      paper(district.adult, '2024-06-01', { package: 'gold', term_years: '9' }),
      paper({ certNo: citizenId({ area: '110101', birthDay: '1990-03-07', serial: 757 }) }, '2024-06-01', { team: '没有的队' }),
      paper(district.child, '2024-06-01'),
      paper(district.adult, '2026-01-01'),
    );
    expect(await reasonsOf(summary.batchId)).toEqual([
      [2, 'rejected', [['certno', 'contract.already_active']]],
      [3, 'rejected', [['team', 'contract.team_full']]],
      [4, 'rejected', [['package', 'contract.package_unknown'], ['term_years', 'contract.term_not_allowed']]],
      [5, 'rejected', [['certno', 'visit.resident_unknown'], ['team', 'registry.team_unknown']]],
      [6, 'rejected', [['guardian_name', 'contract.guardian_required']]],
      [7, 'rejected', [['begndate', 'contract.start_too_far']]],
    ]);
    expect(await take(paper(district.child, '2024-06-01', { guardian_name: '陈思远', guardian_relation: '父亲' }))).toMatchObject({ accepted: 1 });
  });

  test('change what visits of those days pay', async () => {
    await importVisits(clerk(), fileOf([visitRow({ who: district.adult, at: district.township, on: '2025-01-10', inScopeFen: 30_000, settlementId: 'one' })]));
    await take(paper(district.adult, '2024-06-01'));
    const view = accepted(await getVisit(clerk(), { institutionCode: district.township.code, settlementId: 'one' }));
    expect(view.adjudication).toMatchObject({ payFen: 8000, enhancementFen: 1000 });
    expect(view.contract).toMatchObject({ startDay: '2024-06-01' });
  });
});
