import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { clinicSession, referral, slot } from '@/db/schema';
import { referralOf } from '@/db/queries/referral';
import { verifyChains } from '@/server/services/audit/verify-chains';
import { serviceContext, today } from '@/server/services/context';
import { verifyContracts } from '@/server/services/contract/verify-contracts';
import { verifyLedger } from '@/server/services/ledger/verify-ledger';
import { getPolicyInForce } from '@/server/services/policy-in-force/get-policy-in-force';
import { type HeldTable, upgradedFrom } from './earlier-schema';

/** An installation of the second schema, whose referrals had nine statuses and at most one place. */
let store: Store;
let held: ReadonlyMap<string, HeldTable>;
let drop: () => Promise<void>;
beforeAll(async () => ({ store, held, drop } = await upgradedFrom('0001')));
afterAll(() => drop());

const system = () => serviceContext(store, { kind: 'system', job: 'upgrade', regionCode: '210100' });
const rowsOf = <Row>(table: string) => {
  const { columns = [], rows = [] } = held.get(table) ?? {};
  return rows.map((row) => Object.fromEntries(columns.map((column, at) => [column, row[at]]))) as Row[];
};
const byId = (a: { readonly id: string }, b: { readonly id: string }) => (a.id < b.id ? -1 : 1);

describe('an installation of the second schema, brought up to date', () => {
  test('keeps its books, its audit chains and its contracts', async () => {
    expect(await verifyLedger(system())).toMatchObject({ unbalanced: [], differences: [], stale: [] });
    expect(await verifyChains(system())).toMatchObject({ rows: held.get('audit_event')?.rows.length, problems: [] });
    expect(await verifyContracts(system())).toEqual({ teams: [], doctors: [], contracts: [] });
  });

  test('keeps every referral, in a status the course still knows, with the place it had', async () => {
    const before = rowsOf<{ id: string; number: string; status: string; slot_id: string | null; sent_at: number | null; decided_at: number | null }>('referral');
    const after = (await store.reads.select().from(referral)).map((row) => ({ ...referralOf(row), signed: row.signed }));
    expect(after.map(({ id, number, status, slotId, sentAt }) => ({ id, number, status, slot_id: slotId, sent_at: sentAt })).sort(byId)).toEqual(
      before.map(({ id, number, status, slot_id, sent_at }) => ({ id, number, status, slot_id, sent_at })).sort(byId),
    );
    const answered = before.filter(({ status }) => ['accepted', 'arrived', 'completed', 'returned', 'declined'].includes(status));
    expect(answered.length).toBeGreaterThan(10);
    expect(after.filter(({ answeredAt }) => answeredAt !== null).map(({ id, answeredAt }) => ({ id, answeredAt })).sort(byId)).toEqual(
      answered.map(({ id, decided_at }) => ({ id, answeredAt: decided_at })).sort(byId),
    );
  });

  test('keeps every session and slot as a clinic’s, each place a visit’s', async () => {
    const names = rowsOf<{ id: string; specialist_name: string }>('clinic_session').map(({ id, specialist_name: name }) => ({ id, kind: 'clinic', name }));
    const sessions = (await store.reads.select().from(clinicSession)).map(({ id, kind, resourceName: name }) => ({ id, kind, name }));
    expect(sessions.sort(byId)).toEqual(names.sort(byId));
    const slots = (await store.reads.select().from(slot)).map(({ id, status, part, kind, dealtTo }) => ({ id, status, part, kind, dealtTo }));
    const before = rowsOf<{ id: string; status: string }>('slot').map(({ id, status }) => ({ id, status, part: 'visit', kind: 'clinic', dealtTo: null }));
    expect(slots.sort(byId)).toEqual(before.sort(byId));
  });

  test('refers by the policy it holds, which knew no waiting list', async () => {
    const policy = await getPolicyInForce(store.reads, '210100', today(system()));
    if (!policy.ok) throw new Error('the policy in force cannot be read');
    expect(policy.value.quota).toMatchObject({ dealing: { value: false }, promiseDays: { urgent: { value: 3 }, routine: { value: 14 } }, offerHours: { value: 12 } });
    expect(policy.value.referral).toMatchObject({ consultHours: { value: 24 }, receiveDays: { value: 3 }, readmissionDays: { value: 31 } });
  });
});
