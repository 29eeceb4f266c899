import { setTimeout } from 'node:timers/promises';
import type { Store } from '@/db';
import { serviceContext } from '@/server/services/context';
import { dispatchCodes } from '@/server/services/door/dispatch-codes';
import { listRegionCodes } from '@/server/services/institution/list-region-codes';
import { sendDueNotices } from '@/server/services/notice/send-due-notices';
import type { SmsSender } from '@/server/services/notice/sms-sender';

/** Somebody waits with a phone in their hand. */
const everyMs = 1500;

/**
 * Hands the outbox to the carrier, every moment and by itself: nobody's request waits for it, so that how long an answer takes does not
 * tell whether an SMS went out. Several processes may do so side by side. Returns what stops it.
 */
export function startNoticeSender(store: Store, sender: SmsSender | null, complain: (text: string) => void): () => void {
  if (sender?.name === 'demo') complain('notices: GATEKEEPER_SMS=demo sends nothing and shows codes to staff, who can come in as any resident; for demonstrations only');
  const stopped = new AbortController();
  void keepSending(store, sender, complain, stopped.signal);
  return () => stopped.abort();
}

async function keepSending(store: Store, sender: SmsSender | null, complain: (text: string) => void, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    await sendRound(store, sender, complain).catch((error: unknown) => complain(`notices: ${error instanceof Error ? error.message : String(error)}`));
    await setTimeout(everyMs, undefined, { signal: stop, ref: false }).catch(() => undefined);
  }
}

/** One round for every region: codes asked for at the door become notices, and notices SMS. What fails for one keeps nothing from the others. */
export async function sendRound(store: Store, sender: SmsSender | null, complain: (text: string) => void): Promise<void> {
  for (const regionCode of await listRegionCodes(store)) {
    const context = serviceContext(store, { kind: 'system', job: 'sendDueNotices', regionCode });
    const without = (error: unknown) => complain(`notices of ${regionCode}: ${error instanceof Error ? error.message : String(error)}`);
    await dispatchCodes(context).catch(without);
    if (sender) await sendDueNotices(context, sender).catch(without);
  }
}
