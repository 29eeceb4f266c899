import type { Refusal } from '@/server/domain/kernel/outcome';
import { type Actor, allows } from '@/server/domain/permission/actor';
import type { Role } from '@/server/domain/permission/roles';
import { scopesOf } from '@/server/domain/permission/scopes';
import { openReferralStatuses, type ReferralStatus } from './codes';
import type { Referral } from './referral';
import { sidesOf } from './transitions';

/** Why nobody can be given a referral in hand, in this order. */
export type AssignmentRefusal =
  | Refusal<'referral.assigned_by_receiver', object>
  | Refusal<'referral.nothing_to_assign', { status: ReferralStatus }>
  | Refusal<'referral.assignee_unknown', object>;

/** Roles that answer referrals and look after who comes. */
export function mayBeAssigned(role: Role): boolean {
  return scopesOf(role).includes('referral:accept') && role !== 'his';
}

interface Candidate {
  readonly institutionCode: string | null;
  readonly role: Role;
  readonly disabled: boolean;
}

/**
 * Only the receiver deals its work out, only while there is some, and only to its own people who may answer.
 *
 * @param chosen null takes the referral out of everybody's hands; 'unknown' when nobody has that account.
 */
export function refusalsOfAssignment(referral: Referral, actor: Actor, chosen: Candidate | 'unknown' | null): AssignmentRefusal[] {
  const refusals: AssignmentRefusal[] = [];
  const { status } = referral;
  const open: readonly ReferralStatus[] = openReferralStatuses;
  if (!sidesOf(referral, actor).includes('receiver') || !allows(actor, 'referral:accept')) refusals.push({ code: 'referral.assigned_by_receiver', facts: {} });
  if (!open.includes(status) || status === 'awaiting_consent') refusals.push({ code: 'referral.nothing_to_assign', facts: { status } });
  // A hospital outside this program has no people here: its referrals are in the sender's hands.
  const workplace = referral.external ? referral.fromInstitutionCode : referral.toInstitutionCode;
  if (chosen === 'unknown' || (chosen !== null && (chosen.disabled || chosen.institutionCode !== workplace || !mayBeAssigned(chosen.role)))) {
    refusals.push({ code: 'referral.assignee_unknown', facts: {} });
  }
  return refusals;
}
