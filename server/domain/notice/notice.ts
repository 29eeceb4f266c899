import type { Day } from '@/server/domain/kernel/calendar-day';
import { type ReferralResidentFacts, referralResidentTemplates, type ReferralStaffFacts, referralStaffTemplates } from './referral-notice';

export const addresseeKinds = ['resident', 'team', 'account', 'institution'] as const;
export type AddresseeKind = (typeof addresseeKinds)[number];

/**
 * Whom a notice is for: a resident, a team's members, one account, or whoever deals with other institutions at an institution: its
 * referral office, and at a primary institution its doctors.
 */
export interface Addressee {
  readonly kind: AddresseeKind;
  readonly id: string;
}

/** What a notice can be about, and what it can therefore lead to. */
export const noticeSubjects = ['contract', 'contract_request', 'resident', 'handover', 'referral'] as const;
export type NoticeSubject = (typeof noticeSubjects)[number];

/** A resident with a phone on record gets an SMS and reads it on their own page as well; everybody else reads it in the program. */
export const noticeChannels = ['sms', 'in_app'] as const;
export type NoticeChannel = (typeof noticeChannels)[number];

/** What a code sent by SMS lets its holder do; the message says so. */
export const codePurposes = ['enter', 'sign', 'renew', 'confirm', 'end', 'withdraw', 'old_phone', 'new_phone'] as const;
export type CodePurpose = (typeof codePurposes)[number];

export type RequestKind = 'sign' | 'renew' | 'transfer';

/** What residents are told, with what the sentence is made of. Never an identity number, a phone or a full name. */
export interface ResidentNoticeFacts extends ReferralResidentFacts {
  /** The code itself travels sealed beside the facts. */
  readonly code: { readonly purpose: CodePurpose; readonly minutes: number };
  readonly contract_signed: { readonly teamName: string; readonly startDay: Day; readonly endDay: Day };
  readonly contract_proposed: { readonly teamName: string; readonly kind: RequestKind; readonly until: Day };
  readonly contract_ending: { readonly teamName: string; readonly endDay: Day };
  readonly contract_ended: { readonly teamName: string; readonly endDay: Day };
  readonly request_refused: { readonly teamName: string; readonly kind: RequestKind; readonly reason: string };
  readonly request_lapsed: { readonly teamName: string; readonly kind: RequestKind };
  readonly ending_answered: { readonly teamName: string; readonly agreed: boolean; readonly reason: string | null };
  readonly team_changed: { readonly teamName: string; readonly doctorName: string };
  readonly service_due: { readonly serviceName: string; readonly teamName: string; readonly day: Day };
  readonly phone_changed: { readonly day: Day };
  readonly phone_change_refused: { readonly reason: string };
}

/** What teams, institutions and accounts are told. People are named as `王*`. */
export interface StaffNoticeFacts extends ReferralStaffFacts {
  readonly request_received: { readonly maskedName: string; readonly kind: RequestKind };
  readonly request_withdrawn: { readonly maskedName: string; readonly kind: RequestKind };
  readonly proposal_answered: { readonly maskedName: string; readonly kind: RequestKind; readonly agreed: boolean };
  readonly ending_asked: { readonly maskedName: string };
  readonly consent_withdrawn: { readonly maskedName: string };
  readonly phone_change_asked: { readonly maskedName: string };
  readonly contract_transferred: { readonly maskedName: string; readonly otherTeamName: string; readonly into: boolean };
}

export type NoticeFacts = ResidentNoticeFacts & StaffNoticeFacts;
export type ResidentTemplate = keyof ResidentNoticeFacts;
export type StaffTemplate = keyof StaffNoticeFacts;
export type NoticeTemplate = keyof NoticeFacts;

const resident: Readonly<Record<ResidentTemplate, true>> = {
  ...referralResidentTemplates,
  code: true,
  contract_signed: true,
  contract_proposed: true,
  contract_ending: true,
  contract_ended: true,
  request_refused: true,
  request_lapsed: true,
  ending_answered: true,
  team_changed: true,
  service_due: true,
  phone_changed: true,
  phone_change_refused: true,
};
const staff: Readonly<Record<StaffTemplate, true>> = {
  ...referralStaffTemplates,
  request_received: true,
  request_withdrawn: true,
  proposal_answered: true,
  ending_asked: true,
  consent_withdrawn: true,
  phone_change_asked: true,
  contract_transferred: true,
};

export function isResidentTemplate(template: string): template is ResidentTemplate {
  return template in resident;
}

export function isStaffTemplate(template: string): template is StaffTemplate {
  return template in staff;
}

/** A template with its own facts, for whoever puts them into words. */
export type ResidentMessage = { readonly [T in ResidentTemplate]: { readonly template: T; readonly facts: ResidentNoticeFacts[T] } }[ResidentTemplate];
export type StaffMessage = { readonly [T in StaffTemplate]: { readonly template: T; readonly facts: StaffNoticeFacts[T] } }[StaffTemplate];
