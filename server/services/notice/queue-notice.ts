import type { Tx } from '@/db';
import { findAccount } from '@/db/queries/session';
import { insertNotice } from '@/db/queries/notice';
import { findInstitution } from '@/db/queries/registry';
import { findResidentOfRegion } from '@/db/queries/resident';
import { findTeamPlace } from '@/db/queries/team';
import { seal } from '@/db/sealed';
import type { Instant } from '@/server/domain/kernel/instant';
import type { Addressee, NoticeFacts, NoticeSubject, NoticeTemplate, ResidentTemplate, StaffTemplate } from '@/server/domain/notice/notice';
import type { ServiceContext } from '../context';
import { mobileOnRecord } from '../door/mobile-on-record';

interface Notice<T extends NoticeTemplate> {
  readonly regionCode: string;
  readonly template: T;
  /** What the sentence is made of; no identity number, no phone, no full name. */
  readonly facts: NoticeFacts[T];
  /** What it is about: `{ kind: 'contract', id }`. */
  readonly about?: { readonly kind: NoticeSubject; readonly id: string };
  /** A notice under the same key is queued once, however often it is asked for. */
  readonly once?: string;
  /** Now, unless it is given. */
  readonly dueAt?: Instant;
}

export type ResidentNotice<T extends ResidentTemplate = ResidentTemplate> = Notice<T> & {
  readonly to: { readonly kind: 'resident'; readonly id: string };
  /** Instead of the one on record: a number that is just being left, or taken. */
  readonly phone?: string;
  /** The digits of a code, sealed until they are sent, and when they are of no use any more. */
  readonly secret?: { readonly digits: string; readonly uselessAt: Instant };
};
export type StaffNotice<T extends StaffTemplate = StaffTemplate> = Notice<T> & { readonly to: { readonly kind: 'team' | 'account' | 'institution'; readonly id: string } };

/**
 * Queues what somebody is to be told, in the transaction that makes it true: rolled back, it was never said. A resident with a phone
 * on record is sent an SMS by the clock and reads it under 我的通知; without one they only read it there. Teams, institutions and
 * accounts read theirs behind the bell. Nothing is sent in here.
 *
 * @returns the id; null when the same was queued before (`once`), or nobody is there to be told.
 */
export async function queueNotice<T extends ResidentTemplate | StaffTemplate>(
  tx: Tx,
  context: Pick<ServiceContext, 'now' | 'newId'>,
  news: T extends ResidentTemplate ? ResidentNotice<T> : T extends StaffTemplate ? StaffNotice<T> : never,
): Promise<string | null> {
  const told: Notice<NoticeTemplate> & { readonly to: Addressee; readonly phone?: string; readonly secret?: { readonly digits: string; readonly uselessAt: Instant } } = news;
  const { regionCode, to, template, facts, about, secret } = told;
  const found = await findAddressee(tx, regionCode, to);
  if (!found) return null;
  const phoneSealed = told.phone === undefined ? found.phoneSealed : seal(told.phone);
  const id = context.newId();
  const now = context.now();
  const queued = await insertNotice(tx, {
    ...{ regionCode, id, toKind: to.kind, toId: to.id, institutionCode: found.institutionCode },
    ...{ channel: phoneSealed === null ? 'in_app' : 'sms', template, facts },
    ...{ subjectKind: about?.kind ?? null, subjectId: about?.id ?? null, onceKey: told.once ?? null },
    ...{ phoneSealed, secretSealed: secret === undefined ? null : seal(secret.digits) },
    ...{ createdAt: now, dueAt: told.dueAt ?? now, uselessAt: secret?.uselessAt ?? null, sentAt: null, failedAt: null, attempts: 0, error: null },
  });
  return queued ? id : null;
}

/** Where a notice goes and whose staff may look after it. */
async function findAddressee(tx: Tx, regionCode: string, to: Addressee): Promise<{ institutionCode: string | null; phoneSealed: string | null } | null> {
  switch (to.kind) {
    case 'resident': {
      const person = await findResidentOfRegion(tx, regionCode, to.id);
      return person && { institutionCode: person.homeInstitutionCode, phoneSealed: mobileOnRecord(person) === null ? null : person.phoneSealed };
    }
    case 'team': {
      const team = await findTeamPlace(tx, regionCode, to.id);
      return team && { institutionCode: team.institutionCode, phoneSealed: null };
    }
    case 'account': {
      const account = await findAccount(tx, to.id);
      return account && account.regionCode === regionCode ? { institutionCode: account.institutionCode, phoneSealed: null } : null;
    }
    case 'institution': {
      const place = await findInstitution(tx, regionCode, to.id);
      return place && { institutionCode: place.code, phoneSealed: null };
    }
  }
}
