import type { Store } from '@/db';
import { insertDemoSms } from '@/db/queries/demo-sms';
import { seal } from '@/db/sealed';

/** Keeps the words of an SMS that no carrier takes, for the demonstration's outbox. Taken twice, it is kept once. */
export async function keepDemoSms(store: Store, sms: { readonly regionCode: string; readonly noticeId: string; readonly text: string }, now: number): Promise<void> {
  const { regionCode, noticeId, text } = sms;
  await store.transaction((tx) => insertDemoSms(tx, { regionCode, noticeId, textSealed: seal(text), takenAt: now }));
}
