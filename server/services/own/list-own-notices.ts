import { listNoticesOfResident } from '@/db/queries/notice-list';
import type { ResidentMessage } from '@/server/domain/notice/notice';
import type { ServiceContext } from '../context';
import { messageOf } from '../notice/send-due-notices';
import { ownResident } from './own-resident';

export interface OwnNotice {
  readonly id: string;
  readonly message: ResidentMessage;
  readonly at: number;
  readonly bySms: boolean;
}

const shown = 30;

/** What the person was told, newest first, whether or not an SMS reached them. */
export async function listOwnNotices(context: ServiceContext): Promise<OwnNotice[]> {
  const { regionCode, residentId } = ownResident(context);
  const rows = await listNoticesOfResident(context.store.reads, regionCode, residentId, shown);
  return rows.flatMap((row) => {
    const message = messageOf(row);
    return message ? [{ id: row.id, message, at: row.createdAt, bySms: row.sentAt !== null }] : [];
  });
}
