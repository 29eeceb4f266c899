import { and, eq, ne } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { auditEvent, claimedTerm, consent as consentTable, contract, doctorLoad, endingRequest, notice, signingRequest, team } from '@/db/schema';
import { firstConsentVersion } from '@/server/domain/agreement/shipped-texts';
import { instantOf } from '@/server/domain/kernel/calendar-day';
import type { Outcome } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { correctContract } from '@/server/services/contract/correct-contract';
import { renewContract } from '@/server/services/contract/renew-contract';
import { renewMany } from '@/server/services/contract/renew-many';
import { signContract } from '@/server/services/contract/sign-contract';
import { transferContract } from '@/server/services/contract/transfer-contract';
import { answerEndingRequest } from '@/server/services/contract-request/answer-ending-request';
import { answerSigningRequest } from '@/server/services/contract-request/answer-signing-request';
import { askToEnd } from '@/server/services/own/ask-to-end';
import { askToSign } from '@/server/services/own/ask-for-contract';
import { type District, mintDistrict } from '../factories/district';
import { fresh } from '../factories/referrals';
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

const doctor = (time = '2025-03-10 09:00:00') => district.contextFor('doctor', { now: instantOf(time) });
const resident = () => district.contextFor('resident', { residentId: district.adult.id });
const consent = { textVersion: firstConsentVersion, guardian: null };
const terms = { practitionerId: null, packageCodes: null, termYears: null, consent };

/** Everything that a contract or a request leaves behind in the district, but for the trail, which tells of retries too. */
async function written() {
  const { regionCode } = district;
  const q = store.reads;
  return {
    contracts: await q.select().from(contract).where(eq(contract.regionCode, regionCode)).orderBy(contract.id),
    consents: await q.select().from(consentTable).where(eq(consentTable.regionCode, regionCode)).orderBy(consentTable.id),
    days: await q.select().from(claimedTerm).where(eq(claimedTerm.regionCode, regionCode)).orderBy(claimedTerm.contractId),
    places: await q.select({ id: team.id, signed: team.signedCount }).from(team).where(eq(team.regionCode, regionCode)).orderBy(team.id),
    loads: await q.select().from(doctorLoad).where(eq(doctorLoad.regionCode, regionCode)).orderBy(doctorLoad.practitionerId),
    requests: await q.select().from(signingRequest).where(eq(signingRequest.regionCode, regionCode)).orderBy(signingRequest.id),
    endings: await q.select().from(endingRequest).where(eq(endingRequest.regionCode, regionCode)).orderBy(endingRequest.id),
    notices: await q.select({ id: notice.id }).from(notice).where(eq(notice.regionCode, regionCode)).orderBy(notice.id),
  };
}

/** Does something, does it again, and once more twice at a time: one answer, and nothing written but by the first. */
async function onlyOnce<Value>(act: () => Promise<Outcome<Value, AnyRefusal>>): Promise<Value> {
  const first = accepted(await act());
  const after = await written();
  for (const again of [await act(), ...(await Promise.all([act(), act()]))]) expect(accepted(again)).toMatchObject(first as object);
  expect(await written()).toEqual(after);
  return first;
}

describe('sent again under its key', () => {
  test('a signing is the contract that it made; for somebody else the key is refused', async () => {
    const input = signingOf(district, district.adult);
    const { contractId } = await onlyOnce(() => signContract(doctor(), input));
    expect(codesOf(await signContract(doctor(), { ...input, resident: { id: district.elder.id } }))).toEqual(['conflict.changed_meanwhile']);
    expect((await written()).contracts.map(({ id }) => id)).toEqual([contractId]);
  });

  test('a signing that twice came in at once is one', async () => {
    const input = signingOf(district, district.adult);
    const both = await Promise.all([signContract(doctor(), input), signContract(doctor(), input)]);
    expect(new Set(both.map((outcome) => accepted(outcome).contractId)).size).toBe(1);
    expect((await written()).contracts).toHaveLength(1);
  });

  test('a renewal, and a batch of them', async () => {
    const { contractId } = await signed(doctor(), signingOf(district, district.adult));
    const other = await signed(doctor(), signingOf(district, district.elder));
    const late = '2026-02-20 09:00:00';
    const renewal = { requestKey: fresh('renewal'), contractId, ...terms };
    await onlyOnce(() => renewContract(doctor(late), renewal));
    const batch = { requestKey: fresh('batch'), contractIds: [other.contractId, contractId], termYears: null, textVersion: firstConsentVersion };
    const first = await renewMany(doctor(late), batch);
    expect(first.map(({ refusals }) => refusals.map(({ code }) => code))).toEqual([[], ['contract.already_renewed']]);
    const after = await written();
    for (const rows of [await renewMany(doctor(late), batch), ...(await Promise.all([renewMany(doctor(late), batch), renewMany(doctor(late), batch)]))]) {
      expect(rows[0]?.renewed?.contractId).toBe(first[0]?.renewed?.contractId);
    }
    expect(await written()).toEqual(after);
  });

  test('a change of teams', async () => {
    const to = await district.addTeam(50);
    const { contractId } = await signed(doctor(), signingOf(district, district.adult));
    const move = { requestKey: fresh('transfer'), contractId, toTeamId: to.id, practitionerId: null, reason: 'by_choice' as const, note: null, packageCodes: ['basic'], startDay: null, termYears: 1, consent };
    await onlyOnce(() => transferContract(doctor(), move));
    expect((await written()).places.filter(({ signed: taken }) => taken > 0)).toEqual([{ id: to.id, signed: 1 }]);
  });

  test('a correction by a contract that takes the other’s place', async () => {
    const { contractId } = await signed(doctor(), signingOf(district, district.adult));
    const input = { requestKey: fresh('correction'), contractId, note: '周期录错', correction: { termYears: 2 } };
    await onlyOnce(() => correctContract(doctor(), input));
    expect((await written()).contracts).toHaveLength(2);
  });

  test('what a resident asks for, and the answer to it', async () => {
    const order = { requestKey: fresh('asked'), teamId: district.team.id, packageCodes: ['basic'], termYears: 1, note: null, consent: { ...consent, provedBy: 'sms_code' as const } };
    const { requestId } = await onlyOnce(() => askToSign(resident(), order));
    const { signed: receipt } = await onlyOnce(() => answerSigningRequest(doctor(), { requestId, answer: 'accept', practitionerId: null }));
    expect(codesOf(await answerSigningRequest(doctor(), { requestId, answer: 'refuse', reason: '不在服务范围' }))).toEqual(['contract_request.not_open']);
    const contractId = receipt?.contractId ?? '';
    const ending = await onlyOnce(() => askToEnd(resident(), { requestKey: `end-${contractId}`, contractId, reason: 'voluntary', note: null }));
    await onlyOnce(() => answerEndingRequest(doctor(), { requestId: ending.requestId, agreed: true, endDay: null, note: null }));
  });

  test('a refusal, which is told once and keeps its reason', async () => {
    const order = { requestKey: fresh('asked'), teamId: district.team.id, packageCodes: ['basic'], termYears: 1, note: null, consent: { ...consent, provedBy: 'sms_code' as const } };
    const { requestId } = accepted(await askToSign(resident(), order));
    await onlyOnce(() => answerSigningRequest(doctor(), { requestId, answer: 'refuse', reason: '不在服务范围' }));
    accepted(await answerSigningRequest(doctor(), { requestId, answer: 'refuse', reason: '换一个说法' }));
    expect((await written()).requests.map(({ closedReason }) => closedReason)).toEqual(['不在服务范围']);
    const refused = and(eq(auditEvent.regionCode, district.regionCode), eq(auditEvent.action, 'signing_request.refused'), ne(auditEvent.subjectId, ''));
    expect(await store.reads.select().from(auditEvent).where(refused)).toHaveLength(1);
  });
});
