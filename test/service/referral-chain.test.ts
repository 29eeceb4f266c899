import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { importVisits } from '@/server/services/import/import-visits';
import { verifyLedger } from '@/server/services/ledger/verify-ledger';
import { createReferral } from '@/server/services/referral/create-referral';
import { getReferralChoices } from '@/server/services/referral/get-referral-choices';
import { getVisit } from '@/server/services/visit/get-visit';
import { type District, mintDistrict } from '../factories/district';
import { granted, orderFor } from '../factories/referrals';
import { freshStore } from '../factories/store';
import { type ReportedVisit, fileOf, visitRow } from '../factories/visits';

let store: Store;
let drop: () => Promise<void>;
let district: District;
beforeAll(async () => ({ store, drop } = await freshStore()));
afterAll(() => drop());
beforeEach(async () => {
  district = await mintDistrict(store);
});

const take = (...visits: ReportedVisit[]) => importVisits(district.contextFor('bureau_clerk'), fileOf(visits.map(visitRow)));
const viewOf = async (at: { code: string }, settlementId: string) => granted(await getVisit(district.contextFor('bureau_clerk'), { institutionCode: at.code, settlementId }));

/** The stays of one patient of the township hospital: at home, referred up, referred down again, all within a day. */
async function stays(): Promise<Record<'home' | 'up' | 'down', ReportedVisit>> {
  const { adult: who, township, lead } = district;
  const up = granted(await createReferral(district.contextFor('doctor'), orderFor(who.id, { kind: 'inpatient', toInstitutionCode: lead.code, departmentCode: 'cardiology' })));
  const [specialist] = (await getReferralChoices(district.contextFor('referral_office'))).practitioners;
  const order = { practitionerId: specialist?.id ?? null, direction: 'down', kind: 'inpatient', toInstitutionCode: township.code, departmentCode: 'general', reason: '病情稳定，回社区康复' } as const;
  const down = granted(await createReferral(district.contextFor('referral_office'), orderFor(who.id, order)));
  const stay = { who, medType: '21', inScopeFen: 1_000_000 } as const;
  return {
    home: { ...stay, at: township, on: '2025-03-08', settlementId: 'home' },
    up: { ...stay, at: lead, on: '2025-03-10 10:00:00', settlementId: 'up', referralNumber: up.number },
    down: { ...stay, at: township, on: '2025-03-10 18:00:00', settlementId: 'down', referralNumber: down.number },
  };
}

describe('stays that real referrals join', () => {
  const deductibles = async () =>
    Object.fromEntries(
      await Promise.all(
        ([['home', district.township], ['up', district.lead], ['down', district.township]] as const).map(async ([id, at]) => [id, (await viewOf(at, id)).adjudication?.deductiblePaidFen]),
      ),
    ) as Record<string, number | undefined>;
  const balanced = async () => {
    expect(await verifyLedger(district.contextFor('finance'))).toMatchObject({ unbalanced: [], differences: [], stale: [] });
  };

  test('pay the difference up and nothing down, whichever record came first', async () => {
    const { home, up, down } = await stays();
    await take(down);
    await take(up);
    expect((await viewOf(district.lead, 'up')).adjudication?.deductiblePaidFen).toBe(80_000);
    await take(home);
    expect(await deductibles()).toEqual({ home: 20_000, up: 60_000, down: 0 });
    const step = (await viewOf(district.lead, 'up')).working.find((each) => each.step === 'benefit.deductible');
    expect(step).toMatchObject({ formula: 'deductible = min(E, max(0, D − paid on the chain))', operands: { paid: { value: 20_000 } } });
    await balanced();
  });

  test('a stay that is taken back leaves the chain, and the others are adjudicated again', async () => {
    const { home, up, down } = await stays();
    await take(home, up, down);
    await take({ ...home, on: '2025-03-09', settlementId: 'back', isRefund: true, originalSettlementId: 'home' });
    expect(await deductibles()).toEqual({ home: undefined, up: 80_000, down: 0 });
    await balanced();
  });

  test('a stay that ended too long before is no part of it', async () => {
    const { home, up, down } = await stays();
    await take({ ...home, on: '2025-03-08', endedAt: '2025-02-20 10:00:00' }, up, down);
    expect(await deductibles()).toEqual({ home: 20_000, up: 80_000, down: 0 });
    await balanced();
  });

  test('nor is one under somebody else’s referral', async () => {
    const { home, up } = await stays();
    const stranger = { ...up, who: district.elder, settlementId: 'stranger' };
    await take({ ...home, who: district.elder }, stranger);
    expect((await viewOf(district.lead, 'stranger')).adjudication).toMatchObject({ deductiblePaidFen: 100_000 });
  });
});

describe('what a visit may tell besides', () => {
  test('is kept, and shown with the visit', async () => {
    const told = { startedAt: '2025-03-01 08:00:00', endedAt: '2025-03-08 11:00:00', essentialDrugFen: 4_000, prescriptionDays: 28 };
    await take({ who: district.adult, at: district.township, on: '2025-03-08 11:30:00', settlementId: 'told', inScopeFen: 30_000, ...told });
    expect((await viewOf(district.township, 'told')).visit).toMatchObject(told);
  });

  test('a record sent again with one of them more is another record', async () => {
    const plain = { who: district.adult, at: district.township, on: '2025-03-08', settlementId: 'again', inScopeFen: 30_000 };
    await take(plain);
    expect(await take(plain)).toMatchObject({ alreadyHeld: 1 });
    expect(await take({ ...plain, prescriptionDays: 28 })).toMatchObject({ conflicting: 1 });
  });

  test('what cannot be is rejected', async () => {
    const told = { startedAt: '2025-03-09 08:00:00', endedAt: '2025-03-08 11:00:00', essentialDrugFen: 40_000, prescriptionDays: 400 };
    const done = await take({ who: district.adult, at: district.township, on: '2025-03-08', settlementId: 'wrong', inScopeFen: 30_000, ...told });
    expect(done).toMatchObject({ accepted: 0, rejected: 1 });
  });
});
