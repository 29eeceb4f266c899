import type { Consent } from '@/server/domain/contract/consent';
import type { HeldContract, SigningFacts, SigningTeam } from '@/server/domain/contract/sign-contract';

export const consent: Consent = { textVersion: '2025-1', givenAt: 1_748_736_000_000, method: 'self', guardian: null };

export const members: SigningTeam['members'] = [
  { id: 'p1', name: '王建国', role: 'leader', signedCount: 1100, ownCapacity: null },
  { id: 'p2', name: '李敏', role: 'doctor', signedCount: 900, ownCapacity: null },
  { id: 'p3', name: '张秀英', role: 'nurse', signedCount: 0, ownCapacity: null },
  { id: 'p4', name: '周涛', role: 'public_health', signedCount: 0, ownCapacity: null },
];

/** A signing nobody can object to, on 1 June 2025. */
export function signingFacts(change: Partial<SigningFacts> = {}): SigningFacts {
  return {
    id: 'c1',
    number: 'QY2025000001',
    now: 1_748_736_000_000,
    today: '2025-06-01',
    resident: { id: 'r1', regionCode: '210100', birthDay: '1949-12-31', deathDay: null },
    contracts: [],
    team: { id: 't1', name: '和平一队', institutionCode: 'H21010200001', capacity: 2000, practitionerIds: ['p1', 'p2'], closedOn: null, members },
    signedCount: 1200,
    practitionerId: 'p1',
    packageCodes: ['basic'],
    onOffer: ['basic', 'elderly'],
    previousContractId: null,
    channel: 'desk',
    startDay: '2025-06-01',
    termYears: 1,
    consent,
    rules: { termYears: [1, 2, 3], startDaysAhead: 30, guardianUnderAge: 14, doctorCapacity: 2000, teamMustBeComplete: false },
    ...change,
  };
}

export function heldContract(change: Partial<HeldContract> = {}): HeldContract {
  return {
    id: 'held',
    teamId: 't2',
    practitionerId: 'p9',
    teamName: '沈河三队',
    status: 'in_force',
    startDay: '2024-09-01',
    endDay: '2025-08-31',
    ...change,
  };
}
