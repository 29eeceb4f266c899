import { eq } from 'drizzle-orm';
import type { Store } from '@/db';
import { notice } from '@/db/schema';
import { unseal } from '@/db/sealed';
import type { ServiceContext } from '@/server/services/context';
import { sendDueNotices } from '@/server/services/notice/send-due-notices';
import type { OutgoingSms, SmsRefused, SmsSender } from '@/server/services/notice/sms-sender';

/** A carrier that keeps what it is handed, and refuses as long as it is told to. */
export class TestCarrier implements SmsSender {
  readonly name = 'test';
  readonly taken: OutgoingSms[] = [];
  refusal: SmsRefused | null = null;
  breaks = false;

  send(sms: OutgoingSms): Promise<SmsRefused | null> {
    if (this.breaks) return Promise.reject(new Error('the line is dead'));
    this.taken.push(sms);
    return Promise.resolve(this.refusal);
  }
}

/** The digits that the newest code to a phone holds, by sending what is due. */
export async function digitsSentTo(context: ServiceContext, phone: string): Promise<string> {
  const carrier = new TestCarrier();
  await sendDueNotices(context, carrier);
  const last = carrier.taken.filter((sms) => sms.phone === phone && sms.digits !== null).at(-1);
  if (!last?.digits) throw new Error('no code was sent to that phone');
  return last.digits;
}

/** Every notice of a resident, as it lies in the outbox. */
export async function noticesOf(store: Store, residentId: string) {
  const rows = await store.reads.select().from(notice).where(eq(notice.toId, residentId));
  return rows.map((row) => ({ ...row, phone: row.phoneSealed === null ? null : unseal(row.phoneSealed) }));
}
