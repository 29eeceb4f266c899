import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { getHousehold } from '@/server/services/household/get-household';
import { type SaveHouseholdInput, saveHousehold } from '@/server/services/household/save-household';
import { recordGuardian } from '@/server/services/resident-change/record-guardian';
import { getResident } from '@/server/services/resident/get-resident';
import { registerResident } from '@/server/services/resident/register-resident';
import { type District, citizenId, mintDistrict } from '../factories/district';
import { accepted, codesOf, signed, signingOf } from '../factories/signing';
import { freshStore } from '../factories/store';

let store: Store;
let drop: () => Promise<void>;
let district: District;
beforeAll(async () => ({ store, drop } = await freshStore()));
afterAll(() => drop());
beforeEach(async () => {
  district = await mintDistrict(store);
});

const doctor = () => district.contextFor('doctor');
const view = async (residentId: string) => accepted(await getHousehold(doctor(), { residentId }));
const save = (input: Partial<SaveHouseholdInput>) => saveHousehold(doctor(), { residentId: district.adult.id, members: [], address: null, seen: [], ...input });
const family = () => [
  { residentId: district.adult.id, relation: 'head' as const },
  { residentId: district.child.id, relation: 'child' as const },
];

describe('a household', () => {
  test('begins as one person alone, and holds whoever is put into it with what signing needs', async () => {
    const { adult, child } = district;
    expect(await view(adult.id)).toMatchObject({ householdId: null, members: [{ id: adult.id, relation: null, signed: null, needsGuardian: false }] });
    accepted(await save({ members: family(), address: '前营村 3 号' }));
    accepted(await recordGuardian(doctor(), { residentId: child.id, version: 1, guardian: { residentId: adult.id, name: '', relation: 'father', certType: null, certNo: null, phone: null, from: '2025-03-01' } }));
    const receipt = await signed(doctor(), signingOf(district, adult));
    const { members, address } = await view(child.id);
    expect(address).toBe('前营村 3 号');
    expect(members).toMatchObject([
      { id: child.id, relation: 'child', signed: null, needsGuardian: true, guardians: [{ name: adult.name, relation: 'father', residentId: adult.id }], inReach: true },
      { id: adult.id, relation: 'head', signed: { contractId: receipt.contractId, institutionName: district.township.name }, needsGuardian: false },
    ]);
    expect(accepted(await getResident(doctor(), { residentId: child.id })).changes).toMatchObject([{ field: 'guardian' }, { field: 'household', after: { relation: 'child' } }]);
  });

  test('is joined while registering, with a guardian; a wrong guardian registers nobody', async () => {
    const { adult } = district;
    const certNo = citizenId({ area: '210102', birthDay: '2020-05-04', serial: 22 });
    const form = { certType: '01', certNo, name: '陈小雪', sex: null, birthDay: null, insutype: '390', retired: false, keyGroups: [], phone: null, address: null, homeInstitutionCode: null } as const;
    const guardian = { residentId: null, name: '陈思远', relation: 'father', certType: null, certNo: null, phone: '13912345678', from: '2025-03-10' } as const;
    const livesWith = { residentId: adult.id, relation: 'child' } as const;
    expect(codesOf(await registerResident(doctor(), { ...form, family: { guardian: { ...guardian, phone: '1' }, livesWith } }))).toEqual(['resident.phone_malformed']);
    const { residentId } = accepted(await registerResident(doctor(), { ...form, family: { guardian, livesWith } }));
    expect(await view(residentId)).toMatchObject({ members: [{ relation: 'child', guardians: [{ name: '陈思远' }] }, { id: adult.id, relation: 'head' }] });
  });

  test('changes its head in one go, and lets somebody go to another one', async () => {
    const { adult, child, elder } = district;
    accepted(await save({ members: family() }));
    const seen = [adult.id, child.id];
    const others = [
      { residentId: adult.id, relation: 'child' as const },
      { residentId: elder.id, relation: 'head' as const },
    ];
    expect(accepted(await save({ members: others, seen })).changed).toBe(3);
    expect((await view(adult.id)).members.map(({ id, relation }) => [id, relation])).toEqual([[adult.id, 'child'], [elder.id, 'head']]);
    expect((await view(child.id)).householdId).toBeNull();
  });

  test('is refused with two heads, with people of another one, unchanged, or changed meanwhile', async () => {
    const { adult, child, elder } = district;
    accepted(await save({ members: family() }));
    const seen = [adult.id, child.id];
    expect(codesOf(await save({ members: [...family(), { residentId: elder.id, relation: 'head' }], seen }))).toEqual(['household.head_taken']);
    expect(codesOf(await save({ residentId: elder.id, members: [{ residentId: elder.id, relation: 'head' }, { residentId: child.id, relation: 'grandchild' }] }))).toEqual(['household.in_another']);
    expect(codesOf(await save({ members: family(), seen }))).toEqual(['resident.nothing_changed']);
    expect(codesOf(await save({ members: family().slice(0, 1), seen: [adult.id] }))).toEqual(['conflict.changed_meanwhile']);
    expect(codesOf(await saveHousehold(district.contextFor('doctor', { foreign: true }), { residentId: adult.id, members: [], address: null, seen }))).toEqual(['not_found']);
  });
});
