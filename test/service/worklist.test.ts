import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { clinicSession, contract, importBatch, ledgerEntry, period, prepaymentRun, referral, slot } from '@/db/schema';
import { firstConsentVersion } from '@/server/domain/agreement/shipped-texts';
import { instantOf } from '@/server/domain/kernel/calendar-day';
import { hourMs } from '@/server/domain/kernel/instant';
import type { ReferralStatus } from '@/server/domain/referral/codes';
import { nothingAssessed } from '@/server/domain/referral/danger-signs';
import { noStamps } from '@/server/domain/referral/referral';
import type { Institution } from '@/server/domain/registry/institution';
import type { Team } from '@/server/domain/registry/team';
import { listEndingRequests } from '@/server/services/contract-request/list-ending-requests';
import { listSigningRequests } from '@/server/services/contract-request/list-signing-requests';
import { listContracts } from '@/server/services/contract/list-contracts';
import { listRenewals } from '@/server/services/fulfilment/list-renewals';
import { askToSign } from '@/server/services/own/ask-for-contract';
import { askToEnd } from '@/server/services/own/ask-to-end';
import { countTiles } from '@/server/services/worklist/count-tiles';
import { type ContextRole, type District, type TestResident, districtNow, mintDistrict } from '../factories/district';
import { accepted, signed, signingOf } from '../factories/signing';
import { freshStore } from '../factories/store';

let store: Store;
let drop: () => Promise<void>;
beforeAll(async () => ({ store, drop } = await freshStore()));
afterAll(() => drop());

async function tilesOf(district: District, role: ContextRole, { mine = false, foreign = false, late = false } = {}): Promise<Record<string, string | number>> {
  const { tiles } = await countTiles(district.contextFor(role, { foreign, ...(late && { now: instantOf('2025-08-01 09:00:00') }) }), { mine });
  return Object.fromEntries(tiles.map(({ name, count, of }) => [name, of === null ? count : `${count}/${of}`]));
}

describe('the worklist', () => {
  test('of a new district has nothing to do and leaves nothing out', async () => {
    const district = await mintDistrict(store);
    expect(await tilesOf(district, 'doctor')).toEqual({ requests_to_answer: 0, services_overdue: 0, services_due: 0, contracts_to_renew: 0, contracts_in_force: 0, referrals_info_wanted: 0, referrals_stopped: 0, referrals_coming_back: 0, referrals_following: 0, referrals_accepted: 0, recognitions_expiring: 0 });
    expect(await tilesOf(district, 'referral_office')).toEqual({ referrals_overdue: 0, referrals_awaiting: 0, referrals_waiting: 0, referrals_arriving: 0, referrals_in_care: 0, referrals_to_return: 0, settlement_lines_to_check: 0, quota_use: '0/0' });
    expect(await tilesOf(district, 'finance')).toEqual({ prepayments_to_approve: 0, service_fees_to_approve: 0, adjustments_to_approve: 0, settlements_to_confirm: 0, settlements_to_pay: 0 });
    expect(await tilesOf(district, 'bureau_reviewer')).toMatchObject({ recognitions_to_decide: 0 });
    expect(await tilesOf(district, 'administrator')).toMatchObject({ accounts_active: 18, accounts_disabled: 0, teams_nearly_full: '0/2' });
  });

  test('counts contracts to renew from today to the sixtieth day, or the thirtieth, for the institution and for the own team', async () => {
    const district = await mintDistrict(store);
    const second = await district.addTeam(100);
    for (const [team, endDay] of [
      [district.team, '2025-03-10'],
      [district.team, '2025-04-09'],
      [district.team, '2025-04-10'],
      [district.team, '2025-03-09'],
      [second, '2025-03-20'],
      [district.foreignTeam, '2025-03-20'],
    ] as const) {
      await sign(district, await district.addResident(), team, endDay);
    }
    expect(await tilesOf(district, 'doctor')).toMatchObject({ contracts_to_renew: 4, contracts_in_force: 4 });
    expect(await tilesOf(district, 'alliance_manager')).toMatchObject({ contracts_expiring: 3 });
    expect(await tilesOf(district, 'doctor', { mine: true })).toMatchObject({ contracts_to_renew: 3, contracts_in_force: 3 });
    expect(await tilesOf(district, 'doctor', { foreign: true })).toMatchObject({ contracts_to_renew: 1, contracts_in_force: 1 });
    expect(await tilesOf(district, 'bureau_clerk')).toMatchObject({ contracts_in_force: 5 });
  });

  test('leaves out what is renewed, as the list it leads to does', async () => {
    const district = await mintDistrict(store);
    const [linked, elsewhere, open, future] = await Promise.all([1, 2, 3, 4].map(() => district.addResident()));
    if (!linked || !elsewhere || !open || !future) throw new Error('four residents are registered');
    for (const resident of [linked, elsewhere, open]) await sign(district, resident, district.team, '2025-03-20');
    await sign(district, linked, district.team, '2026-03-20', { startDay: '2025-03-21', previousContractId: `C-${linked.id}` });
    // What came from a file names no contract that it follows.
    await sign(district, elsewhere, district.foreignTeam, '2026-03-20', { startDay: '2025-03-21' });
    await sign(district, future, district.team, '2025-03-30', { startDay: '2025-03-20' });
    const list = (tab: 'expiring' | 'in_force' | 'renewed') => listContracts(district.contextFor('alliance_manager'), { tab, withinDays: 30, teamId: null, text: '', page: 1, pageSize: 20 });
    const { rows, counts } = await list('expiring');
    expect(rows.map(({ residentId, stage }) => [residentId, stage])).toEqual([[open.id, 'expiring']]);
    expect(counts).toMatchObject({ expiring: 1, in_force: 3, renewed: 2, not_begun: 2 });
    expect(await tilesOf(district, 'alliance_manager')).toMatchObject({ contracts_expiring: 1 });
    expect(await tilesOf(district, 'doctor')).toMatchObject({ contracts_to_renew: 1, contracts_in_force: 3 });
    expect(accepted(await listRenewals(district.contextFor('doctor'), { withinDays: 60, mine: false, page: 1, pageSize: 20 })).total).toBe(1);
  });

  test('counts what residents ask of their teams, as the list of requests shows it', async () => {
    const district = await mintDistrict(store);
    const second = await district.addTeam(100);
    const as = (resident: TestResident) => district.contextFor('resident', { residentId: resident.id });
    const consent = { textVersion: firstConsentVersion, guardian: null, provedBy: 'sms_code' } as const;
    for (const [index, team] of [district.team, district.team, second, district.foreignTeam].entries()) {
      const order = { requestKey: `to-answer-${index}`, teamId: team.id, packageCodes: ['basic'], termYears: 1, note: null, consent };
      accepted(await askToSign(as(await district.addResident()), order));
    }
    for (const team of [district.team, second]) {
      const resident = await district.addResident();
      const { contractId } = await signed(district.contextFor('doctor'), signingOf({ team }, resident));
      accepted(await askToEnd(as(resident), { requestKey: `to-answer-end-${team.id}`, contractId, reason: 'voluntary', note: null }));
    }
    expect(await tilesOf(district, 'doctor')).toMatchObject({ requests_to_answer: 5 });
    expect(await tilesOf(district, 'nurse', { mine: true })).toMatchObject({ requests_to_answer: 3 });
    expect(await tilesOf(district, 'doctor', { foreign: true })).toMatchObject({ requests_to_answer: 1 });
    const of = { teamId: district.team.id, page: 1, pageSize: 20 };
    expect((await listSigningRequests(district.contextFor('doctor'), { tab: 'awaiting_team', ...of })).total).toBe(2);
    expect((await listEndingRequests(district.contextFor('doctor'), of)).total).toBe(1);
    expect(await tilesOf(district, 'doctor', { late: true })).toMatchObject({ requests_to_answer: 2 });
  });

  test('counts referrals by side, status, clock and day, within reach', async () => {
    const district = await mintDistrict(store);
    const { lead, foreignLead, adult } = district;
    const refer = (status: ReferralStatus, more: Partial<Referral> = {}) => send(district, adult, { status, ...more });
    await refer('sent', { answerDueAt: districtNow - 1 });
    await refer('sent', { answerDueAt: districtNow + hourMs });
    await refer('accepted', { slotStartsAt: instantOf('2025-03-10 23:30:00') });
    await refer('accepted', { slotStartsAt: instantOf('2025-03-11 00:00:00') });
    await refer('arrived');
    await refer('declined', { decidedAt: instantOf('2025-02-20 09:00:00') });
    await refer('declined', { decidedAt: instantOf('2025-01-20 09:00:00') });
    await refer('returned');
    await refer('completed');
    await refer('waiting');
    await refer('in_treatment');
    await refer('info_wanted');
    await refer('received');
    await refer('sent', { to: foreignLead, answerDueAt: districtNow - 1 });
    expect(await tilesOf(district, 'referral_office')).toEqual({
      referrals_overdue: 1,
      referrals_awaiting: 2,
      referrals_waiting: 1,
      referrals_arriving: 1,
      referrals_in_care: 2,
      referrals_to_return: 1,
      settlement_lines_to_check: 0,
      quota_use: '2/6',
    });
    expect(await tilesOf(district, 'referral_office', { foreign: true })).toMatchObject({ referrals_overdue: 1, referrals_awaiting: 1, quota_use: '0/0' });
    expect(await tilesOf(district, 'doctor')).toMatchObject({ referrals_info_wanted: 1, referrals_stopped: 1, referrals_accepted: 2, referrals_coming_back: 2, referrals_following: 1 });
    expect(await tilesOf(district, 'doctor', { foreign: true })).toMatchObject({ referrals_info_wanted: 0, referrals_stopped: 0, referrals_accepted: 0, referrals_coming_back: 0, referrals_following: 0 });
    expect(await tilesOf(district, 'alliance_manager')).toMatchObject({ referrals_overdue: 1, quota_use: '2/6' });
    expect(lead.code).not.toBe(foreignLead.code);
  });

  test('shows coverage of the residents at home in the alliance, and of its key groups', async () => {
    const district = await mintDistrict(store);
    await sign(district, district.elder, district.team, '2025-12-31');
    await sign(district, district.adult, district.team, '2025-03-09');
    await district.addResident({ deathDay: '2025-01-01', keyGroups: ['diabetes'] });
    await district.addResident({ homeInstitutionCode: district.foreignTownship.code });
    expect(await tilesOf(district, 'alliance_manager')).toMatchObject({ coverage: '1/3', key_group_coverage: '1/1' });
    expect(await tilesOf(district, 'alliance_manager', { foreign: true })).toMatchObject({ coverage: '0/1', key_group_coverage: '0/0' });
  });

  test('tells the bureau what waits: imports, months, prepayments', async () => {
    const district = await mintDistrict(store);
    const { regionCode } = district;
    const batch = { regionCode, kind: 'visits', fileName: 'a.csv', fileDigest: 'x', institutionCode: null, status: 'done', rowsRead: 3, accepted: 2, alreadyHeld: 0, problem: null, startedBy: 'test', heardAt: districtNow, finishedAt: districtNow };
    const run = { regionCode, attempt: 1, basis: 'fee_for_service', share: '0.9', totalFen: 1, proposedBy: 'a', proposedAt: 1, decidedBy: null, decidedAt: null, decisionReason: null };
    const posted = { regionCode, line: 1, originMonth: '2024-11', kind: 'visit', account: 'fund', pool: '310-ordinary', institutionCode: null, settlementId: null, amountFen: 0, postedAt: 1 };
    await store.transaction(async (tx) => {
      await tx.append(importBatch, [
        { ...batch, id: 'B1', rejected: 1, conflicting: 0, startedAt: districtNow - hourMs },
        { ...batch, id: 'B2', rejected: 0, conflicting: 2, startedAt: districtNow - hourMs },
        { ...batch, id: 'B3', rejected: 0, conflicting: 0, startedAt: districtNow - hourMs },
        { ...batch, id: 'B4', rejected: 5, conflicting: 0, startedAt: instantOf('2025-01-10 09:00:00') },
      ]);
      await tx.append(ledgerEntry, [{ ...posted, postingId: 'P1', month: '2024-11' }, { ...posted, postingId: 'P2', month: '2025-03' }]);
      await tx.append(period, [{ regionCode, month: '2024-11', closedAt: 1, closedBy: 'test' }]);
      await tx.append(prepaymentRun, [{ ...run, month: '2024-11', status: 'proposed' }, { ...run, month: '2024-10', status: 'posted' }]);
    });
    expect(await tilesOf(district, 'bureau_clerk')).toMatchObject({ imports_with_rejections: 2, months_to_close: 3 });
    expect(await tilesOf(district, 'finance')).toMatchObject({ prepayments_to_approve: 1 });
    // Lists of months show one year: each tile opens the one in which the oldest of what it counts stands.
    const yearOf = async (role: ContextRole, name: string) => (await countTiles(district.contextFor(role), { mine: false })).tiles.find((tile) => tile.name === name)?.year;
    expect(await yearOf('bureau_clerk', 'months_to_close')).toBe('2024');
    expect(await yearOf('finance', 'prepayments_to_approve')).toBe('2024');
    expect(await yearOf('finance', 'service_fees_to_approve')).toBeNull();
  });
});

async function sign(district: District, resident: TestResident, team: Team, endDay: string, { startDay = '2024-03-01', previousContractId = null }: { startDay?: string; previousContractId?: string | null } = {}): Promise<void> {
  const id = startDay === '2024-03-01' ? `C-${resident.id}` : `C-${resident.id}-${startDay}`;
  const consent = { previousContractId, channel: 'desk' as const, signedAt: 1, signedBy: 'test' };
  const term = { termYears: 1, startDay, endDay, status: 'in_force', endedReason: null, endedAt: null };
  const parties = { residentId: resident.id, teamId: team.id, institutionCode: team.institutionCode, practitionerId: team.leaderId };
  await store.transaction((tx) => tx.append(contract, [{ regionCode: district.regionCode, id, number: id, requestKey: id, ...parties, ...term, ...consent }]));
}

interface Referral {
  readonly status: ReferralStatus;
  readonly to: Institution;
  readonly answerDueAt: number;
  readonly decidedAt: number;
  readonly slotStartsAt: number;
}

let sent = 0;

async function send(district: District, resident: TestResident, { status, to = district.lead, answerDueAt = districtNow, decidedAt = districtNow, slotStartsAt }: Partial<Referral>): Promise<void> {
  sent += 1;
  const { regionCode, township, team } = district;
  const id = `R${sent}`;
  const slotId = slotStartsAt === undefined ? null : `S${sent}`;
  const from = { fromInstitutionCode: township.code, fromPractitionerId: team.leaderId, fromTeamId: team.id };
  const what = { departmentCode: '03', departmentName: '内科', direction: 'up', kind: 'outpatient', priority: 'routine', signed: true, diagnosisCode: null, diagnosisName: '高血压', reason: '血压控制不佳', findings: null };
  const when = { createdAt: 1, sentAt: 1, answerDueAt, decidedAt, arrivedAt: null, completedAt: null, declineReason: null, opinion: null, followUpDay: null };
  const plain = { external: false, mayConvert: false, assessment: nothingAssessed, dangerSigns: [], bedSlotIds: [], assigneeId: null, escalatedAt: null };
  await store.transaction(async (tx) => {
    if (slotId !== null && slotStartsAt !== undefined) {
      const place = { regionCode, institutionCode: to.code, departmentCode: '03', startsAt: slotStartsAt };
      const session = { departmentName: '内科', resourceName: `专家${sent}`, day: '2025-03-10', endsAt: slotStartsAt + hourMs, capacity: 9, reserved: 3, urgentOnly: false, opensOn: '2025-03-01', releaseAt: slotStartsAt - hourMs, status: 'published', kind: 'clinic', resourceId: null, scheduleId: null, borrowAt: null, version: 1 };
      await tx.append(clinicSession, [{ id: `V${sent}`, ...place, ...session }]);
      await tx.append(slot, [{ id: slotId, sessionId: `V${sent}`, number: 1, ...place, status: 'booked', referralId: id, expiresAt: null, kind: 'clinic', part: 'visit', dealtTo: null }]);
    }
    await tx.append(referral, [{ regionCode, id, number: id, requestKey: id, residentId: resident.id, contractId: null, toInstitutionCode: to.code, status, slotId, version: 1, ...noStamps, ...from, ...what, ...when, ...plain, consultType: null, purpose: null, history: null, treatment: null, previousId: null, origin: null }]);
  });
}
