import type { Tx } from '@/db';
import { namesOfEnds } from '@/db/queries/registry';
import { findResidentName } from '@/db/queries/resident';
import { maskName } from '@/server/domain/kernel/identity-number';
import type { ReferralResidentFacts, ReferralStaffFacts } from '@/server/domain/notice/referral-notice';
import type { Referral } from '@/server/domain/referral/referral';
import type { ServiceContext } from '../context';
import { type ResidentNotice, type StaffNotice, queueNotice } from '../notice/queue-notice';

/*
 * Who of a referral is told what. `recordEvent` tells all that follows from an event by itself (news-of-event.ts), so a verb that records
 * one calls nothing of this; it is for news without an event of their own. Facts that every notice of its kind has are filled in here.
 */

type Telling = Pick<ServiceContext, 'now' | 'newId'>;

/** What is said about a referral beside its number and its hospital. */
export type ResidentNews = { readonly [T in keyof ReferralResidentFacts]: { readonly template: T; readonly facts: Omit<ReferralResidentFacts[T], 'number' | 'toName' | 'fromName'> } }[keyof ReferralResidentFacts];
/** What is said about a referral beside its number, its patient (`王*`), its hospitals and its priority. */
export type StaffNews = { readonly [T in keyof ReferralStaffFacts]: { readonly template: T; readonly facts: Omit<ReferralStaffFacts[T], Known> } }[keyof ReferralStaffFacts];
type Known = 'maskedName' | 'number' | 'toName' | 'fromName' | 'priority';

// What goes with a template was said by `ResidentNews` and `StaffNews`; put together from two halves, the types cannot see it any more.
type QueuedForResident = { readonly [T in keyof ReferralResidentFacts]: ResidentNotice<T> }[keyof ReferralResidentFacts];
type QueuedForStaff = { readonly [T in keyof ReferralStaffFacts]: StaffNotice<T> }[keyof ReferralStaffFacts];

/** Tells the resident: by SMS when a phone is on record, and on their own page. @param once under which key it is told one time only. */
export async function tellResident(tx: Tx, context: Telling, referral: Referral, { template, facts }: ResidentNews, once?: string): Promise<void> {
  const { toName, fromName } = await namesOf(tx, referral);
  const news = { regionCode: referral.regionCode, to: { kind: 'resident', id: referral.residentId }, template, facts: { ...facts, number: referral.number, toName, fromName }, about: aboutOf(referral), ...(once && { once }) };
  await queueNotice(tx, context, news as QueuedForResident);
}

/** Tells the sending side: the team for which it was written, otherwise whoever refers there. */
export async function tellSender(tx: Tx, context: Telling, referral: Referral, news: StaffNews, once?: string): Promise<void> {
  const { fromTeamId, fromInstitutionCode } = referral;
  await tellStaff(tx, context, referral, fromTeamId === null ? { kind: 'institution', id: fromInstitutionCode } : { kind: 'team', id: fromTeamId }, news, once);
}

/** Tells the receiving institution: its referral office, or at a primary institution its doctors. One outside this program reads nothing. */
export async function tellReceiver(tx: Tx, context: Telling, referral: Referral, news: StaffNews, once?: string): Promise<void> {
  if (referral.external) return;
  await tellStaff(tx, context, referral, { kind: 'institution', id: referral.toInstitutionCode }, news, once);
}

/** Tells one member of staff, such as the person it was assigned to. */
export async function tellAccount(tx: Tx, context: Telling, referral: Referral, accountId: string, news: StaffNews, once?: string): Promise<void> {
  await tellStaff(tx, context, referral, { kind: 'account', id: accountId }, news, once);
}

async function tellStaff(tx: Tx, context: Telling, referral: Referral, to: StaffNotice['to'], { template, facts }: StaffNews, once?: string): Promise<void> {
  const { regionCode, residentId, number, priority } = referral;
  const [name, ends] = await Promise.all([findResidentName(tx, regionCode, residentId), namesOf(tx, referral)]);
  const known = { maskedName: maskName(name ?? ''), number, priority, ...ends };
  const news = { regionCode, to, template, facts: { ...facts, ...known }, about: aboutOf(referral), ...(once && { once }) };
  await queueNotice(tx, context, news as QueuedForStaff);
}

function namesOf(tx: Tx, { regionCode, fromInstitutionCode, toInstitutionCode }: Referral): Promise<{ readonly fromName: string; readonly toName: string }> {
  return namesOfEnds(tx, regionCode, fromInstitutionCode, toInstitutionCode);
}

function aboutOf({ id }: Referral): { readonly kind: 'referral'; readonly id: string } {
  return { kind: 'referral', id };
}
