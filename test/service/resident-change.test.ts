import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { contractClaim, referral, resident, slot, team } from '@/db/schema';
import { findResidentOfRegion, identityIndexOf } from '@/db/queries/resident';
import { instantOf } from '@/server/domain/kernel/calendar-day';
import { closeMonth } from '@/server/services/month/close-month';
import { getMonth } from '@/server/services/month/get-month';
import { verifyLedger } from '@/server/services/ledger/verify-ledger';
import { importVisits } from '@/server/services/import/import-visits';
import { applyResidentChange } from '@/server/services/resident-change/apply-change';
import { changeContact, changeHome } from '@/server/services/resident-change/change-contact';
import { changeCoverage, withdrawCoverage } from '@/server/services/resident-change/change-coverage';
import { changeKeyGroups } from '@/server/services/resident-change/change-key-groups';
import { correctParticulars } from '@/server/services/resident-change/correct-particulars';
import { recordDeath, recordMovingAway, recordReturn, withdrawDeath } from '@/server/services/resident-change/record-death';
import { endGuardian, recordGuardian } from '@/server/services/resident-change/record-guardian';
import { turnStandings } from '@/server/services/resident-change/turn-standings';
import { findResidentByNumber } from '@/server/services/resident/find-resident';
import { getResident } from '@/server/services/resident/get-resident';
import { listResidents } from '@/server/services/resident/list-residents';
import { unitOfWork } from '@/server/services/unit-of-work';
import { getVisit } from '@/server/services/visit/get-visit';
import { PermissionDenied } from '@/server/services/permit';
import { type District, citizenId, mintDistrict } from '../factories/district';
import { publishClinic, sendOnto } from '../factories/referrals';
import { accepted, codesOf, signed, signingOf } from '../factories/signing';
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

const doctor = () => district.contextFor('doctor');
const clerk = (now = '2025-03-10 09:00:00') => district.contextFor('bureau_clerk', { now: instantOf(now) });
const detail = async (residentId: string) => accepted(await getResident(clerk(), { residentId }));
const handle = async (residentId: string) => ({ residentId, version: (await detail(residentId)).version });
const reason = '参保地核对';
const take = (...visits: ReportedVisit[]) => importVisits(clerk('2025-04-01 09:00:00'), fileOf(visits.map(visitRow)));
const paid = async (at: { code: string }, settlementId: string) => accepted(await getVisit(clerk(), { institutionCode: at.code, settlementId })).adjudication;
const balanced = async () => {
  expect(await verifyLedger(district.contextFor('finance'))).toMatchObject({ unbalanced: [], differences: [], stale: [] });
};

describe('coverage by the day', () => {
  test('a retirement learnt of late is paid as such from its day on, to the 分', async () => {
    const { adult, township } = district;
    await take(
      { who: adult, at: township, on: '2025-01-10', inScopeFen: 30_000, settlementId: 'before' },
      { who: adult, at: township, on: '2025-02-10', inScopeFen: 30_000, settlementId: 'after' },
    );
    expect([(await paid(township, 'before'))?.payFen, (await paid(township, 'after'))?.payFen]).toEqual([7000, 21_000]);
    const change = { ...(await handle(adult.id)), from: '2025-02-01', coverage: { insutype: '310', retired: true }, reason } as const;
    const done = accepted(await changeCoverage(clerk(), change));
    expect(done.changedVisits).toBe(1);
    const [working, retired] = [await paid(township, 'before'), await paid(township, 'after')];
    expect([working?.retired, working?.payFen]).toEqual([false, 7000]);
    expect(retired?.retired).toBe(true);
    // Shenyang 2024: a retired employee is paid 75 % where one in work gets 70 %.
    expect([retired?.rate, retired?.payFen]).toEqual(['0.75', 22_500]);
    await balanced();
    const { coverages, changes } = await detail(adult.id);
    expect(coverages).toEqual([
      { from: '2025-02-01', to: null, coverage: { insutype: '310', retired: true } },
      { from: null, to: '2025-01-31', coverage: { insutype: '310', retired: false } },
    ]);
    expect(changes).toMatchObject([{ field: 'coverage', day: '2025-02-01', before: { retired: false }, after: { retired: true }, reason, source: 'desk' }]);

    // It was a mistake: everything comes back, and the books say so.
    const undone = accepted(await withdrawCoverage(clerk(), { ...(await handle(adult.id)), from: '2025-02-01', reason: '登记有误' }));
    expect([undone.changedVisits, (await paid(township, 'after'))?.payFen]).toEqual([1, 21_000]);
    await balanced();
  });

  test.each([
    ['before birth', { from: '1970-01-01' }, ['resident.day_before_birth']],
    ['two years ahead', { from: '2027-03-10' }, ['resident.day_too_far']],
    ['as it is already', { coverage: { insutype: '310' as const, retired: false } }, ['resident.nothing_changed']],
    ['retired residents', { coverage: { insutype: '390' as const, retired: true } }, ['registry.retired_needs_employee_insurance']],
    ['without a reason', { reason: '' }, ['registry.reason_too_short']],
    ['several at once', { from: '1970-01-01', reason: '  ' }, ['resident.day_before_birth', 'registry.reason_too_short']],
  ])('is refused: %s', async (_, change, codes) => {
    const input = { ...(await handle(district.adult.id)), from: '2025-02-01', coverage: { insutype: '390' as const, retired: false }, reason, ...change };
    expect(codesOf(await changeCoverage(clerk(), input))).toEqual(codes);
    expect((await detail(district.adult.id)).changes).toEqual([]);
  });

  test('recorded ahead begins on its day in lists, too', async () => {
    const { adult } = district;
    accepted(await changeCoverage(clerk(), { ...(await handle(adult.id)), from: '2025-04-01', coverage: { insutype: '390', retired: false }, reason }));
    accepted(await changeKeyGroups(clerk(), { ...(await handle(adult.id)), steps: [{ keyGroup: 'pregnant', member: true, from: '2025-04-01' }], reason: null }));
    const listed = async () => (await listResidents(doctor(), { text: adult.name, page: 1, pageSize: 5 })).rows.find(({ id }) => id === adult.id);
    const job = (now: string) => turnStandings({ ...district.contextFor('system'), now: () => instantOf(now) });
    expect(await job('2025-03-31 23:00:00')).toEqual({ turned: 0 });
    expect(await listed()).toMatchObject({ insutype: '310', keyGroups: [] });
    expect(await job('2025-04-01 00:05:00')).toEqual({ turned: 1 });
    expect(await listed()).toMatchObject({ insutype: '390', keyGroups: ['pregnant'] });
    expect(await job('2025-04-01 00:10:00')).toEqual({ turned: 0 });
  });

  test('of two clerks with the same page open the second is told', async () => {
    const seen = await handle(district.adult.id);
    accepted(await changeCoverage(clerk(), { ...seen, from: '2025-02-01', coverage: null, reason }));
    expect(codesOf(await changeCoverage(clerk(), { ...seen, from: '2025-03-01', coverage: null, reason }))).toEqual(['conflict.changed_meanwhile']);
  });

  test('is the bureau’s to change, and only within reach', async () => {
    const input = { ...(await handle(district.adult.id)), from: '2025-02-01', coverage: null, reason };
    expect(() => changeCoverage(doctor(), input)).toThrow(PermissionDenied);
    const contact = { ...(await handle(district.adult.id)), address: '别处', reason: null };
    expect(codesOf(await changeContact(district.contextFor('doctor', { foreign: true }), contact))).toEqual(['not_found']);
  });
});

describe('what closed months learn', () => {
  test('coverage and key groups are booked in the open month with their reason', async () => {
    const { adult, elder, child, township } = district;
    await signed(doctor(), signingOf(district, adult, { startDay: '2025-03-10' }));
    await signed(doctor(), signingOf(district, elder, { startDay: '2025-03-10' }));
    await signed(doctor(), signingOf(district, child, { startDay: '2025-03-10', consent: { textVersion: '2025-01', guardian: { name: '陈思远', relation: '父亲' } } }));
    accepted(await closeMonth(clerk('2025-04-02 09:00:00'), '2025-03'));
    const later = clerk('2025-04-03 09:00:00');
    accepted(await changeKeyGroups(later, { ...(await handle(adult.id)), steps: [{ keyGroup: 'hypertension', member: true, from: '2025-03-12' }], reason: null }));
    accepted(await changeCoverage(later, { ...(await handle(elder.id)), from: '2025-03-15', coverage: { insutype: '310', retired: true }, reason }));
    accepted(await changeCoverage(later, { ...(await handle(child.id)), from: '2025-03-01', coverage: null, reason }));
    const closed = accepted(await closeMonth(clerk('2025-05-02 09:00:00'), '2025-04'));
    const { corrections } = accepted(await getMonth(clerk(), '2025-04'));
    const rows = corrections.map(({ originMonth, insutype, ageBand, inKeyGroup, heads, incomeFen, reasons }) => [originMonth, insutype, ageBand, inKeyGroup, heads, incomeFen, reasons.join()]);
    // 6.00 × 0.7 = 4.20, in a key group × 1.2 = 5.04; 65+: 5.00 × 1.8 × 1.2 = 10.80 as a resident, 6.00 × 1.8 × 1.2 = 12.96 as an employee; the child 3.00.
    expect(rows).toEqual([
      ['2025-03', '310', '18-44', false, -1, -420, 'key_group'],
      ['2025-03', '310', '18-44', true, 1, 504, 'key_group'],
      ['2025-03', '310', '65+', true, 1, 1296, 'coverage'],
      ['2025-03', '390', '65+', true, -1, -1080, 'coverage'],
      ['2025-03', '390', '7-17', false, -1, -300, 'coverage'],
    ]);
    expect(closed.correctionFen).toBe(504 - 420 + 1296 - 1080 - 300);
    expect(township.code).toBe(corrections[0]?.institutionCode);
  });

  test('a death ends the contract and takes the months after it back; withdrawn, both return', async () => {
    const { elder, township } = district;
    const receipt = await signed(doctor(), signingOf(district, elder, { startDay: '2025-03-10' }));
    await take({ who: elder, at: township, on: '2025-03-12', inScopeFen: 50_000, settlementId: 'alive' });
    accepted(await closeMonth(clerk('2025-04-02 09:00:00'), '2025-03'));
    const seatsBefore = await seats();
    const dead = { ...(await handle(elder.id)), deathDay: '2025-03-11', document: 'death_certificate', note: null } as const;
    expect(accepted(await recordDeath(district.contextFor('doctor', { now: instantOf('2025-04-05 09:00:00') }), dead)).changedVisits).toBe(1);
    const after = await detail(elder.id);
    expect(after.contracts).toMatchObject([{ id: receipt.contractId, status: 'terminated', endDay: '2025-03-11' }]);
    expect(await seats()).toBe(seatsBefore - 1);
    await balanced();
    expect(accepted(await closeMonth(clerk('2025-05-02 09:00:00'), '2025-04'))).toMatchObject({ heads: 0, correctionFen: -1080 });
    expect(codesOf(await recordDeath(clerk('2025-05-02 09:00:00'), { ...dead, ...(await handle(elder.id)) }))).toEqual(['resident.already_dead']);

    accepted(await withdrawDeath(clerk('2025-05-05 09:00:00'), { ...(await handle(elder.id)), reason: '同名误登' }));
    expect((await detail(elder.id)).contracts).toMatchObject([{ status: 'in_force', endDay: '2026-03-09' }]);
    expect(await seats()).toBe(seatsBefore);
    await balanced();
    expect(accepted(await closeMonth(clerk('2025-06-02 09:00:00'), '2025-05'))).toMatchObject({ heads: 1, correctionFen: 2 * 1080 });
  });

  test('a move takes the months away, and coming back brings the later ones again', async () => {
    const { elder } = district;
    await signed(doctor(), signingOf(district, elder, { startDay: '2025-03-10' }));
    for (const month of ['2025-03', '2025-04', '2025-05']) accepted(await closeMonth(clerk('2025-06-02 09:00:00'), month));
    accepted(await recordMovingAway(doctor(), { ...(await handle(elder.id)), from: '2025-04-01', endsContract: false, reason: '随子女外迁' }));
    expect(codesOf(await recordMovingAway(doctor(), { ...(await handle(elder.id)), from: '2025-05-01', endsContract: false, reason: '随子女外迁' }))).toEqual(['resident.already_away']);
    accepted(await recordReturn(doctor(), { ...(await handle(elder.id)), on: '2025-05-02', reason: '已经迁回' }));
    expect((await detail(elder.id)).absences).toEqual([{ from: '2025-04-01', to: '2025-05-01' }]);
    expect(accepted(await closeMonth(clerk('2025-07-02 09:00:00'), '2025-06'))).toMatchObject({ heads: 1, correctionFen: -1080 });
  });

  test('whoever moves away may take leave of the contract, from the day they go', async () => {
    const { adult } = district;
    await signed(doctor(), signingOf(district, adult));
    accepted(await recordMovingAway(doctor(), { ...(await handle(adult.id)), from: '2025-03-21', endsContract: true, reason: '工作调动' }));
    expect((await detail(adult.id)).contracts).toMatchObject([{ status: 'terminated', endDay: '2025-03-20' }]);
  });
});

const seats = async () => (await store.reads.select({ count: team.signedCount }).from(team).where(eq(team.id, district.team.id)))[0]?.count ?? 0;

describe('a death', () => {
  test('ends a referral that was sent, so that its slot is free', async () => {
    const session = await publishClinic(district);
    const sent = await sendOnto(district, session);
    const [before] = await referralOf(sent.id);
    accepted(await recordDeath(clerk(), { ...(await handle(before?.residentId ?? '')), deathDay: '2025-03-09', document: 'family_report', note: null }));
    const [after] = await referralOf(sent.id);
    expect([before?.status, after?.status]).toEqual(['sent', 'died']);
    const [freed] = await store.reads.select({ status: slot.status }).from(slot).where(eq(slot.id, before?.slotId ?? ''));
    expect(freed?.status).toBe('free');
  });

  test.each([
    ['before birth', '1949-01-01', 'registry.death_before_birth'],
    ['tomorrow', '2025-03-11', 'registry.death_in_future'],
  ])('is refused: %s', async (_, deathDay, code) => {
    expect(codesOf(await recordDeath(doctor(), { ...(await handle(district.elder.id)), deathDay, document: 'death_certificate', note: null }))).toEqual([code]);
  });
});

const referralOf = (id: string) => store.reads.select().from(referral).where(eq(referral.id, id));

describe('a certificate put right', () => {
  const right = () => citizenId({ area: '210102', birthDay: '1980-05-06', serial: 501 });
  const claimed = async (certNo: string) => (await store.reads.select().from(contractClaim).where(eq(contractClaim.identityIndex, identityIndexOf('01', { kind: 'citizen', normalized: certNo })))).length;

  test('moves the person to the right number, with contract and search, and frees the wrong one', async () => {
    const { adult } = district;
    await signed(doctor(), signingOf(district, adult));
    const corrected = { ...(await handle(adult.id)), name: adult.name, sex: null, birthDay: null, certificate: { certType: '01', certNo: right(), because: 'mistyped' as const }, reason: '身份证号录错' };
    accepted(await correctParticulars(clerk(), corrected));
    expect(accepted(await findResidentByNumber(clerk(), { certType: '01', certNo: right() }))?.id).toBe(adult.id);
    expect(accepted(await findResidentByNumber(clerk(), { certType: '01', certNo: adult.certNo }))).toBeNull();
    expect([await claimed(right()), await claimed(adult.certNo)]).toEqual([1, 0]);
    const { rows } = await listResidents(doctor(), { text: right().slice(-4), page: 1, pageSize: 10 });
    expect(rows.map(({ id }) => id)).toContain(adult.id);
    const { changes, contracts } = await detail(adult.id);
    expect(changes).toMatchObject([{ field: 'certificate', reason: '身份证号录错' }]);
    expect(JSON.stringify(changes)).not.toContain(right().slice(6, 14));
    expect(contracts).toMatchObject([{ status: 'in_force' }]);
  });

  test('renewed instead, the old number goes on leading to the person', async () => {
    const { adult } = district;
    const renewed = { ...(await handle(adult.id)), name: adult.name, sex: null, birthDay: null, certificate: { certType: '01', certNo: right(), because: 'renewed' as const }, reason: '户籍变更换号' };
    accepted(await correctParticulars(clerk(), renewed));
    for (const certNo of [right(), adult.certNo]) expect(accepted(await findResidentByNumber(clerk(), { certType: '01', certNo }))?.id).toBe(adult.id);
  });

  test('renewed to a number that another region has signed on the same days, it is refused: nobody has two contracts', async () => {
    const { adult } = district;
    const certNo = citizenId({ area: '210102', birthDay: '1980-05-06', serial: 503 });
    await signed(doctor(), signingOf(district, adult));
    const elsewhere = await mintDistrict(store);
    const same = await elsewhere.addResident({ certNo, birthDay: '1980-05-06' });
    await signed(elsewhere.contextFor('doctor'), signingOf(elsewhere, same));
    const renewed = async () => ({ ...(await handle(adult.id)), name: adult.name, sex: null, birthDay: null, certificate: { certType: '01', certNo, because: 'renewed' as const }, reason: '户籍变更换号' });
    expect(await correctParticulars(clerk(), await renewed())).toMatchObject({ refusals: [{ code: 'contract.already_active', facts: { teamName: elsewhere.team.name } }] });
    expect((await detail(adult.id)).contracts).toMatchObject([{ status: 'in_force' }]);
  });

  test('somebody else’s number is refused, and so is a birth day against the number', async () => {
    const { adult, elder } = district;
    const to = async (certNo: string, birthDay: string | null = null) =>
      correctParticulars(clerk(), { ...(await handle(adult.id)), name: adult.name, sex: null, birthDay, certificate: { certType: '01', certNo, because: 'mistyped' }, reason: '身份证号录错' });
    expect(codesOf(await to(elder.certNo))).toEqual(['registry.already_registered']);
    expect(codesOf(await to(right(), '1981-05-06'))).toEqual(['registry.birth_day_differs']);
  });
});

describe('contact, home, groups and guardians', () => {
  test('keep their history, masked', async () => {
    const { adult, township, clinic } = district;
    accepted(await changeContact(doctor(), { ...(await handle(adult.id)), phone: ' 139 1234 5678 ', address: '前营村 3 号', reason: null }));
    accepted(await changeHome(doctor(), { ...(await handle(adult.id)), homeInstitutionCode: clinic.code, reason: '划归村卫生室' }));
    expect(codesOf(await changeContact(clerk(), { ...(await handle(adult.id)), phone: '12', reason: null }))).toEqual(['resident.phone_malformed']);
    const { changes, maskedPhone } = await detail(adult.id);
    expect(maskedPhone).toBe('139****5678');
    expect(changes.map(({ field, before, after }) => [field, before, after])).toEqual(
      expect.arrayContaining([
        ['phone', null, { phone: '139****5678' }],
        ['address', null, { address: '前营村 3 号' }],
        ['home', { institutionCode: township.name }, { institutionCode: clinic.name }],
      ]),
    );
  });

  test('groups told by age are nobody’s to change; others are left and entered by the day', async () => {
    const { adult } = district;
    const steps = (...list: { keyGroup: 'diabetes' | 'elderly65'; member: boolean; from: string }[]) => list;
    expect(codesOf(await changeKeyGroups(doctor(), { ...(await handle(adult.id)), steps: steps({ keyGroup: 'elderly65', member: true, from: '2025-01-01' }), reason: null }))).toEqual(['resident.group_by_age']);
    accepted(await changeKeyGroups(doctor(), { ...(await handle(adult.id)), steps: steps({ keyGroup: 'diabetes', member: true, from: '2024-06-01' }), reason: '空腹血糖' }));
    accepted(await changeKeyGroups(doctor(), { ...(await handle(adult.id)), steps: steps({ keyGroup: 'diabetes', member: false, from: '2025-02-01' }), reason: '误诊' }));
    const { groups, groupsToday, keyGroups } = await detail(adult.id);
    expect(groups).toEqual([{ keyGroup: 'diabetes', from: '2024-06-01', to: '2025-01-31' }]);
    expect([groupsToday, keyGroups]).toEqual([[], []]);
  });

  test('a guardian is of age, not the child, and ends with a day', async () => {
    const { child, adult } = district;
    const base = { residentId: null, name: '', relation: 'father', certType: null, certNo: null, phone: null, from: '2025-03-01' } as const;
    const propose = async (guardian: Partial<typeof base> | object) => recordGuardian(doctor(), { ...(await handle(child.id)), guardian: { ...base, ...guardian } });
    expect(codesOf(await propose({}))).toEqual(['guardian.name_missing']);
    expect(codesOf(await propose({ residentId: child.id }))).toEqual(['guardian.self', 'guardian.minor']);
    expect(codesOf(await propose({ name: '陈父', certType: '01', certNo: '123', phone: '1' }))).toEqual(['identity.wrong_length', 'resident.phone_malformed']);
    accepted(await propose({ residentId: adult.id }));
    expect(codesOf(await propose({ residentId: adult.id }))).toEqual(['guardian.already']);
    const [held] = (await detail(child.id)).guardians;
    expect(held).toMatchObject({ name: adult.name, residentId: adult.id, relation: 'father', from: '2025-03-01', to: null });
    accepted(await endGuardian(doctor(), { ...(await handle(child.id)), guardianId: held?.id ?? '', lastDay: '2025-03-09', reason: null }));
    expect((await detail(child.id)).guardians).toMatchObject([{ to: '2025-03-09' }]);
  });
});

describe('a later file', () => {
  const told = { name: '陈思源', sex: null, birthDay: null, deathDay: null, insutype: '390', retired: false, phone: '13800000000', address: null, keyGroups: ['diabetes'], homeInstitutionCode: null } as const;
  const apply = (change: object = {}) =>
    unitOfWork(clerk(), async (unit) => {
      const row = await findResidentOfRegion(unit.tx, district.regionCode, district.adult.id);
      if (!row) throw new Error('the adult is gone');
      const outcome = await applyResidentChange(clerk(), unit, row, { ...told, ...change }, 'import');
      await unit.audit({ action: 'import.tested', subject: { kind: 'resident', id: row.id } });
      return outcome;
    });

  test('becomes changes with history; what it leaves empty stays, and a second time nothing happens', async () => {
    accepted(await changeContact(doctor(), { ...(await handle(district.adult.id)), address: '前营村 3 号', reason: null }));
    expect(accepted(await apply())?.residentId).toBe(district.adult.id);
    const person = await detail(district.adult.id);
    expect(person).toMatchObject({ name: '陈思源', insutype: '390', keyGroups: ['diabetes'], address: '前营村 3 号', maskedPhone: '138****0000' });
    expect(person.changes.filter(({ source }) => source === 'import').map(({ field }) => field).sort()).toEqual(['coverage', 'key_group', 'name', 'phone']);
    expect(accepted(await apply())).toBeNull();
  });

  test('a death in it ends the contract; another day of death is refused', async () => {
    await signed(doctor(), signingOf(district, district.adult));
    accepted(await apply({ deathDay: '2025-03-10' }));
    expect((await detail(district.adult.id)).contracts).toMatchObject([{ status: 'terminated', endDay: '2025-03-10' }]);
    expect(codesOf(await apply({ deathDay: '2025-03-09' }))).toEqual(['resident.already_dead']);
    const [row] = await store.reads.select({ deathDay: resident.deathDay }).from(resident).where(eq(resident.id, district.adult.id));
    expect(row?.deathDay).toBe('2025-03-10');
  });
});
