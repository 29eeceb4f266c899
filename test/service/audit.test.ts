import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { type AuditPlace, appendAudit } from '@/db/queries/audit';
import { openStaffSession } from '@/server/auth/open-staff-session';
import { actorOfToken } from '@/server/auth/sessions';
import { disableAccount } from '@/server/services/account/disable-account';
import { enableAccount } from '@/server/services/account/enable-account';
import { listAccounts } from '@/server/services/account/list-accounts';
import { listAudit } from '@/server/services/audit/list-audit';
import { PermissionDenied } from '@/server/services/permit';
import { accountIdOf } from '../factories/actors';
import { type District, districtNow, districtPassword, mintDistrict } from '../factories/district';
import { freshStore } from '../factories/store';

let store: Store;
let drop: () => Promise<void>;
let district: District;
beforeAll(async () => {
  ({ store, drop } = await freshStore());
  district = await mintDistrict(store);
});
afterAll(() => drop());

const signIn = (userName: string) => openStaffSession(store, { userName, password: districtPassword, address: 'test' }, districtNow);

describe('disabling an account', () => {
  test('ends its sessions at once, refuses a new sign-in, and can be undone', async () => {
    const accountId = accountIdOf(district.regionCode, 'nurse');
    const opened = await signIn(accountId);
    if (!opened.ok) throw new Error(opened.code);
    expect(await actorOfToken(store, opened.token, districtNow)).toMatchObject({ kind: 'staff', role: 'nurse' });

    const admin = district.contextFor('administrator');
    expect(await disableAccount(admin, { accountId })).toEqual({ ok: true, value: { endedSessions: 1 } });
    expect(await actorOfToken(store, opened.token, districtNow)).toBeNull();
    expect(await signIn(accountId)).toEqual({ ok: false, code: 'sign_in.refused' });
    expect(await disableAccount(admin, { accountId })).toMatchObject({ refusals: [{ code: 'account.already_disabled' }] });

    expect(await enableAccount(admin, { accountId })).toMatchObject({ ok: true });
    expect(await actorOfToken(store, opened.token, districtNow)).toBeNull();
    expect((await signIn(accountId)).ok).toBe(true);
    expect(await enableAccount(admin, { accountId })).toMatchObject({ refusals: [{ code: 'account.not_disabled' }] });

    const { rows } = await listAudit(district.contextFor('auditor'), { subjectKind: 'account', subjectId: accountId, before: null, limit: 50 });
    expect(rows.map((row) => row.action)).toEqual(expect.arrayContaining(['account.disabled', 'account.enabled']));
  });

  test('is for the administrator, for others’ accounts, and for the own region only', async () => {
    const other = await mintDistrict(store);
    const admin = district.contextFor('administrator');
    expect(await disableAccount(admin, { accountId: accountIdOf(district.regionCode, 'administrator') })).toMatchObject({ refusals: [{ code: 'account.own_account' }] });
    expect(await disableAccount(admin, { accountId: accountIdOf(other.regionCode, 'doctor') })).toMatchObject({ refusals: [{ code: 'not_found' }] });
    expect(() => disableAccount(district.contextFor('auditor'), { accountId: accountIdOf(district.regionCode, 'doctor') })).toThrow(PermissionDenied);
  });
});

describe('the list of accounts', () => {
  test('shows workplaces, pages, and narrows by role; never a password', async () => {
    const auditor = district.contextFor('auditor');
    const page = await listAccounts(auditor, { role: null, disabled: null, page: 2, pageSize: 10 });
    expect(page.total).toBe(18);
    expect(page.rows).toHaveLength(8);
    const doctors = await listAccounts(auditor, { role: 'doctor', disabled: false, page: 1, pageSize: 10 });
    expect(doctors.rows.map((row) => row.workplace)).toEqual([district.township.name, district.foreignTownship.name]);
    expect(JSON.stringify(page)).not.toContain('argon2');
  });
});

describe('the audit', () => {
  test('is read newest first, page by page, without losing rows of one instant', async () => {
    const { regionCode } = await mintDistrict(store);
    const reader = await mintReader(regionCode);
    const moments = [1, 2, 2, 2, 2, 2, 3, 4, 4, 5];
    for (const [index, at] of moments.entries()) {
      await store.transaction((tx) =>
        appendAudit(tx, { regionCode, chain: index % 2 === 0 ? 'one' : 'other', at, actorKind: 'system', actorId: 'test', actorName: 'test', role: null, action: 'test.done', subjectKind: 'thing', subjectId: String(index), facts: {} }),
      );
    }
    const seen: string[] = [];
    let before: AuditPlace | null = null;
    do {
      const page = await listAudit(reader, { subjectKind: 'thing', subjectId: null, before, limit: 2 });
      expect(page.rows.length).toBeLessThanOrEqual(2);
      seen.push(...page.rows.map((row) => row.subjectId));
      before = page.next;
    } while (before !== null);
    expect(seen).toEqual(['9', '8', '7', '6', '4', '2', '5', '3', '1', '0']);
  });

  test('is the auditor’s alone', async () => {
    await expect(listAudit(district.contextFor('administrator'), { subjectKind: null, subjectId: null, before: null, limit: 10 })).rejects.toThrow(PermissionDenied);
  });
});

async function mintReader(regionCode: string) {
  const context = district.contextFor('auditor');
  if (context.actor.kind !== 'staff') throw new Error('an auditor is staff');
  return { ...context, actor: { ...context.actor, regionCode } };
}
