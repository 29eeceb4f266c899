import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { insertBudget } from '@/db/queries/budget';
import { resident, warningFinding } from '@/db/schema';
import { instantOf } from '@/server/domain/kernel/calendar-day';
import type { WarningKind } from '@/server/domain/warning/warning';
import { recordService } from '@/server/services/fulfilment/record-service';
import { withdrawService } from '@/server/services/fulfilment/withdraw-service';
import { signContract } from '@/server/services/contract/sign-contract';
import { importVisits } from '@/server/services/import/import-visits';
import { closeMonth } from '@/server/services/month/close-month';
import { PermissionDenied } from '@/server/services/permit';
import { recordIdentity } from '@/server/services/resident-identity/record-identity';
import { decideFinding } from '@/server/services/warning/decide-finding';
import { getFinding } from '@/server/services/warning/get-finding';
import { listFindings } from '@/server/services/warning/list-findings';
import { listScans } from '@/server/services/warning/list-scans';
import { scanClosedMonths } from '@/server/services/warning/scan-closed-months';
import { scanWarnings } from '@/server/services/warning/scan-warnings';
import { countTiles } from '@/server/services/worklist/count-tiles';
import { type District, mintDistrict } from '../factories/district';
import { accepted, codesOf, signingOf } from '../factories/signing';
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

const clerk = (now?: number) => district.contextFor('bureau_clerk', now === undefined ? {} : { now });
const take = async (...visits: ReportedVisit[]) => {
  const batch = await importVisits(clerk(), fileOf(visits.map(visitRow)));
  expect(batch.accepted).toBe(visits.length);
};
const scan = async (from = '2025-02', to = from) => accepted(await scanWarnings(clerk(), { from, to }));
const list = (kind?: WarningKind) => listFindings(clerk(), { kind, page: 1, pageSize: 50 });
const visit = (changes: Partial<ReportedVisit> = {}): ReportedVisit => ({ who: district.adult, at: district.township, on: '2025-02-10', inScopeFen: 30_000, ...changes });
const twoPlaces = () => [visit({ settlementId: 'here', on: '2025-02-10 09:00:00' }), visit({ settlementId: 'there', at: district.lead, on: '2025-02-10 09:20:00' })];

describe('a scan of a month', () => {
  test('finds what one person’s records give, once, however often it is run', async () => {
    const { adult, lead, elder } = district;
    await take(
      ...twoPlaces(),
      visit({ who: adult, at: lead, medType: '21', on: '2025-02-25', startedAt: '2025-02-05 10:00:00', endedAt: '2025-02-24 10:00:00', inScopeFen: 900_000 }),
      ...['08', '10', '14'].map((hour) => visit({ who: elder, on: `2025-02-12 ${hour}:00:00`, inScopeFen: 9900 })),
      visit({ who: elder, on: '2025-02-17', prescriptionDays: 120 }),
    );
    const [first] = await scan();
    expect(first).toMatchObject({ people: 2, findings: 5, added: 5, vanished: 0 });
    const { kinds, rows } = await list();
    expect(kinds).toMatchObject({ two_places_at_once: 1, outpatient_during_stay: 2, split_visits: 1, long_prescription: 1, visit_after_death: 0 });
    expect(await scan()).toMatchObject([{ findings: 5, added: 0, renewed: 0, vanished: 0 }]);
    expect((await list()).rows).toEqual(rows);
    expect(rows.find((row) => row.kind === 'two_places_at_once')).toMatchObject({ facts: { minutesApart: 20, limitMinutes: 60 }, residentName: adult.name, status: 'open' });
  });

  test('holds numbers and keys, no name and no number of a document', async () => {
    await take(...twoPlaces());
    await scan();
    const text = JSON.stringify(await store.reads.select().from(warningFinding).where(eq(warningFinding.regionCode, district.regionCode)));
    expect(text).toContain(district.adult.id);
    expect(text).not.toContain(district.adult.name);
    expect(text).not.toContain(district.adult.certNo);
  });

  test('a stay that reaches back over the month is laid beside the visit in it', async () => {
    await take(
      visit({ settlementId: 'outpatient', on: '2025-01-20' }),
      visit({ settlementId: 'stay', at: district.lead, medType: '21', on: '2025-02-03', startedAt: '2025-01-15 10:00:00', endedAt: '2025-02-03 10:00:00', inScopeFen: 700_000 }),
    );
    await scan('2025-01');
    expect((await list()).total).toBe(0);
    await scan('2025-02');
    const [found] = (await list('outpatient_during_stay')).rows;
    expect(found).toMatchObject({ month: '2025-02', facts: { dayOfStay: 6, stayDays: 20 } });
    const detail = accepted(await getFinding(clerk(), found?.id ?? ''));
    expect(detail.visits.map((each) => each.settlementId)).toEqual(['outpatient', 'stay']);
  });

  test('finds visits after a death that was registered later', async () => {
    await take(visit({ settlementId: 'before', on: '2025-02-03' }), visit({ settlementId: 'on the day', on: '2025-02-04' }), visit({ settlementId: 'after', on: '2025-02-05' }));
    await scan();
    expect((await list('visit_after_death')).total).toBe(0);
    await store.transaction((tx) => tx.update(resident).set({ deathDay: '2025-02-04' }).where(eq(resident.id, district.adult.id)).then(() => undefined));
    await scan();
    expect((await list('visit_after_death')).rows.map((row) => [row.facts, row.visits])).toEqual([[{ daysAfterDeath: 1 }, [{ institutionCode: district.township.code, settlementId: 'after' }]]]);
  });

  test('finds a figure with an enhancement for somebody who was not signed', async () => {
    // 300.00 − 200.00 at 70 % is 70.00, and 80.00 with the points of a contract.
    await take(visit({ reportedPoolFen: 8000, reportedDeductibleFen: 20_000 }));
    await scan();
    expect((await list('unsigned_benefit')).rows).toMatchObject([{ facts: { reportedFen: 8000, oursFen: 7000 }, amountFen: 1000 }]);
  });

  test('tells of a burden in the month in which it passes the line', async () => {
    const stays = (month: string) => visit({ settlementId: `stay in ${month}`, at: district.foreignLead, medType: '21', on: `2025-${month}-20`, inScopeFen: 100_000, totalFen: 700_000, fullSelfPayFen: 600_000 });
    await take(stays('01'), stays('02'));
    await scan('2025-01', '2025-02');
    const [found, ...others] = (await list('self_paid_burden')).rows;
    expect(others).toEqual([]);
    expect(found).toMatchObject({ month: '2025-02', facts: { lineFen: 1_000_000, lowIncome: 0, totalFen: 1_400_000 } });
  });

  test('counts as a burden what is left after the ladder, and takes the ladder off once', async () => {
    // 200,000 yuan: basic insurance pays 119,400 and the ladder 40,890, which leaves 39,710.
    await take(visit({ who: district.elder, at: district.lead, medType: '21', on: '2025-02-15', inScopeFen: 20_000_000 }));
    await scan();
    expect((await list('self_paid_burden')).rows).toMatchObject([{ facts: { selfPaidFen: 3_971_000, totalFen: 20_000_000 }, amountFen: 3_971_000 }]);
  });

  test('tells of a burden that a class of low income makes one, in the first month seen with it', async () => {
    const stay = (on: string, totalFen: number) => visit({ at: district.foreignLead, medType: '21', on, inScopeFen: 0, totalFen, fullSelfPayFen: totalFen });
    await take(stay('2025-01-20', 700_000), stay('2025-02-20', 100_000));
    accepted(await recordIdentity(clerk(), { residentId: district.adult.id, identityClass: 'subsistence', from: '2025-02-01', to: null, note: null }));
    await scan('2025-01', '2025-02');
    expect((await list('self_paid_burden')).rows).toMatchObject([{ month: '2025-02', facts: { selfPaidFen: 800_000, lineFen: 500_000, lowIncome: 1 } }]);
  });

  test('finds contracts of six months without a visit or referral', async () => {
    const system = { ...district.contextFor('system'), now: () => instantOf('2024-08-12 09:00:00') };
    const [adult, elder] = [accepted(await signContract(system, signingOf(district, district.adult))), accepted(await signContract(system, signingOf(district, district.elder)))];
    await take(visit({ who: district.elder, at: district.clinic, on: '2025-01-10' }), visit({ who: district.adult, at: district.foreignTownship, on: '2025-01-10' }));
    await scan('2025-01', '2025-02');
    const { rows } = await list('signed_not_served');
    expect(rows.map(({ contractId, month }) => [contractId, month])).toEqual([[adult.contractId, '2025-02']]);
    expect(rows.map((row) => row.contractId)).not.toContain(elder.contractId);
    expect(accepted(await getFinding(clerk(), rows[0]?.id ?? ''))).toMatchObject({ visits: [], contract: { id: adult.contractId } });
  });

  test('a service given under the contract is one; one that was withdrawn, or given after the month, is none', async () => {
    const system = { ...district.contextFor('system'), now: () => instantOf('2024-08-12 09:00:00') };
    const sign = async () => accepted(await signContract(system, signingOf(district, await district.addResident()))).contractId;
    const [served, withdrawn, late] = [await sign(), await sign(), await sign()];
    const doctor = district.contextFor('doctor', { now: instantOf('2025-03-20 09:00:00') });
    const give = async (contractId: string, day: string) => {
      const how = { practitionerId: null, place: 'home' as const, note: null, measurements: {}, bySubstitute: true, beyondPackage: false };
      return accepted(await recordService(doctor, { requestKey: `warned-${contractId}`, contractId, itemCodes: ['consult'], day, ...how })).serviceIds[0] ?? '';
    };
    await give(served, '2024-10-10');
    accepted(await withdrawService(doctor, { serviceId: await give(withdrawn, '2024-10-10'), reason: '登记错人' }));
    await give(late, '2025-03-05');
    await scan('2025-01', '2025-02');
    expect((await list('signed_not_served')).rows.map(({ contractId }) => contractId).sort()).toEqual([withdrawn, late].sort());
  });

  test('finds services recorded face to face while the resident lay in a hospital', async () => {
    const { contractId } = accepted(await signContract({ ...district.contextFor('system'), now: () => instantOf('2025-01-05 09:00:00') }, signingOf(district, district.elder)));
    const doctor = district.contextFor('doctor', { now: instantOf('2025-03-01 09:00:00') });
    for (const [day, place] of [['2025-02-05', 'phone'], ['2025-02-06', 'home'], ['2025-02-20', 'clinic']] as const) {
      const how = { practitionerId: null, note: null, measurements: {}, bySubstitute: true, beyondPackage: false };
      accepted(await recordService(doctor, { requestKey: `stay-${contractId}-${day}`, contractId, itemCodes: ['consult'], day, place, ...how }));
    }
    await take(visit({ who: district.elder, at: district.lead, medType: '21', on: '2025-02-10', startedAt: '2025-02-03 10:00:00', endedAt: '2025-02-10 10:00:00', inScopeFen: 500_000 }));
    await scan();
    const { rows } = await list('service_during_stay');
    expect(rows).toMatchObject([{ contractId, amountFen: 0, facts: { services: 1, dayOfStay: 4, stayDays: 8 } }]);
    expect(accepted(await getFinding(clerk(), rows[0]?.id ?? ''))).toMatchObject({ contract: { id: contractId }, visits: [{ medType: '21' }] });
  });

  test('projects closed months against the budget, and shows how', async () => {
    const april = instantOf('2025-04-10 09:00:00');
    await take(...['01', '02', '03'].map((month) => visit({ settlementId: month, on: `2025-${month}-05`, inScopeFen: 100_000 })));
    const budget = { id: 'B', year: '2025', pool: '310-ordinary', scope: { kind: 'region' }, basis: { method: 'fixed' }, baseFen: 650_000, adjustmentFen: 50_000, version: 1 } as const;
    await store.transaction((tx) => insertBudget(tx, district.regionCode, budget, { policyId: null, adjustmentId: null, reason: null, setBy: 'test', setAt: 0 }));
    for (const month of ['2025-01', '2025-02', '2025-03']) accepted(await closeMonth(clerk(april), month));
    accepted(await scanWarnings(clerk(april), { from: '2025-01', to: '2025-03' }));
    const { rows } = await list('budget_overspend');
    expect(rows).toMatchObject([{ month: '2025-03', pool: '310-ordinary', facts: { months: [56_000, 70_000, 70_000], lastYear: [], budgetFen: 700_000, projectedFen: 784_000, lowFen: 700_000, highFen: 826_000 } }]);
    const { working } = accepted(await getFinding(clerk(), rows[0]?.id ?? ''));
    expect(working.at(-1)).toMatchObject({ step: 'warning.overspend', result: { value: 84_000 } });
  });

  test('is refused for months that are not there to be scanned', async () => {
    expect(codesOf(await scanWarnings(clerk(), { from: '2025-04', to: '2025-04' }))).toEqual(['warning.month_ahead']);
    expect(codesOf(await scanWarnings(clerk(), { from: '2025-02', to: '2025-01' }))).toEqual(['warning.span_backwards']);
    expect(codesOf(await scanWarnings(clerk(), { from: '2023-12', to: '2023-12' }))).toEqual(['policy.none_in_force']);
    await expect(scanWarnings(district.contextFor('auditor'), { from: '2025-02', to: '2025-02' })).rejects.toBeInstanceOf(PermissionDenied);
  });
});

describe('a finding', () => {
  const found = async () => {
    await take(...twoPlaces());
    await scan();
    const [row] = (await list('two_places_at_once')).rows;
    if (!row) throw new Error('nothing was found');
    return row;
  };
  const takeBack = () => take(visit({ settlementId: 'back', at: district.lead, on: '2025-02-20', isRefund: true, originalSettlementId: 'there' }));

  test('is marked as gone when its facts are, and is back when they are', async () => {
    const row = await found();
    await takeBack();
    expect(await scan()).toMatchObject([{ findings: 0, vanished: 1 }]);
    const gone = (await list()).rows;
    expect(gone).toMatchObject([{ id: row.id, status: 'open' }]);
    expect(gone[0]?.vanishedAt).not.toBeNull();
    expect((await list()).states).toMatchObject({ open: 0, vanished: 1 });
    expect(codesOf(await decideFinding(clerk(), { id: row.id, version: 2, decision: { to: 'confirmed', note: '…' } }))).toEqual(['warning.vanished']);
    expect(await scan()).toMatchObject([{ findings: 0, added: 0, renewed: 0, vanished: 0 }]);
  });

  test('is dismissed with a reason or confirmed with a note, by the first of two', async () => {
    const { id, version } = await found();
    expect(accepted(await decideFinding(clerk(), { id, version, decision: { to: 'dismissed', reason: 'explained', note: '' } }))).toEqual({ status: 'dismissed', version: 2 });
    expect(codesOf(await decideFinding(district.contextFor('bureau_reviewer'), { id, version, decision: { to: 'confirmed', note: '已约谈' } }))).toEqual(['warning.not_open']);
    expect(codesOf(await decideFinding(clerk(), { id, version, decision: { to: 'open' } }))).toEqual(['conflict.changed_meanwhile']);
    expect(await scan()).toMatchObject([{ added: 0, renewed: 0 }]);
    expect((await list()).rows).toMatchObject([{ status: 'dismissed', reason: 'explained', decidedByName: '经办员' }]);
    accepted(await decideFinding(clerk(), { id, version: 2, decision: { to: 'open' } }));
    expect((await list()).rows).toMatchObject([{ status: 'open', reason: null, decidedByName: null }]);
  });

  test('that was decided is open again when it rests on other facts', async () => {
    const amounts = ['08', '10', '14'].map((hour) => visit({ on: `2025-02-12 ${hour}:00:00`, inScopeFen: 9900 }));
    await take(...amounts);
    await scan();
    const [row] = (await list('split_visits')).rows;
    accepted(await decideFinding(clerk(), { id: row?.id ?? '', version: 1, decision: { to: 'confirmed', note: '三次均为换药' } }));
    await take(visit({ on: '2025-02-12 16:00:00', inScopeFen: 9800 }));
    expect(await scan()).toMatchObject([{ added: 0, renewed: 1 }]);
    expect((await list('split_visits')).rows).toMatchObject([{ id: row?.id, status: 'open', note: null, facts: { settlements: 4 } }]);
  });

  test('is the bureau’s: its reader’s look is noted, nobody else finds it', async () => {
    const { id } = await found();
    expect(accepted(await getFinding(district.contextFor('auditor'), id)).visits).toHaveLength(2);
    await expect(getFinding(district.contextFor('doctor'), id)).rejects.toBeInstanceOf(PermissionDenied);
    const elsewhere = await mintDistrict(store);
    expect(codesOf(await getFinding(elsewhere.contextFor('bureau_clerk'), id))).toEqual(['not_found']);
    const { tiles } = await countTiles(clerk(), { mine: false });
    expect(tiles.find((tile) => tile.name === 'warnings_open')).toMatchObject({ count: 1 });
  });
});

describe('the clock', () => {
  test('scans a month once it is closed, and again when news about it has come', async () => {
    const april = instantOf('2025-04-10 09:00:00');
    const clock = (minutes: number) => scanClosedMonths({ ...district.contextFor('system'), now: () => april + minutes * 60_000 });
    await take(...twoPlaces());
    expect(await clock(0)).toEqual([]);
    accepted(await closeMonth(clerk(april), '2025-02'));
    expect(await clock(1)).toMatchObject([{ month: '2025-02', added: 1 }]);
    expect(await clock(6)).toEqual([]);
    await importVisits(clerk(april + 7 * 60_000), fileOf([visitRow(visit({ settlementId: 'late', at: district.foreignTownship, on: '2025-02-10 09:30:00' }))]));
    expect(await clock(11)).toMatchObject([{ month: '2025-02', added: 2 }]);
    expect(await clock(16)).toEqual([]);
    expect(await listScans(clerk())).toMatchObject([{ month: '2025-02', findings: 3 }]);
  });
});
