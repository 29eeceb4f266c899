import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { verifyAudit } from '@/db/queries/audit';
import { listCorrections } from '@/db/queries/month';
import { adjudication, claimedTerm, contract, ledgerEntry, resident, visit } from '@/db/schema';
import { instantOf } from '@/server/domain/kernel/calendar-day';
import { importVisits } from '@/server/services/import/import-visits';
import { verifyLedger } from '@/server/services/ledger/verify-ledger';
import { closeMonth } from '@/server/services/month/close-month';
import { signContract } from '@/server/services/contract/sign-contract';
import { terminateContract } from '@/server/services/contract/terminate-contract';
import { verifyContracts } from '@/server/services/contract/verify-contracts';
import { listMerges } from '@/server/services/duplicate/list-merges';
import { undoMerge } from '@/server/services/duplicate/undo-merge';
import { findResidentByNumber } from '@/server/services/resident/find-resident';
import { getResident } from '@/server/services/resident/get-resident';
import { searchResidents } from '@/server/services/resident/search-residents';
import { type District, type TestResident, mintDistrict } from '../factories/district';
import { keeping, mergeNow } from '../factories/duplicates';
import { accepted, codesOf, signed, signingOf } from '../factories/signing';
import { freshStore } from '../factories/store';
import { fileOf, visitRow } from '../factories/visits';

let store: Store;
let drop: () => Promise<void>;
let district: District;
beforeAll(async () => {
  ({ store, drop } = await freshStore());
  district = await mintDistrict(store);
});
afterAll(() => drop());

const at = (civilTime: string) => ({ now: instantOf(civilTime) });
const clerk = (civilTime = '2025-06-02 09:00:00') => district.contextFor('bureau_clerk', at(civilTime));
const doctor = (civilTime = '2025-03-10 09:00:00') => district.contextFor('doctor', at(civilTime));
const foreignDoctor = (civilTime = '2025-03-10 09:00:00') => district.contextFor('doctor', { foreign: true, ...at(civilTime) });

/** Two records of one person, as a typing error leaves them. */
async function twice(name: string, options: Parameters<District['addResident']>[0] = {}): Promise<[TestResident, TestResident]> {
  const same = { name, birthDay: '1962-02-03', insutype: '310' as const, homeInstitutionCode: district.township.code, ...options };
  return [await district.addResident(same), await district.addResident(same)];
}

async function differences() {
  const { unbalanced, differences: books, stale } = await verifyLedger(district.contextFor('bureau_clerk'));
  return [...unbalanced, ...books, ...stale];
}

async function paid(residentId: string) {
  const rows = await store.reads
    .select({ settlementId: adjudication.settlementId, payFen: adjudication.payFen, deductible: adjudication.deductiblePaidFen })
    .from(adjudication)
    .where(and(eq(adjudication.regionCode, district.regionCode), eq(adjudication.residentId, residentId)));
  return rows.sort((a, b) => (a.settlementId < b.settlementId ? -1 : 1));
}

async function contractRow(id: string) {
  const [row] = await store.reads.select().from(contract).where(and(eq(contract.regionCode, district.regionCode), eq(contract.id, id)));
  return row;
}

async function imported(rows: ReturnType<typeof visitRow>[], time: string) {
  return importVisits(clerk(time), fileOf(rows));
}

describe('making two records one', () => {
  test('visits of both are one person’s: one deductible for the year, to the 分, and the books agree', async () => {
    const [kept, double] = await twice('金德福');
    await imported([visitRow({ who: kept, at: district.township, on: '2025-03-11', inScopeFen: 30_000, settlementId: 'M1' })], '2025-03-12 09:00:00');
    await imported([visitRow({ who: double, at: district.township, on: '2025-04-11', inScopeFen: 30_000, settlementId: 'M2' })], '2025-04-12 09:00:00');
    expect([...(await paid(kept.id)), ...(await paid(double.id))]).toMatchObject([{ payFen: 7_000 }, { payFen: 7_000 }]);
    expect(accepted(await mergeNow(clerk(), kept.id, double.id)).changedVisits).toBe(1);
    expect(await paid(kept.id)).toMatchObject([{ settlementId: 'M1', payFen: 7_000 }, { settlementId: 'M2', payFen: 21_000, deductible: 0 }]);
    expect(await paid(double.id)).toEqual([]);
    expect(await differences()).toEqual([]);
    expect(await verifyAudit(store.reads)).toMatchObject({ problems: [] });
  });

  test('of two contracts the chosen one goes on; the other was never in force, and its place is free', async () => {
    const [kept, double] = await twice('柳玉兰', { sex: 'female' });
    const first = await signed(doctor(), signingOf(district, kept));
    const second = await signed(foreignDoctor('2025-03-20 09:00:00'), signingOf({ team: district.foreignTeam }, double));
    expect(codesOf(await mergeNow(clerk(), kept.id, double.id))).toEqual(['duplicate.contract_choice_missing']);
    const result = accepted(await mergeNow(clerk(), kept.id, double.id, { keptContractId: first.contractId }));
    expect(result.cuts).toEqual([{ id: second.contractId, startDay: '2025-03-20', endDay: '2025-03-19' }]);
    expect(await contractRow(second.contractId)).toMatchObject({ residentId: kept.id, status: 'terminated', endedReason: 'duplicate', endDay: '2025-03-19' });
    expect(await contractRow(first.contractId)).toMatchObject({ status: 'in_force', endDay: first.endDay });
    // Under the old number nobody can be signed beside it.
    const again = await signContract(foreignDoctor('2025-06-03 09:00:00'), signingOf({ team: district.foreignTeam }, double));
    expect(codesOf(again)).toEqual(['not_found']);
    const found = accepted(await findResidentByNumber(foreignDoctor('2025-06-03 09:00:00'), { certType: '01', certNo: double.certNo }));
    expect(found).toMatchObject({ id: kept.id, contract: { teamName: district.team.name } });
    expect(codesOf(await signContract(foreignDoctor('2025-06-03 09:00:00'), signingOf({ team: district.foreignTeam }, { id: kept.id })))).toContain('contract.already_active');
    const terms = await store.reads.select().from(claimedTerm).where(eq(claimedTerm.regionCode, district.regionCode));
    expect(terms.filter(({ contractId }) => contractId === second.contractId)).toEqual([]);
    expect(terms.filter(({ contractId }) => contractId === first.contractId)).toHaveLength(2);
    expect(await differences()).toEqual([]);
  });

  test('where the later one is chosen, the earlier ends on the day before', async () => {
    const [kept, double] = await twice('卢志强');
    const first = await signed(doctor(), signingOf(district, kept));
    const second = await signed(foreignDoctor('2025-04-20 09:00:00'), signingOf({ team: district.foreignTeam }, double));
    accepted(await mergeNow(clerk(), kept.id, double.id, { keptContractId: second.contractId }));
    expect(await contractRow(first.contractId)).toMatchObject({ endDay: '2025-04-19', endedReason: 'duplicate' });
    expect(await contractRow(second.contractId)).toMatchObject({ residentId: kept.id, status: 'in_force' });
  });

  test('visits that arrive later under the old number reach the survivor, and the same visit sent again is held already', async () => {
    const [kept, double] = await twice('孔令辉');
    const row = visitRow({ who: double, at: district.township, on: '2025-03-11', inScopeFen: 30_000, settlementId: 'OLD-1' });
    await imported([row], '2025-03-12 09:00:00');
    accepted(await mergeNow(clerk(), kept.id, double.id));
    expect(await imported([row], '2025-06-03 09:00:00')).toMatchObject({ alreadyHeld: 1, conflicting: 0 });
    await imported([visitRow({ who: double, at: district.township, on: '2025-05-11', inScopeFen: 30_000, settlementId: 'OLD-2' })], '2025-06-03 09:00:00');
    const [held] = await store.reads.select().from(visit).where(and(eq(visit.regionCode, district.regionCode), eq(visit.settlementId, 'OLD-2')));
    expect(held?.residentId).toBe(kept.id);
    expect(await differences()).toEqual([]);
  });

  test('the number may come from the merged record: both lead to the survivor, who is found by either tail', async () => {
    const [kept, double] = await twice('丁守义');
    accepted(await mergeNow(clerk(), kept.id, double.id, { kept: keeping(['certificate', 'name']) }));
    for (const { certNo } of [kept, double]) {
      expect(accepted(await findResidentByNumber(clerk(), { certType: '01', certNo }))).toMatchObject({ id: kept.id });
      const { rows } = await searchResidents(clerk(), { text: certNo.slice(-4) });
      expect(rows.map(({ id }) => id)).toContain(kept.id);
      expect(rows.map(({ id }) => id)).not.toContain(double.id);
    }
    expect(accepted(await getResident(clerk(), { residentId: kept.id })).maskedNumber).toContain(double.certNo.slice(-4));
    expect(codesOf(await getResident(clerk(), { residentId: double.id }))).toEqual(['not_found']);
  });

  test('a closed month stays as it was closed; the open one takes the difference', async () => {
    const other = await mintDistrict(store);
    const [a, b] = [await other.addResident({ name: '贺连生', birthDay: '1962-02-03', homeInstitutionCode: other.township.code }), await other.addResident({ name: '贺连生', birthDay: '1962-02-03', homeInstitutionCode: other.township.code })];
    const context = (time: string) => other.contextFor('bureau_clerk', at(time));
    const first = await signed(other.contextFor('doctor', at('2025-03-10 09:00:00')), signingOf(other, a));
    await signed(other.contextFor('doctor', { foreign: true, ...at('2025-03-10 09:00:00') }), signingOf({ team: other.foreignTeam }, b));
    for (const [who, id] of [[a, 'C1'], [b, 'C2']] as const) {
      await importVisits(context('2025-03-12 09:00:00'), fileOf([visitRow({ who, at: other.township, on: '2025-03-11', inScopeFen: 30_000, settlementId: id })]));
    }
    const march = accepted(await closeMonth(context('2025-04-02 09:00:00'), '2025-03'));
    accepted(await mergeNow(context('2025-04-03 09:00:00'), a.id, b.id, { keptContractId: first.contractId }));
    const april = accepted(await closeMonth(context('2025-05-02 09:00:00'), '2025-04'));
    expect({ march, april }).toMatchObject({ march: {}, april: {} });
    expect(await listCorrections(store.reads, { regionCode: other.regionCode, institutionCodes: 'all' }, { about: '2025-03' })).toMatchObject([
      { month: '2025-04', institutionCode: other.foreignTownship.code, heads: -1 },
    ]);
    const posted = await store.reads.select({ month: ledgerEntry.month, originMonth: ledgerEntry.originMonth, kind: ledgerEntry.kind }).from(ledgerEntry).where(and(eq(ledgerEntry.regionCode, other.regionCode), eq(ledgerEntry.kind, 'difference')));
    expect(new Set(posted.map(({ month, originMonth }) => `${originMonth} in ${month}`))).toEqual(new Set(['2025-03 in 2025-04']));
    const { unbalanced, differences: books, stale } = await verifyLedger(context('2025-05-02 09:00:00'));
    expect([...unbalanced, ...books, ...stale]).toEqual([]);
  });
});

describe('what speaks against it', () => {
  test('the same record, one that is merged already, no reason', async () => {
    const [kept, double] = await twice('邵春花', { sex: 'female' });
    expect(codesOf(await mergeNow(clerk(), kept.id, kept.id))).toEqual(['duplicate.same_record']);
    expect(codesOf(await mergeNow(clerk(), kept.id, double.id, { reason: '重' }))).toEqual(['duplicate.reason_missing']);
    expect(codesOf(await mergeNow(clerk(), kept.id, 'nobody'))).toEqual(['not_found']);
    accepted(await mergeNow(clerk(), kept.id, double.id));
    expect(codesOf(await mergeNow(clerk(), kept.id, double.id))).toEqual(['duplicate.merged_already']);
    expect(codesOf(await mergeNow(clerk(), double.id, kept.id))).toEqual(['duplicate.merged_already']);
  });

  test('of two clerks who merge overlapping pairs at once, one is told that the record changed', async () => {
    const [a, b] = await twice('尹建国');
    const [c] = await twice('尹建国');
    const outcomes = await Promise.all([mergeNow(clerk(), a.id, b.id), mergeNow(clerk(), c.id, b.id), mergeNow(clerk(), b.id, a.id)]);
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    for (const outcome of outcomes) if (!outcome.ok) expect(['conflict.changed_meanwhile', 'duplicate.merged_already']).toContain(codesOf(outcome)[0]);
    const rows = await store.reads.select().from(resident).where(and(eq(resident.regionCode, district.regionCode), eq(resident.name, '尹建国')));
    expect(rows.filter(({ mergedIntoId }) => mergedIntoId !== null)).toHaveLength(1);
  });

  test('a signing of the merged record that goes on meanwhile comes before it and moves, or finds nobody', async () => {
    for (let round = 0; round < 6; round += 1) {
      const [kept, double] = await twice(`常在${round}`);
      const [signing, merging] = await Promise.all([signContract(doctor('2025-06-02 09:00:00'), signingOf(district, double)), mergeNow(clerk(), kept.id, double.id)]);
      expect(merging.ok || codesOf(merging)[0] === 'conflict.changed_meanwhile').toBe(true);
      if (!merging.ok) accepted(await mergeNow(clerk(), kept.id, double.id));
      if (signing.ok) expect(await contractRow(signing.value.contractId)).toMatchObject({ residentId: kept.id, status: 'in_force' });
      else expect(codesOf(signing)).toEqual(['not_found']);
    }
  });
});

test('days that another region has signed under the other number are named by the check of both regions', async () => {
  const [mine, elsewhere] = [await mintDistrict(store), await mintDistrict(store)];
  const same = { name: '费学礼', birthDay: '1961-02-03' };
  const [kept, double] = [await mine.addResident(same), await mine.addResident(same)];
  const there = await elsewhere.addResident({ ...same, certNo: double.certNo });
  const here = await signed(mine.contextFor('doctor'), signingOf(mine, kept));
  const foreign = await signed(elsewhere.contextFor('doctor'), signingOf(elsewhere, there));
  accepted(await mergeNow(mine.contextFor('bureau_clerk', at('2025-06-02 09:00:00')), kept.id, double.id));
  expect((await verifyContracts(mine.contextFor('auditor'))).contracts).toEqual([{ contractId: here.contractId, number: here.number, kind: 'overlap' }]);
  expect((await verifyContracts(elsewhere.contextFor('auditor'))).contracts).toEqual([{ contractId: foreign.contractId, number: foreign.number, kind: 'overlap' }]);
});

describe('parting them again', () => {
  test('while nothing has happened, everything goes back: contracts, visits, numbers, to the 分', async () => {
    const [kept, double] = await twice('祝文斌');
    const first = await signed(doctor(), signingOf(district, kept));
    const second = await signed(foreignDoctor('2025-03-20 09:00:00'), signingOf({ team: district.foreignTeam }, double));
    await imported([visitRow({ who: kept, at: district.lead, on: '2025-03-11', inScopeFen: 1_000_000, medType: '21', settlementId: 'U1' })], '2025-03-12 09:00:00');
    await imported([visitRow({ who: double, at: district.lead, on: '2025-04-11', inScopeFen: 1_000_000, medType: '21', settlementId: 'U2' })], '2025-04-12 09:00:00');
    const before = [await paid(kept.id), await paid(double.id), await contractRow(first.contractId), await contractRow(second.contractId)];
    const { mergeId } = accepted(await mergeNow(clerk(), kept.id, double.id, { keptContractId: first.contractId, kept: keeping(['certificate']) }));
    expect(await paid(double.id)).toEqual([]);
    accepted(await undoMerge(clerk('2025-06-03 09:00:00'), { mergeId, reason: '家属拿来了另一张身份证' }));
    expect([await paid(kept.id), await paid(double.id), await contractRow(first.contractId), await contractRow(second.contractId)]).toEqual(before);
    for (const who of [kept, double]) expect(accepted(await findResidentByNumber(clerk(), { certType: '01', certNo: who.certNo }))).toMatchObject({ id: who.id });
    expect(await differences()).toEqual([]);
    expect(codesOf(await undoMerge(clerk(), { mergeId, reason: '再来一次' }))).toEqual(['duplicate.undone_already']);
  });

  test('leaves what another region has signed or ended since as it is', async () => {
    const elsewhere = await mintDistrict(store);
    const there = (civilTime: string) => elsewhere.contextFor('doctor', at(civilTime));
    const [kept, double] = await twice('佘庆余');
    const [one, other] = [await elsewhere.addResident({ certNo: kept.certNo, birthDay: '1962-02-03' }), await elsewhere.addResident({ certNo: double.certNo, birthDay: '1962-02-03' })];
    const ended = await signed(there('2025-03-10 09:00:00'), signingOf({ team: elsewhere.team }, one));
    const { mergeId } = accepted(await mergeNow(clerk(), kept.id, double.id));
    accepted(await terminateContract(there('2025-06-03 09:00:00'), { contractId: ended.contractId, reason: 'moved_away', endDay: null, note: null }));
    await signed(there('2025-06-04 09:00:00'), signingOf({ team: elsewhere.team }, other));
    accepted(await undoMerge(clerk('2025-06-05 09:00:00'), { mergeId, reason: '不是同一个人' }));
    const terms = await store.reads.select().from(claimedTerm).where(eq(claimedTerm.regionCode, elsewhere.regionCode));
    expect(terms.map(({ startDay, endDay }) => [startDay, endDay]).sort()).toEqual([
      ['2025-03-10', '2025-06-03'],
      ['2025-06-04', '2026-06-03'],
    ]);
    expect((await verifyContracts(elsewhere.contextFor('auditor'))).contracts).toEqual([]);
    // Neither number is the other's any more: each is held by its own region's contract alone.
    expect(codesOf(await signContract(doctor('2025-06-06 09:00:00'), signingOf(district, double)))).toEqual(['contract.already_active']);
    expect(codesOf(await signContract(doctor('2025-06-06 09:00:00'), signingOf(district, kept)))).toEqual([]);
  });

  test('what happened since is named', async () => {
    const [kept, double] = await twice('晏秀芝', { sex: 'female' });
    const { mergeId } = accepted(await mergeNow(clerk(), kept.id, double.id));
    expect((await listMerges(clerk(), { page: 1, pageSize: 50 })).rows.find(({ id }) => id === mergeId)?.whyNotUndo).toEqual([]);
    await signed(doctor('2025-06-04 09:00:00'), signingOf(district, kept));
    const outcome = await undoMerge(clerk(), { mergeId, reason: '不是同一人' });
    expect(outcome).toMatchObject({ ok: false, refusals: [{ code: 'duplicate.changed_since', facts: { subjects: ['contracts'] } }] });
    const { rows } = await listMerges(clerk(), { page: 1, pageSize: 50 });
    expect(rows.find(({ id }) => id === mergeId)).toMatchObject({ whyNotUndo: [{ code: 'duplicate.changed_since' }] });
  });
});
