import { eq } from 'drizzle-orm';
import { type Store, theStore } from '@/db';
import { newestClosedMonth } from '@/db/seed/closed-months';
import { demoRegion } from '@/db/seed/places';
import { account } from '@/db/schema';
import { done } from '@/server/cli/done';
import { asAccount } from '@/server/cli/seed/demo-actors';
import { newestFullDay } from '@/server/cli/seed/demo-day';
import { addMonths } from '@/server/domain/kernel/calendar-day';
import type { HouseholdRelation } from '@/server/domain/registry/household';
import { saveHousehold } from '@/server/services/household/save-household';
import { registerResident } from '@/server/services/resident/register-resident';
import { closeMonth } from '@/server/services/month/close-month';
import { proposePrepayment } from '@/server/services/prepayment/propose-prepayment';
import { deskAlone, deskByCard, deskFamily, deskTwin } from './desk-family';

/**
 * What the browser stories need beside the demo: a login where a team is full, one to guess the password of, and a month's
 * prepayment that was proposed by somebody who has since moved to finance and may not approve their own. Runs once, before
 * the server starts.
 */
async function prepare(): Promise<void> {
  const store = await theStore();
  const now = Date.now();
  await store.transaction(async (tx) => {
    const [doctor] = await tx.select().from(account).where(eq(account.userName, 'doctor'));
    if (!doctor) throw new Error('the demo has no doctor');
    await tx.insert(account).values([
      { ...doctor, id: 'account-longquan', userName: 'longquan', name: '谭志诚', institutionCode: 'H21010000025', practitionerId: 'team-11-leader' },
      { ...doctor, id: 'account-guessed', userName: 'guessed', name: '赵雅琴', practitionerId: 'team-02-leader' },
    ]);
  });
  await registerFamily(store, now);
  const toClose = addMonths(newestClosedMonth(newestFullDay(now)), 1);
  const moved = asAccount(store, 'finance', now);
  if (moved.actor.kind !== 'staff') throw new Error('finance is a person');
  const asClerk = { ...moved, actor: { ...moved.actor, role: 'bureau_clerk' as const, regionCode: demoRegion.regionCode } };
  await done(closeMonth(asAccount(store, 'clerk', now), toClose));
  await done(proposePrepayment(asClerk, toClose));
  await store.close();
}

/** Registered at 柳林 by its own doctor, as the desk would. */
async function registerFamily(store: Store, now: number): Promise<void> {
  const doctor = asAccount(store, 'doctor', now);
  const register = async ({ certNo, name }: { readonly certNo: string; readonly name: string }) => {
    const particulars = { certType: '01', certNo, name, sex: null, birthDay: null, phone: null };
    const { residentId } = await done(
      registerResident(doctor, { ...particulars, insutype: '390', retired: false, keyGroups: [], address: '柳林街道和睦里3号楼2单元', homeInstitutionCode: null }),
    );
    return residentId;
  };
  const members: { residentId: string; relation: HouseholdRelation }[] = [];
  for (const { relation, ...person } of deskFamily) members.push({ residentId: await register(person), relation });
  const [head] = members;
  if (!head) throw new Error('the family of the desk has nobody');
  await done(saveHousehold(doctor, { residentId: head.residentId, members, address: '柳林街道和睦里3号楼2单元', seen: [] }));
  for (const person of [deskAlone, deskByCard, deskTwin]) await register(person);
}

await prepare();
