import type { Tx } from '@/db';
import { type NoticeRow, insertNotices } from '@/db/queries/notice';
import { listResidentsOfRegion } from '@/db/queries/resident';
import type { NoticeFacts, NoticeSubject, ResidentTemplate } from '@/server/domain/notice/notice';
import type { ServiceContext } from '../context';
import { mobileOnRecord } from '../door/mobile-on-record';

export interface NewsForResidents<T extends ResidentTemplate> {
  readonly regionCode: string;
  readonly residentIds: readonly string[];
  readonly template: T;
  /** The same for all: no identity number, no phone, no name of a resident. */
  readonly facts: NoticeFacts[T];
  readonly about: { readonly kind: NoticeSubject; readonly id: string };
}

/** Queues the same news for many residents, in a handful of statements however many they are. Like `queueNotice`, it sends nothing. */
export async function tellResidents<T extends ResidentTemplate>(tx: Tx, context: Pick<ServiceContext, 'now' | 'newId'>, { regionCode, residentIds, template, facts, about }: NewsForResidents<T>): Promise<void> {
  const now = context.now();
  const people = await listResidentsOfRegion(tx, regionCode, residentIds);
  await insertNotices(
    tx,
    people.map((person): NoticeRow => {
      const phoneSealed = mobileOnRecord(person) === null ? null : person.phoneSealed;
      return {
        ...{ regionCode, id: context.newId(), toKind: 'resident', toId: person.id, institutionCode: person.homeInstitutionCode },
        ...{ channel: phoneSealed === null ? 'in_app' : 'sms', template, facts, subjectKind: about.kind, subjectId: about.id, onceKey: null },
        ...{ phoneSealed, secretSealed: null, createdAt: now, dueAt: now, uselessAt: null, sentAt: null, failedAt: null, attempts: 0, error: null },
      };
    }),
  );
}
