import type { Consent } from '@/server/domain/contract/consent';
import type { HeldContract, SigningFacts } from '@/server/domain/contract/sign-contract';

export const consent: Consent = { textVersion: '2025-1', givenAt: 1_748_736_000_000, method: 'self', guardian: null };

/** A signing nobody can object to, on 1 June 2025. */
export function signingFacts(change: Partial<SigningFacts> = {}): SigningFacts {
  return {
    id: 'c1',
    number: 'QY2025000001',
    now: 1_748_736_000_000,
    today: '2025-06-01',
    resident: { id: 'r1', regionCode: '210100', birthDay: '1949-12-31', deathDay: null },
    contracts: [],
    team: { id: 't1', name: '和平一队', institutionCode: 'H21010200001', capacity: 2000, practitionerIds: ['p1', 'p2'] },
    signedCount: 1200,
    practitionerId: 'p1',
    packageCodes: ['basic'],
    onOffer: ['basic', 'elderly'],
    previousContractId: null,
    channel: 'desk',
    startDay: '2025-06-01',
    termYears: 1,
    consent,
    rules: { termYears: [1, 2, 3], startDaysAhead: 30, guardianUnderAge: 14 },
    ...change,
  };
}

export function heldContract(change: Partial<HeldContract> = {}): HeldContract {
  return {
    id: 'held',
    teamId: 't2',
    teamName: '沈河三队',
    status: 'in_force',
    startDay: '2024-09-01',
    endDay: '2025-08-31',
    ...change,
  };
}
