import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { consent } from '@/db/schema';
import { addDays, instantOf } from '@/server/domain/kernel/calendar-day';
import { answerSigningRequest } from '@/server/services/contract-request/answer-signing-request';
import { proposeContract } from '@/server/services/contract-request/propose-contract';
import { saveSigningDraft } from '@/server/services/contract-request/save-signing-draft';
import { withdrawSigningRequest } from '@/server/services/contract-request/withdraw-signing-request';
import { renewContract } from '@/server/services/contract/renew-contract';
import { withdrawConsent } from '@/server/services/contract/withdraw-consent';
import { confirmProposal, dropOwnRequest } from '@/server/services/own/answer-proposal';
import { type District, type TestResident, mintDistrict } from '../factories/district';
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

const doctor = () => district.contextFor('doctor');
const foreignDoctor = () => district.contextFor('doctor', { foreign: true });
const own = (who: TestResident) => district.contextFor('resident', { residentId: who.id });
let keys = 0;
const key = () => `proposal-${(keys += 1)}`;
const terms = (who: TestResident) => ({ kind: 'sign' as const, residentId: who.id, teamId: district.team.id, practitionerId: null, packageCodes: ['basic'], termYears: 1, startDay: null, contractId: null, transferReason: null, note: null });
const given = { textVersion: '2025-01', provedBy: 'sms_code' as const, guardian: null };

describe('a proposal', () => {
  test('made from a draft and sent again after a time-out is the same one', async () => {
    const draft = accepted(await saveSigningDraft(doctor(), { ...terms(district.adult), requestKey: key(), draftId: null }));
    const input = { ...terms(district.adult), requestKey: key(), draftId: draft.requestId };
    const first = accepted(await proposeContract(doctor(), input));
    expect(first).toMatchObject({ requestId: draft.requestId, status: 'awaiting_resident' });
    expect(accepted(await proposeContract(doctor(), input))).toEqual(first);
  });

  test('of a draft that is not there, is another team’s, or was proposed to somebody else, is refused', async () => {
    const draft = accepted(await saveSigningDraft(doctor(), { ...terms(district.adult), requestKey: key(), draftId: null }));
    expect(codesOf(await proposeContract(doctor(), { ...terms(district.adult), requestKey: key(), draftId: 'none' }))).toEqual(['not_found']);
    const theirs = { ...terms(district.adult), teamId: district.foreignTeam.id };
    expect(codesOf(await proposeContract(foreignDoctor(), { ...theirs, requestKey: key(), draftId: draft.requestId }))).toEqual(['not_found']);
    accepted(await proposeContract(doctor(), { ...terms(district.adult), requestKey: key(), draftId: draft.requestId }));
    expect(codesOf(await proposeContract(doctor(), { ...terms(district.elder), requestKey: key(), draftId: draft.requestId }))).toEqual(['conflict.changed_meanwhile']);
  });

  test('is the resident’s alone to confirm or to drop, and nobody’s of another team to take back', async () => {
    const { requestId } = accepted(await proposeContract(doctor(), { ...terms(district.adult), requestKey: key(), draftId: null }));
    expect(codesOf(await confirmProposal(own(district.elder), { requestId, consent: given }))).toEqual(['not_found']);
    expect(codesOf(await dropOwnRequest(own(district.elder), { requestId, reason: null }))).toEqual(['not_found']);
    expect(codesOf(await withdrawSigningRequest(foreignDoctor(), { requestId, reason: null }))).toEqual(['not_found']);
    // The team cannot answer its own proposal in the resident's place.
    expect(codesOf(await answerSigningRequest(doctor(), { requestId, answer: 'accept', practitionerId: null }))).toEqual(['contract_request.not_open']);
    const receipt = accepted(await confirmProposal(own(district.adult), { requestId, consent: given }));
    expect(accepted(await confirmProposal(own(district.adult), { requestId, consent: given }))).toEqual(receipt);
  });
});

test('a consent that is taken back takes that to the renewal along, which falls with the contract', async () => {
  const { contractId, endDay } = await signed(doctor(), signingOf(district, district.adult));
  const late = (days: number) => district.contextFor('doctor', { now: instantOf(`${addDays(endDay, days)} 09:00:00`) });
  const consented = { textVersion: '2025-01', guardian: null };
  const renewal = accepted(await renewContract(late(-10), { requestKey: key(), contractId, practitionerId: null, packageCodes: null, termYears: null, consent: consented }));
  accepted(await withdrawConsent(late(-5), { contractId, note: null }));
  const rows = await store.reads.select().from(consent).where(eq(consent.residentId, district.adult.id));
  expect(rows.map((row) => [row.contractId, row.revokedAt !== null]).sort()).toEqual([[contractId, true], [renewal.contractId, true]].sort());
});
