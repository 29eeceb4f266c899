import type { keepDemoSms } from '@/server/services/notice/keep-demo-sms';
import type { SmsSender } from '@/server/services/notice/sms-sender';
import { textOf } from './texts';

type Keep = (sms: Parameters<typeof keepDemoSms>[1]) => Promise<void>;

/** Sends nothing: the words go to a table that the notices screen shows, codes and all. For demonstrations and tests only. */
export function demoSender(keep: Keep): SmsSender {
  return {
    name: 'demo',
    async send({ reference, regionCode, message, digits }) {
      await keep({ regionCode, noticeId: reference, text: textOf(message, digits) });
      return null;
    },
  };
}
