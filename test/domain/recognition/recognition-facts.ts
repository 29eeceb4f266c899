import { instantOf } from '@/server/domain/kernel/calendar-day';
import type { Actor, StaffActor } from '@/server/domain/permission/actor';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import type { ApplicationFacts, HeldRecognition } from '@/server/domain/recognition/apply-for-recognition';
import type { RecognitionStatus } from '@/server/domain/recognition/codes';
import type { ApprovalFacts } from '@/server/domain/recognition/decide-recognition';
import type { Evidence, RecognitionIn, RecognitionOrder } from '@/server/domain/recognition/recognition';
import { packOf } from '../policy/packs';

export const now = instantOf('2025-03-10 09:30:00');
export const today = '2025-03-10';
export const township = 'H21010200001';
export const hospital = 'H21010200003';

const staff = (role: StaffActor['role'], institutionCodes: readonly string[]): StaffActor => ({
  kind: 'staff',
  accountId: `${role}-account`,
  sessionId: 's1',
  name: role,
  role,
  regionCode: '210100',
  institutionCodes,
  allianceId: null,
  practitionerId: null,
  teamIds: [],
});

export const doctor: Actor = staff('doctor', [township]);
export const nurse: Actor = staff('nurse', [township]);
export const office: Actor = staff('referral_office', [hospital]);
export const reviewer: Actor = staff('bureau_reviewer', []);
export const clerk: Actor = staff('bureau_clerk', []);
export const auditor: Actor = staff('auditor', []);
export const manager: Actor = staff('alliance_manager', [township]);
export const patient: Actor = { kind: 'resident', residentId: 'r1', regionCode: '210100', sessionId: 's2' };
export const job: Actor = { kind: 'system', job: 'import', regionCode: '210100' };

/** Shenyang's policy: hypertension (M03900, I10–I15) for two years, renewable from 60 days before the end. */
export const policy: PolicyVersion = packOf('210100');
export const withoutRecognition: PolicyVersion = { ...policy, benefit: { ...policy.benefit, recognition: null } };

export const discharge: Evidence = {
  kind: 'discharge_summary',
  text: '高血压病3级（很高危），长期服用氨氯地平',
  issuedOn: '2025-02-20',
  issuer: '市第一人民医院',
};

export function order(change: Partial<RecognitionOrder> = {}): RecognitionOrder {
  return {
    id: 'n1',
    number: 'M21010020250310000001',
    regionCode: '210100',
    residentId: 'r1',
    institutionCode: township,
    diseaseCode: 'M03900',
    diseaseName: '高血压',
    diagnosisCode: 'I10.x00',
    diagnosisName: '特发性（原发性）高血压',
    evidence: [discharge],
    renewsId: null,
    appliedAt: now,
    appliedBy: 'account:doctor-account',
    appliedByName: '王建国',
    ...change,
  };
}

const decided = { decidedAt: now, decidedByName: '复核员' } as const;
const validity = { validFrom: '2024-01-01', validTo: '2025-12-31' } as const;
const ended = { endedAt: now, endedByName: '复核员' } as const;

/** One in each status, with what the status promises. */
export function recognitionIn(status: RecognitionStatus, change: Partial<RecognitionOrder> = {}): HeldRecognition {
  const base = { ...order(change), institutionName: '柳河镇卫生院' };
  switch (status) {
    case 'applied':
      return { ...base, status };
    case 'approved':
      return { ...base, status, ...decided, ...validity };
    case 'declined':
      return { ...base, status, ...decided, reason: '材料不足' };
    case 'withdrawn':
      return { ...base, status, ...ended };
    case 'revoked':
      return { ...base, status, ...decided, ...validity, ...ended, revokedFrom: '2025-01-01', reason: '诊断有误' };
  }
}

/** Approved for these days. */
export function approved(validFrom: string, validTo: string, change: Partial<RecognitionOrder> = {}): RecognitionIn<'approved'> & HeldRecognition {
  return { ...order({ id: 'held', ...change }), institutionName: '柳河镇卫生院', status: 'approved', ...decided, validFrom, validTo };
}

export function applicationFacts(change: Partial<ApplicationFacts> = {}): ApplicationFacts {
  return {
    order: order(),
    actor: doctor,
    today,
    resident: { birthDay: '1950-02-28', deathDay: null },
    policy,
    held: [],
    renewed: null,
    ...change,
  };
}

export function approvalFacts(change: Partial<ApprovalFacts> = {}): ApprovalFacts {
  return {
    recognition: recognitionIn('applied', { appliedAt: instantOf('2025-03-03 10:00:00') }),
    actor: reviewer,
    now,
    today,
    deathDay: null,
    policy,
    others: [],
    renewed: null,
    validFrom: null,
    ...change,
  };
}
