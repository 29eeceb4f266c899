import { instant, json, primaryKey, table, text } from '@/db/columns';

/**
 * What a hospital's system sent under an Idempotency-Key, and what it was answered. The key is the sender's own: the row is
 * taken before anything is done, so that of two that come at once only one works.
 */
export const sentRequest = table(
  'sent_request',
  {
    regionCode: text().notNull(),
    /** The key, or account, it came with. */
    sender: text().notNull(),
    requestKey: text().notNull(),
    /** Of what was sent. */
    digest: text().notNull(),
    /** Which attempt is at work; another may take over from one that is long silent. */
    attempt: text().notNull(),
    takenAt: instant().notNull(),
    /** Null until it is done. */
    answer: json<object>(),
  },
  (t) => [primaryKey({ columns: [t.regionCode, t.sender, t.requestKey] })],
);
