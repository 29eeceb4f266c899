import { primaryKey, table, text } from '@/db/columns';

/**
 * Residents of whom something was written since members were last counted that may change where they count. Rows are put here by
 * triggers on contract, contract_assignment, resident, coverage_period, resident_key_group and resident_absence, each under a
 * mark of its own, so that whoever takes some away while another is being written never takes that one.
 */
export const memberNews = table(
  'member_news',
  { regionCode: text().notNull(), residentId: text().notNull(), mark: text().notNull() },
  (t) => [primaryKey({ columns: [t.regionCode, t.residentId, t.mark] })],
);

/** Regions that have counted members: from then on news of their residents is kept. Before that everybody is news. */
export const memberWatch = table('member_watch', { regionCode: text().primaryKey() });
