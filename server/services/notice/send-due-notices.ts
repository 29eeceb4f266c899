import { type NoticeRow, claimNotice, listDueSms, settleNotice } from '@/db/queries/notice';
import { unseal } from '@/db/sealed';
import { type ResidentMessage, isResidentTemplate } from '@/server/domain/notice/notice';
import { afterFailure, attemptMs } from '@/server/domain/notice/delivery';
import type { ServiceContext } from '../context';
import type { SmsRefused, SmsSender } from './sms-sender';

export interface SendingRound {
  readonly sent: number;
  readonly failed: number;
}

const mostARound = 200;

/**
 * Sends the region's SMS that are due. Each is claimed before the carrier is asked, so that several processes never send the same one;
 * the carrier is asked outside of any transaction. What fails is tried again later, some times, as long as it is of use.
 */
export async function sendDueNotices(context: ServiceContext, sender: SmsSender): Promise<SendingRound> {
  const { store, actor } = context;
  const round = { sent: 0, failed: 0 };
  if (actor.kind !== 'system' || actor.regionCode === null) throw new Error('notices are sent by the clock, region by region');
  for (const due of await listDueSms(store.reads, actor.regionCode, context.now(), mostARound)) {
    const claimed = { ...due, attempts: due.attempts + 1 };
    if (!(await store.transaction((tx) => claimNotice(tx, due, context.now() + attemptMs)))) continue;
    const refused = await attempt(sender, claimed, context.now());
    await store.transaction((tx) => settle(tx, claimed, refused, context.now()));
    round[refused ? 'failed' : 'sent'] += 1;
  }
  return round;
}

async function attempt(sender: SmsSender, row: NoticeRow, now: number): Promise<SmsRefused | null> {
  if (row.uselessAt !== null && row.uselessAt <= now) return { error: 'too_late', mayRetry: false };
  const message = messageOf(row);
  if (!message || row.phoneSealed === null) return { error: 'not_for_sms', mayRetry: false };
  if (message.template === 'code' && row.secretSealed === null) return { error: 'digits_gone', mayRetry: false };
  try {
    const digits = row.secretSealed === null ? null : unseal(row.secretSealed);
    return await sender.send({ reference: row.id, regionCode: row.regionCode, phone: unseal(row.phoneSealed), message, digits });
  } catch {
    // A carrier's own words may repeat the phone or the text.
    return { error: 'carrier_failed', mayRetry: true };
  }
}

function settle(tx: Parameters<typeof settleNotice>[0], row: NoticeRow, refused: SmsRefused | null, now: number): Promise<boolean> {
  if (!refused) return settleNotice(tx, row, { sentAt: now, error: null, secretSealed: null });
  const { again } = afterFailure(row.attempts, { mayRetry: refused.mayRetry, uselessAt: row.uselessAt, now });
  if (again !== null) return settleNotice(tx, row, { dueAt: again, error: refused.error });
  return settleNotice(tx, row, { failedAt: now, error: refused.error, secretSealed: null });
}

/** The facts were queued under this very template. */
export function messageOf({ template, facts }: Pick<NoticeRow, 'template' | 'facts'>): ResidentMessage | null {
  return isResidentTemplate(template) ? ({ template, facts } as ResidentMessage) : null;
}
