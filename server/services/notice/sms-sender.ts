import type { ResidentMessage } from '@/server/domain/notice/notice';

/** One SMS as a carrier is handed it. Phone and digits live as long as the call. */
export interface OutgoingSms {
  /** The notice's id: a carrier that has seen it before need not send it again. */
  readonly reference: string;
  readonly regionCode: string;
  readonly phone: string;
  readonly message: ResidentMessage;
  /** The digits of a code. */
  readonly digits: string | null;
}

export interface SmsRefused {
  /** The carrier's word for it, without phone or text. */
  readonly error: string;
  /** False when another attempt would be refused as well, such as for a number that does not exist. */
  readonly mayRetry: boolean;
}

/**
 * A way to the phones. Implementations live in server/integration/sms; an error thrown by one counts as a refusal that may be
 * tried again.
 */
export interface SmsSender {
  readonly name: string;
  /** Null when the carrier took it. */
  send(sms: OutgoingSms): Promise<SmsRefused | null>;
}
