import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { words } from '@/app/_copy/export';
import type { Store } from '@/db';
import { callerOf } from '@/server/api/root';
import { doorLimits } from '@/server/domain/door/limits';
import { getAgreement } from '@/server/services/agreement/get-agreement';
import { printAgreement } from '@/server/services/agreement/print-agreement';
import type { ServiceContext } from '@/server/services/context';
import { getContract } from '@/server/services/contract/get-contract';
import { exportContracts } from '@/server/services/export/export-contracts';
import { exportResidents } from '@/server/services/export/export-residents';
import { getHousehold } from '@/server/services/household/get-household';
import { saveHousehold } from '@/server/services/household/save-household';
import { listOwnLookups } from '@/server/services/own/list-own-lookups';
import { getResident } from '@/server/services/resident/get-resident';
import { listResidents } from '@/server/services/resident/list-residents';
import { registerResident } from '@/server/services/resident/register-resident';
import { searchResidents } from '@/server/services/resident/search-residents';
import { type District, type TestResident, citizenId, mintDistrict } from '../factories/district';
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
const person = (more: Partial<Parameters<District['addResident']>[0]> = {}) => district.addResident({ homeInstitutionCode: district.township.code, ...more });

/** What the person reads that was done since, without what was there before. */
async function toldOf(resident: Pick<TestResident, 'id'>, act: () => Promise<unknown>): Promise<string[]> {
  const own = district.contextFor('resident', { residentId: resident.id });
  const before = (await listOwnLookups(own)).map(({ action }) => action);
  await act();
  const after = (await listOwnLookups(own)).map(({ action }) => action);
  for (const action of before) after.splice(after.indexOf(action), 1);
  return after.sort();
}

test('nobody can try number after number, nor beyond that with another box', async () => {
  const api = callerOf({ store, actor: district.contextFor('nurse').actor });
  const certNo = citizenId({ area: '110101', birthDay: '1970-01-01', serial: 991 });
  for (let tried = 0; tried < doorLimits.lookup.most; tried += 1) await api.resident.find({ certType: '01', certNo });
  await expect(api.resident.find({ certType: '01', certNo })).rejects.toThrow('request.too_many');
  await expect(api.resident.search({ text: certNo })).rejects.toThrow('request.too_many');
  expect((await api.resident.search({ text: '王' })).readAs).toBe('words');
});

describe('who looked at my record', () => {
  test('tells everybody of a household of whom something was shown, and shows no phone or street of whoever is out of reach', async () => {
    const [asked, other] = [await person(), await person()];
    const foreign = await district.addResident({ phone: '13911112222', address: '北街 9 号', homeInstitutionCode: district.foreignTownship.code });
    const members = [
      { residentId: asked.id, relation: 'head' as const },
      { residentId: other.id, relation: 'spouse' as const },
      { residentId: foreign.id, relation: 'parent' as const },
    ];
    accepted(await saveHousehold(doctor(), { residentId: asked.id, members, address: null, seen: [] }));
    expect(await toldOf(other, () => getHousehold(doctor(), { residentId: asked.id }))).toEqual(['resident.household_viewed']);
    expect(await toldOf(foreign, () => getResident(doctor(), { residentId: asked.id }))).toEqual(['resident.household_viewed']);
    const view = accepted(await getHousehold(doctor(), { residentId: asked.id }));
    expect(view.members.find(({ id }) => id === foreign.id)).toMatchObject({ inReach: false, maskedPhone: null, address: null });
  });

  test('tells who was named to a desk that could not register somebody', async () => {
    const known = { certType: '01', certNo: citizenId({ area: '210102', birthDay: '1956-07-08', serial: 2 }), name: '单秀兰', sex: null, birthDay: null, insutype: '390' as const, retired: false, keyGroups: [], phone: '13800004321', address: null, homeInstitutionCode: null };
    const { residentId: id } = accepted(await registerResident(doctor(), known));
    const foreign = district.contextFor('doctor', { foreign: true });
    expect(await toldOf({ id }, async () => expect(codesOf(await registerResident(foreign, known))).toEqual(['registry.already_registered']))).toEqual(['resident.looked_up']);
    const mistyped = { ...known, certNo: citizenId({ area: '210102', birthDay: '1956-07-08', serial: 4 }) };
    expect(await toldOf({ id }, async () => expect(codesOf(await registerResident(foreign, mistyped))).toEqual(['registry.close_match']))).toEqual(['resident.shown_as_match']);
  });

  test('tells who read or printed what was signed', async () => {
    const resident = await person();
    const { contractId } = await signed(doctor(), signingOf(district, resident));
    expect(await toldOf(resident, () => getContract(doctor(), { contractId }))).toEqual(['resident.contract_viewed']);
    expect(await toldOf(resident, () => getAgreement(doctor(), { contractId }))).toEqual(['resident.agreement_viewed']);
    expect(await toldOf(resident, () => printAgreement(doctor(), { contractId }))).toEqual(['agreement.printed']);
    expect(await toldOf(resident, () => printAgreement(district.contextFor('resident', { residentId: resident.id }), { contractId }))).toEqual([]);
  });

  test('tells who found them by a phone or the end of a number, and not who read a list of names', async () => {
    const resident = await person({ name: '阮文清', phone: '13911113333' });
    const found = (text: string) => () => searchResidents(doctor(), { text });
    expect(await toldOf(resident, found('13911113333'))).toEqual(['resident.found']);
    expect(await toldOf(resident, found(resident.certNo.slice(-4)))).toEqual(['resident.found']);
    expect(await toldOf(resident, () => listResidents(doctor(), { text: resident.certNo.slice(-4), page: 1, pageSize: 50 }))).toEqual(['resident.found']);
    expect(await toldOf(resident, found('阮文'))).toEqual([]);
    expect(await toldOf(resident, () => searchResidents(district.contextFor('doctor', { foreign: true }), { text: '13911113333' }))).toEqual([]);
  });

  test.each<readonly [string, () => ServiceContext, string | undefined, readonly string[]]>([
    ['their own institution', () => district.contextFor('doctor'), undefined, ['resident.exported']],
    ['the whole region', () => district.contextFor('bureau_clerk'), undefined, ['resident.exported']],
    ['the region’s people of their institution', () => district.contextFor('bureau_clerk'), 'home', ['resident.exported']],
    ['the region’s people of another one', () => district.contextFor('bureau_clerk'), 'foreign', []],
    ['an institution that they have nothing to do with', () => district.contextFor('doctor', { foreign: true }), undefined, []],
  ])('tells who took a file of %s', async (_, context, of, expected) => {
    const resident = await person();
    const homeInstitutionCode = of === 'home' ? district.township.code : of === 'foreign' ? district.foreignTownship.code : undefined;
    expect(await toldOf(resident, () => exportResidents(context(), { homeInstitutionCode }, words))).toEqual(expected);
  });

  test('tells who took a file of contracts, if they have one there', async () => {
    const [resident, unsigned] = [await person(), await person()];
    await signed(doctor(), signingOf(district, resident));
    expect(await toldOf(resident, () => exportContracts(doctor(), {}, words))).toEqual(['contract.exported']);
    expect(await toldOf(unsigned, () => exportContracts(doctor(), {}, words))).toEqual([]);
  });
});
