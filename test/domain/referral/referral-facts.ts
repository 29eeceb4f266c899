import { instantOf } from '@/server/domain/kernel/calendar-day';
import type { Actor, StaffActor } from '@/server/domain/permission/actor';
import { nothingAssessed } from '@/server/domain/referral/danger-signs';
import type { ReferralRules } from '@/server/domain/referral/clocks';
import type { ReferralStatus } from '@/server/domain/referral/codes';
import type { CreationFacts } from '@/server/domain/referral/create-referral';
import { noStamps, type Referral, referralFrom, type ReferralOrder, type ReferralStamps, stampsOf } from '@/server/domain/referral/referral';
import type { ReservedSlot } from '@/server/domain/referral/reserved-slot';
import type { SlotState } from '@/server/domain/quota/slot';

export const rules: ReferralRules = { answerHours: { emergency: 2, urgent: 8, routine: 24 }, validDays: 14, consultHours: 24 };
export const now = instantOf('2025-03-03 10:00:00');
export const slotStartsAt = instantOf('2025-03-10 08:00:00');

const staff = (role: StaffActor['role'], institutionCode: string): StaffActor => ({
  kind: 'staff',
  accountId: `${role}-account`,
  sessionId: 's1',
  name: role,
  role,
  regionCode: '210100',
  institutionCodes: [institutionCode],
  allianceId: null,
  practitionerId: null,
  teamIds: [],
});

export const township = 'H21010200001';
export const hospital = 'H21010200003';
export const doctor: Actor = staff('doctor', township);
export const nurse: Actor = staff('nurse', township);
export const office: Actor = staff('referral_office', hospital);
export const strangerOffice: Actor = staff('referral_office', 'H21010200009');
export const clerk: Actor = { ...staff('bureau_clerk', township), institutionCodes: [] };
export const clock: Actor = { kind: 'system', job: 'expire-referrals', regionCode: '210100' };
export const patient: Actor = { kind: 'resident', residentId: 'r1', regionCode: '210100', sessionId: 's2' };

export function order(change: Partial<ReferralOrder> = {}): ReferralOrder {
  return {
    id: 'f1',
    number: 'ZZ2025000001',
    regionCode: '210100',
    residentId: 'r1',
    contractId: 'c1',
    direction: 'up',
    priority: 'routine',
    kind: 'outpatient',
    fromInstitutionCode: township,
    fromPractitionerId: 'p1',
    fromTeamId: 't1',
    toInstitutionCode: hospital,
    departmentCode: '0303',
    departmentName: '心血管内科',
    diagnosisCode: 'I10.x00x002',
    diagnosisName: '高血压病',
    reason: '血压控制不佳两次',
    findings: null,
    ...{ consultType: null, mayConvert: false, external: false, purpose: null, history: null, treatment: null, assessment: nothingAssessed, dangerSigns: [] },
    ...{ previousId: null, origin: null },
    slotId: 'slot1',
    bedSlotIds: [],
    createdAt: now,
    ...change,
  };
}

export function slot(state: SlotState = { status: 'held', referralId: 'f1', expiresAt: now + 1_800_000 }): ReservedSlot {
  return { id: 'slot1', kind: 'clinic', startsAt: slotStartsAt, state };
}

export function creationFacts(change: Partial<CreationFacts> = {}): CreationFacts {
  return {
    order: order(),
    now,
    deathDay: null,
    fromLevel: 'township',
    toLevel: 'level3',
    live: [],
    wantsPlace: true,
    places: [slot()],
    unheld: [],
    consented: true,
    consent: null,
    age: 67,
    rules,
    ...change,
  };
}

/** The same referral in any status, with exactly what that status promises. */
export function referralIn(status: ReferralStatus, change: Partial<ReferralOrder & ReferralStamps> = {}): Referral {
  const known: ReferralStamps = {
    ...{ sentAt: now, answerDueAt: now + 24 * 3_600_000, answeredAt: now + 1, queuedAt: now + 1, promisedDay: '2025-03-17', decidedAt: now + 1 },
    ...{ arrivedAt: now + 2, treatedAt: now + 2, completedAt: now + 3, opinion: '调整用药', followUpDay: '2025-03-20', returnedAt: now + 4 },
    ...{ receivedAt: now + 5, followedUpAt: now + 6, closedAt: now + 7, declineCode: 'no_capacity', declineReason: '设备检修' },
  };
  const promised = Object.fromEntries(stampsOf[status].map((stamp) => [stamp, known[stamp]]));
  return referralFrom({ ...order(), ...noStamps, ...promised, ...change, status });
}
