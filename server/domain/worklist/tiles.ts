import type { Role } from '@/server/domain/permission/roles';
import type { WorklistSide, WorklistTab } from '@/server/domain/referral/worklists';

/** Which list of referrals each tile opens, and by which side's work it is; the count is that of the list's tab. */
export const referralTiles = {
  referrals_info_wanted: { side: 'sent', tab: 'info_wanted' },
  referrals_stopped: { side: 'sent', tab: 'stopped' },
  referrals_accepted: { side: 'sent', tab: 'to_arrive' },
  referrals_coming_back: { side: 'sent', tab: 'coming_back' },
  referrals_following: { side: 'sent', tab: 'following' },
  referrals_overdue: { side: 'received', tab: 'to_answer', only: 'overdue' },
  referrals_awaiting: { side: 'received', tab: 'to_answer' },
  referrals_waiting: { side: 'received', tab: 'waiting' },
  referrals_arriving: { side: 'received', tab: 'to_arrive', only: 'today' },
  referrals_in_care: { side: 'received', tab: 'in_care' },
  referrals_to_return: { side: 'received', tab: 'to_return' },
} as const satisfies Readonly<Record<string, ReferralTile>>;
export type ReferralTileName = keyof typeof referralTiles;

export interface ReferralTile {
  readonly side: WorklistSide;
  readonly tab: WorklistTab;
  /** Only those past their answer time, or those whose place is today. */
  readonly only?: 'overdue' | 'today';
}

/** What a worklist counts; each tile leads to the list of what it counted. */
export const tileNames = [
  'requests_to_answer',
  'contracts_expiring',
  'contracts_in_force',
  'services_due',
  'services_overdue',
  'contracts_to_renew',
  'referrals_info_wanted',
  'referrals_stopped',
  'referrals_accepted',
  'referrals_coming_back',
  'referrals_following',
  'referrals_overdue',
  'referrals_awaiting',
  'referrals_waiting',
  'referrals_arriving',
  'referrals_in_care',
  'referrals_to_return',
  'recognitions_to_decide',
  'recognitions_expiring',
  'imports_with_rejections',
  'refunds_waiting',
  'months_to_close',
  'warnings_open',
  'settlements_to_deliver',
  'settlements_to_review',
  'settlements_to_confirm',
  'settlements_to_pay',
  'settlements_to_close',
  'settlement_lines_to_check',
  'objections_to_answer',
  'prepayments_to_approve',
  'adjustments_to_approve',
  'service_fees_to_approve',
  'coverage',
  'key_group_coverage',
  'quota_use',
  'accounts_active',
  'accounts_disabled',
  'teams_nearly_full',
  'audit_today',
] as const;
export type TileName = (typeof tileNames)[number];

/** A count, or a part of a whole where `of` is given. Nothing to count is 0, never left out. */
export interface Tile {
  readonly name: TileName;
  readonly count: number;
  readonly of: number | null;
  /** The year of the oldest that waits, for lists that show one year; null for all others, and when nothing waits. */
  readonly year: string | null;
}

/** Contracts that end within this many days are to be renewed (到期前30日提醒续签). */
export const expiringDays = 30;
/** Recognitions of chronic and special diseases that end within this many days are to be renewed. */
export const recognitionExpiringDays = 60;
/** How long a referral that was declined or came back stays on the sender's worklist. */
export const aftercareDays = 30;
/** A team is nearly full from this part of its capacity on. */
export const nearlyFull = { numerator: 9, denominator: 10 } as const;

const teamTiles = ['requests_to_answer', 'services_overdue', 'services_due', 'contracts_to_renew', 'contracts_in_force', 'referrals_info_wanted', 'referrals_stopped', 'referrals_coming_back', 'referrals_following', 'referrals_accepted', 'recognitions_expiring'] as const;

/** The tiles of a role's worklist, most pressing first. */
export function tilesOf(role: Role): readonly TileName[] {
  switch (role) {
    case 'doctor':
    case 'nurse':
      return teamTiles;
    case 'referral_office':
      return ['referrals_overdue', 'referrals_awaiting', 'referrals_waiting', 'referrals_arriving', 'referrals_in_care', 'referrals_to_return', 'settlement_lines_to_check', 'quota_use'];
    case 'bureau_clerk':
      return ['imports_with_rejections', 'refunds_waiting', 'months_to_close', 'warnings_open', 'objections_to_answer', 'settlements_to_deliver', 'contracts_in_force'];
    case 'bureau_reviewer':
      return ['recognitions_to_decide', 'objections_to_answer', 'settlements_to_review', 'settlements_to_close', 'adjustments_to_approve', 'warnings_open', 'imports_with_rejections', 'contracts_in_force'];
    case 'finance':
      return ['prepayments_to_approve', 'service_fees_to_approve', 'adjustments_to_approve', 'settlements_to_confirm', 'settlements_to_pay'];
    case 'alliance_manager':
      return ['settlement_lines_to_check', 'coverage', 'key_group_coverage', 'quota_use', 'contracts_expiring', 'referrals_overdue'];
    case 'administrator':
      return ['accounts_active', 'accounts_disabled', 'teams_nearly_full'];
    case 'auditor':
      return ['audit_today', 'imports_with_rejections', 'accounts_disabled', 'contracts_in_force'];
    case 'his':
    case 'resident':
      return [];
  }
}
