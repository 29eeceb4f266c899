import { code, foreignKey, instant, primaryKey, table, text, uniqueIndex } from '@/db/columns';
import { savedFilterScreens } from '@/server/domain/saved-filter/saved-filter';
import { account } from './account';

/** A view of a list that somebody comes back to: the query of the screen's address under a name of their own. */
export const savedFilter = table(
  'saved_filter',
  {
    regionCode: text().notNull(),
    accountId: text().notNull(),
    id: text().notNull(),
    screen: code(savedFilterScreens).notNull(),
    name: text().notNull(),
    query: text().notNull(),
    createdAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.accountId, t.id] }),
    uniqueIndex('saved_filter_name').on(t.regionCode, t.accountId, t.screen, t.name),
    foreignKey({ columns: [t.accountId], foreignColumns: [account.id] }),
  ],
);
