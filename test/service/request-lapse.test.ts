import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { auditEvent } from '@/db/schema';
import { firstConsentVersion } from '@/server/domain/agreement/shipped-texts';
import { askToEnd } from '@/server/services/own/ask-to-end';
import { askToSign } from '@/server/services/own/ask-for-contract';
import { listOwnRequests } from '@/server/services/own/list-own-requests';
import { recordDeath, recordMovingAway } from '@/server/services/resident-change/record-death';
import { getResident } from '@/server/services/resident/get-resident';
import { type District, mintDistrict } from '../factories/district';
import { mergeNow } from '../factories/duplicates';
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

const as = (resident: { readonly id: string }) => district.contextFor('resident', { residentId: resident.id });
const consent = { textVersion: firstConsentVersion, guardian: null, provedBy: 'sms_code' } as const;
const ask = async (resident: { readonly id: string }) =>
  accepted(await askToSign(as(resident), { requestKey: fresh('asked'), teamId: district.team.id, packageCodes: ['basic'], termYears: 1, note: null, consent })).requestId;
const askEnd = async (resident: { readonly id: string }, contractId: string) => accepted(await askToEnd(as(resident), { requestKey: fresh('end'), contractId, reason: 'voluntary', note: null })).requestId;
const clerk = () => district.contextFor('bureau_clerk');
const handle = async (residentId: string) => ({ residentId, version: accepted(await getResident(clerk(), { residentId })).version });
const requestsOf = async (resident: { readonly id: string }) => {
  const { signing, ending } = await listOwnRequests(as(resident));
  return [...signing.map(({ status, closedReason }) => [status, closedReason]), ...ending.map(({ status, answerNote }) => [status, answerNote])];
};
const lapses = async (resident: { readonly id: string }) =>
  (await store.reads.select().from(auditEvent).where(and(eq(auditEvent.action, 'requests.lapsed'), eq(auditEvent.subjectId, resident.id)))).map(({ facts }) => facts);

describe('what somebody had asked for', () => {
  test('lapses with their death, and says so; nobody has agreed to it', async () => {
    const { adult, elder } = district;
    await ask(adult);
    const { contractId } = await signed(district.contextFor('doctor'), signingOf(district, elder));
    await askEnd(elder, contractId);
    for (const { id } of [adult, elder]) accepted(await recordDeath(district.contextFor('doctor'), { ...(await handle(id)), deathDay: '2025-03-10', document: 'death_certificate', note: null }));
    expect(await requestsOf(adult)).toEqual([['lapsed', '居民已故，申请失效']]);
    expect(await requestsOf(elder)).toEqual([['withdrawn', '居民已故，申请失效']]);
    expect(await lapses(adult)).toEqual([{ signing: 1, ending: 0, reason: 'died' }]);
  });

  test('lapses with a move out of the region; a wish to end a contract that goes on stays', async () => {
    const { adult, elder } = district;
    await ask(adult);
    const { contractId } = await signed(district.contextFor('doctor'), signingOf(district, elder));
    await askEnd(elder, contractId);
    const move = { from: '2025-03-11', reason: '随子女迁居' };
    accepted(await recordMovingAway(clerk(), { ...(await handle(adult.id)), ...move, endsContract: false }));
    accepted(await recordMovingAway(clerk(), { ...(await handle(elder.id)), ...move, endsContract: false }));
    expect(await requestsOf(adult)).toEqual([['lapsed', '居民已迁出，申请失效']]);
    expect(await requestsOf(elder)).toEqual([['pending', null]]);
    expect(await lapses(elder)).toEqual([]);
  });

  test('lapses with the contract that a move ends', async () => {
    const { elder } = district;
    const { contractId } = await signed(district.contextFor('doctor'), signingOf(district, elder));
    await askEnd(elder, contractId);
    accepted(await recordMovingAway(clerk(), { ...(await handle(elder.id)), from: '2025-03-11', reason: '随子女迁居', endsContract: true }));
    expect(await requestsOf(elder)).toEqual([['withdrawn', '居民已迁出，申请失效']]);
  });

  test('by either of two records is one wish when they are merged', async () => {
    const same = { name: '柳成双', birthDay: '1962-02-03', insutype: '310' as const, homeInstitutionCode: district.township.code };
    const [kept, double] = [await district.addResident(same), await district.addResident(same)];
    await ask(kept);
    await ask(double);
    expect(codesOf(await mergeNow(clerk(), kept.id, double.id))).toEqual([]);
    expect((await requestsOf(kept)).sort()).toEqual([['awaiting_team', null], ['lapsed', '档案已合并，保留另一份档案的申请']]);
  });

  test('about a contract that gives way in a merge lapses with it', async () => {
    const same = { name: '柳成对', birthDay: '1963-02-03', insutype: '310' as const, homeInstitutionCode: district.township.code };
    const [kept, double] = [await district.addResident(same), await district.addResident(same)];
    const first = await signed(district.contextFor('doctor'), signingOf(district, kept));
    const second = await signed(district.contextFor('doctor', { foreign: true }), signingOf({ team: district.foreignTeam }, double));
    await askEnd(double, second.contractId);
    accepted(await mergeNow(clerk(), kept.id, double.id, { keptContractId: first.contractId }));
    expect(await requestsOf(kept)).toEqual([['withdrawn', '档案已合并，保留另一份档案的申请']]);
  });
});
