import { keepDemoSms } from '@/server/services/notice/keep-demo-sms';
import type { SmsSender } from '@/server/services/notice/sms-sender';
import { demoSender } from './demo-sender';

type SenderName = 'demo' | 'none';

/** Which way to the phones this installation has: GATEKEEPER_SMS. @throws for a name that is no sender's. */
export function senderInUse(): SenderName {
  const name = process.env.GATEKEEPER_SMS ?? 'none';
  if (name !== 'demo' && name !== 'none') throw new Error(`GATEKEEPER_SMS is ${name}; known are demo and none`);
  return name;
}

/** The installation's sender; null when none is attached, and then SMS wait in the outbox. */
export function chooseSender(store: Parameters<typeof keepDemoSms>[0]): SmsSender | null {
  switch (senderInUse()) {
    case 'demo':
      return demoSender((sms) => keepDemoSms(store, sms, Date.now()));
    case 'none':
      return null;
  }
}
