import type { ConversationRefusal } from './conversation';
import type { ConversionRefusal } from './convert-consult';

/** What belongs to consults alone; a missing consent is told by the referral's own sentence. */
export type ConsultRefusal = ConversationRefusal | Exclude<ConversionRefusal, { code: 'referral.consent_missing' }>;
