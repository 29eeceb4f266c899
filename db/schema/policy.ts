import { day, index, instant, json, primaryKey, table, text } from '@/db/columns';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';

/** 政策版本: a checked pack as it was imported; the same id with other content is refused, so old working can be recomputed. */
export const policyVersion = table(
  'policy_version',
  {
    regionCode: text().notNull(),
    id: text().notNull(),
    title: text().notNull(),
    inForceFrom: day().notNull(),
    inForceTo: day(),
    body: json<PolicyVersion>().notNull(),
    digest: text().notNull(),
    importedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.id] }),
    // Which versions there are is asked with each decision, and must not be read past their bodies.
    index('policy_version_digests').on(t.regionCode, t.id, t.digest),
  ],
);

/** The State Council's yearly notice of days off and make-up workdays; a year without a row is refused, never guessed. */
export const holidayTable = table('holiday_table', {
  year: text().primaryKey(),
  daysOff: json<string[]>().notNull(),
  workdays: json<string[]>().notNull(),
});
