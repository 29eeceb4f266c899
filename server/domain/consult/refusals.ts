import type { ConversationRefusal } from './conversation';
import type { ConversionRefusal } from './convert-consult';

/** What belongs to consults alone; a missing consent and a referral under way are told by the referral's own sentences. */
export type ConsultRefusal = ConversationRefusal | Exclude<ConversionRefusal, { code: 'referral.consent_missing' | 'referral.already_live' }>;
