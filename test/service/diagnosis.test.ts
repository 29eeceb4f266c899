import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import type { IncomingFile } from '@/server/services/import/incoming';
import { type DiagnosisFacts, initialsOf, startDiagnosisImport } from '@/server/services/diagnosis/import-diagnoses';
import { loadShippedDiagnoses } from '@/server/services/diagnosis/load-shipped';
import { listDiagnosisVersions, searchDiagnoses } from '@/server/services/diagnosis/search-diagnoses';
import { PermissionDenied } from '@/server/services/permit';
import { commonDiagnoses } from '@/server/domain/referral/diagnoses';
import { type District, districtNow, mintDistrict } from '../factories/district';
import { codesOf, fresh, granted } from '../factories/referrals';
import { freshStore } from '../factories/store';

let store: Store;
let drop: () => Promise<void>;
let district: District;
beforeAll(async () => {
  ({ store, drop } = await freshStore());
  district = await mintDistrict(store);
});
afterAll(() => drop());

const clerk = () => district.contextFor('bureau_clerk');
const doctor = (now = districtNow) => district.contextFor('doctor', { now });

function fileOf(rows: readonly (readonly [code: string, name: string])[]): IncomingFile<DiagnosisFacts> {
  async function* each() {
    for (const [at, [code, name]] of rows.entries()) {
      yield await Promise.resolve({ rowNumber: at + 2, facts: { code, name }, problems: [], original: () => ({ diag_code: code, diag_name: name }) });
    }
  }
  return { fileName: 'icd10.csv', digest: fresh('digest'), rows: each() };
}

const full = [
  ['I10.x00', '特发性（原发性）高血压'],
  ['I10.x00x002', '高血压病'],
  ['I11.900', '高血压性心脏病'],
  ['I21.900', '急性心肌梗死'],
  ['E11.900', '2型糖尿病'],
  ['I21.300x001', '急性ST段抬高型心肌梗死'],
] as const;

async function imported(version: string, inForceFrom: string, rows: readonly (readonly [string, string])[] = full) {
  const started = granted(await startDiagnosisImport(clerk(), { version, inForceFrom }, fileOf(rows)));
  return started.run();
}

describe('searching', () => {
  test('a region without a list finds the common ones', async () => {
    expect((await searchDiagnoses(doctor(), { text: 'xfcd' })).map(({ code }) => code)).toEqual(['I48.x01']);
  });

  test.each<[string, string[]]>([
    ['i10', ['I10.x00', 'I10.x00x002']],
    ['I10.x00x', ['I10.x00x002']],
    ['高血压', ['I10.x00x002', 'I11.900', 'I10.x00']],
    ['gxy', ['I10.x00x002', 'I11.900', 'I10.x00']],
    ['心肌', ['I21.900', 'I21.300x001']],
    ['2xtnb', ['E11.900']],
    ['stdtgx', ['I21.300x001']],
    ['ＳＴ段', ['I21.300x001']],
    ['没有这种病', []],
    ['%', []],
  ])('%j finds %j', async (text, codes) => {
    if ((await listDiagnosisVersions(clerk())).length === 0) await imported('nhsa-2.0', '2025-01-01');
    const found = await searchDiagnoses(doctor(), { text });
    expect(found.map(({ code }) => code)).toEqual(codes);
  });

  test('is for those who see referrals; lists are the clerk’s', async () => {
    await expect(listDiagnosisVersions(doctor())).rejects.toThrow(PermissionDenied);
    await expect(startDiagnosisImport(doctor(), { version: 'x', inForceFrom: '2025-01-01' }, fileOf(full))).rejects.toThrow(PermissionDenied);
  });
});

describe('a version', () => {
  test('imported again changes nothing, and takes what is new', async () => {
    const again = await imported('nhsa-2.0', '2025-01-01', [...full, ['J18.900', '肺炎'], ['I10.x00', '另一个名字'], ['乱码', '不成'], ['K25.900', '']]);
    expect(again).toMatchObject({ status: 'done', accepted: 1, alreadyHeld: full.length, conflicting: 1, rejected: 2 });
    expect((await listDiagnosisVersions(clerk())).find(({ version }) => version === 'nhsa-2.0')).toMatchObject({ entries: full.length + 1, status: 'ready', inForce: true });
  });

  test('takes over on its day', async () => {
    await imported('nhsa-3.0', '2026-01-01', [['I10.x00', '新名称高血压']]);
    const names = async (now: number) => (await searchDiagnoses(doctor(now), { text: 'i10.x00' })).map(({ name }) => name);
    expect(await names(districtNow)).toContain('特发性（原发性）高血压');
    expect(await names(Date.parse('2026-01-01T00:00:00+08:00'))).toEqual(['新名称高血压']);
  });

  test.each([
    ['a version that is there, from another day', { version: 'nhsa-2.0', inForceFrom: '2025-06-01' }, ['diagnosis.version_taken']],
    ['another version from the same day', { version: 'nhsa-2.1', inForceFrom: '2025-01-01' }, ['diagnosis.day_taken']],
    ['a version with a path in it', { version: '../2', inForceFrom: '2025-02-01' }, ['diagnosis.version_malformed']],
  ])('%s is refused', async (_, edition, codes) => {
    expect(codesOf(await startDiagnosisImport(clerk(), edition, fileOf(full)))).toEqual(codes);
  });
});

test('the shipped list is loaded once, and every entry is found by its initials', async () => {
  const other = await mintDistrict(store);
  const system = other.contextFor('system');
  await loadShippedDiagnoses(system);
  await loadShippedDiagnoses(system);
  expect(await listDiagnosisVersions(system)).toMatchObject([{ entries: commonDiagnoses.length, inForce: true }]);
  for (const { code, name } of commonDiagnoses) {
    expect((await searchDiagnoses(other.contextFor('doctor'), { text: initialsOf(name) })).map((found) => found.code)).toContain(code);
  }
});
