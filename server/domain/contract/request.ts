import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Guardian } from './consent';

/** 签约申请: what is not a contract yet. It holds no place and no day of the resident; both are decided when it is signed. */
export const requestKinds = ['sign', 'renew', 'transfer'] as const;
export type RequestKind = (typeof requestKinds)[number];

export const askers = ['team', 'resident'] as const;
export type Asker = (typeof askers)[number];

export const requestStatuses = ['draft', 'awaiting_resident', 'awaiting_team', 'signed', 'refused', 'withdrawn', 'lapsed'] as const;
export type RequestStatus = (typeof requestStatuses)[number];

export const openStatuses = ['awaiting_resident', 'awaiting_team'] as const satisfies readonly RequestStatus[];
export type OpenStatus = (typeof openStatuses)[number];

/** 解约申请: the wish of one side to end a contract, until the other has answered. */
export const endingRequestStatuses = ['pending', 'agreed', 'refused', 'withdrawn'] as const;
export type EndingRequestStatus = (typeof endingRequestStatuses)[number];

/** An unanswered request is open through the day it is due; the day after it has lapsed, whether or not a job has said so. */
export function isOpenOn({ status, dueOn }: { readonly status: RequestStatus; readonly dueOn: Day }, today: Day): boolean {
  return openStatuses.some((open) => open === status) && today <= dueOn;
}

/** What a resident agreed to on their own page, and what they proved to be themselves by; kept until the team has answered. */
export interface GivenConsent {
  readonly textVersion: string;
  readonly guardian: Guardian | null;
  readonly provedBy: 'sms_code' | 'paper_code';
}
