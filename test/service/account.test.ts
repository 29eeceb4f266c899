import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { verifyAudit } from '@/db/queries/audit';
import { account, auditEvent } from '@/db/schema';
import { newFirstPassword } from '@/server/auth/first-password';
import { hashPassword } from '@/server/auth/password';
import { passwordRoles } from '@/server/domain/permission/new-account';
import { type CreateAccountInput, createAccount } from '@/server/services/account/create-account';
import { PermissionDenied } from '@/server/services/permit';
import { type District, mintDistrict } from '../factories/district';
import { freshStore } from '../factories/store';

let store: Store;
let drop: () => Promise<void>;
let district: District;
let passwordHash: string;
beforeAll(async () => {
  ({ store, drop } = await freshStore());
  district = await mintDistrict(store);
  passwordHash = await hashPassword(newFirstPassword());
});
afterAll(() => drop());

let minted = 0;
const clerk = (): CreateAccountInput => ({ userName: `clerk-${(minted += 1)}`, name: '陈经办', role: 'bureau_clerk', institutionCode: null, alliance: null, practitionerId: null, passwordHash });
const create = (input: Partial<CreateAccountInput>, from = district) => createAccount(from.contextFor('system'), { ...clerk(), ...input });

async function codesOf(input: Partial<CreateAccountInput>): Promise<string[]> {
  const outcome = await create(input);
  return outcome.ok ? [] : outcome.refusals.map(({ code }) => code);
}

async function rowOf(userName: string) {
  const [row] = await store.reads.select().from(account).where(eq(account.userName, userName));
  return row;
}

describe('creating an account', () => {
  test.each(passwordRoles)('of a %s puts it where the role works, with a password that must be changed', async (role) => {
    const { township, team, allianceId } = district;
    const place = ['doctor', 'nurse', 'referral_office'].includes(role) ? { institutionCode: township.code, practitionerId: team.leaderId } : role === 'alliance_manager' ? { alliance: '城东医联体' } : {};
    const userName = `new.${role}`;
    expect(await create({ ...place, role, userName, name: ' 陈思远 ' })).toMatchObject({ ok: true, value: { userName } });
    expect(await rowOf(userName)).toMatchObject({
      ...{ role, name: '陈思远', regionCode: district.regionCode, disabled: false, mustChangePassword: true, passwordHash },
      institutionCode: 'institutionCode' in place ? township.code : null,
      practitionerId: 'institutionCode' in place ? team.leaderId : null,
      allianceId: 'alliance' in place ? allianceId : null,
    });
  });

  test('is for the administrator and the operator', async () => {
    expect(await createAccount(district.contextFor('administrator'), clerk())).toMatchObject({ ok: true });
    for (const role of ['bureau_clerk', 'auditor', 'alliance_manager', 'resident'] as const) expect(() => createAccount(district.contextFor(role), clerk())).toThrow(PermissionDenied);
  });

  test('gives a user name once in the whole installation', async () => {
    const other = await mintDistrict(store);
    const { userName } = clerk();
    expect(await create({ userName })).toMatchObject({ ok: true });
    const taken = { ok: false, refusals: [{ code: 'account.user_name_taken', facts: { userName } }] };
    expect(await create({ userName })).toEqual(taken);
    expect(await create({ userName }, other)).toEqual(taken);
    const raced = await Promise.all(Array.from({ length: 4 }, (_, at) => create({ userName: 'raced' }, at % 2 === 0 ? district : other)));
    expect(raced.filter(({ ok }) => ok)).toHaveLength(1);
    expect(raced.flatMap((outcome) => (outcome.ok ? [] : outcome.refusals.map(({ code }) => code)))).toEqual(Array(3).fill('account.user_name_taken'));
  });

  test.each(['ab', 'x'.repeat(33), 'Wang', 'wang xm', '王医生', 'wang@sy', ''])('refuses the user name “%s”', async (userName) => {
    expect(await codesOf({ userName })).toEqual(['account.user_name_malformed']);
  });

  test('takes user names of 3 and of 32 characters', async () => {
    for (const userName of ['w.1', '_x-', 'x'.repeat(32)]) expect(await codesOf({ userName })).toEqual([]);
  });

  test('refuses a place that the role needs and lacks, or has no use for', async () => {
    const institutionCode = district.township.code;
    expect(await codesOf({ role: 'doctor' })).toEqual(['account.institution_needed']);
    expect(await codesOf({ role: 'nurse', institutionCode, alliance: district.allianceId })).toEqual(['account.alliance_not_for_role']);
    expect(await codesOf({ role: 'alliance_manager' })).toEqual(['account.alliance_needed']);
    expect(await codesOf({ role: 'alliance_manager', alliance: district.allianceId, institutionCode })).toEqual(['account.institution_not_for_role']);
    expect(await codesOf({ role: 'administrator', institutionCode, alliance: district.allianceId, practitionerId: district.team.leaderId })).toEqual([
      ...['account.institution_not_for_role', 'account.alliance_not_for_role', 'account.practitioner_not_for_role'],
    ]);
  });

  test('refuses places and people of other regions and institutions, and every fault at once', async () => {
    const other = await mintDistrict(store);
    expect(await codesOf({ role: 'doctor', institutionCode: other.township.code })).toEqual(['registry.institution_unknown']);
    expect(await codesOf({ role: 'alliance_manager', alliance: other.allianceId })).toEqual(['registry.alliance_unknown']);
    expect(await codesOf({ role: 'doctor', institutionCode: district.township.code, practitionerId: other.team.leaderId })).toEqual(['not_found']);
    expect(await codesOf({ role: 'doctor', institutionCode: district.lead.code, practitionerId: district.team.leaderId })).toEqual(['account.practitioner_elsewhere']);
    expect(await codesOf({ userName: 'A', name: '  ', role: 'doctor', institutionCode: 'H00000000000', alliance: 'none' })).toEqual([
      ...['account.user_name_malformed', 'account.name_missing', 'account.alliance_not_for_role', 'registry.institution_unknown', 'registry.alliance_unknown'],
    ]);
    expect(await codesOf({ name: '长'.repeat(51) })).toEqual(['account.name_too_long']);
  });

  test('leaves an audit row with the place and without the password, in a chain that holds', async () => {
    const { userName } = clerk();
    const made = await create({ userName });
    if (!made.ok) throw new Error('not created');
    const rows = await store.reads.select().from(auditEvent).where(eq(auditEvent.subjectId, made.value.id));
    expect(rows).toEqual([expect.objectContaining({ action: 'account.created', chain: 'system', facts: { userName, role: 'bureau_clerk', institutionCode: null, allianceId: null, practitionerId: null } })]);
    const all = JSON.stringify(await store.reads.select().from(auditEvent));
    expect(all).not.toContain('argon2');
    expect(all).not.toContain(passwordHash);
    expect((await verifyAudit(store.reads)).problems).toEqual([]);
  });
});

test('a first password is four groups of four characters that are not taken for one another', () => {
  const made = Array.from({ length: 200 }, newFirstPassword);
  for (const one of made) expect(one).toMatch(/^[2-9a-hj-km-np-z]{4}(-[2-9a-hj-km-np-z]{4}){3}$/);
  expect(new Set(made).size).toBe(200);
  expect(new Set(made.join('')).size).toBe(32);
});
