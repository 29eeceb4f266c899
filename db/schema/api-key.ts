import { foreignKey, index, instant, primaryKey, table, text } from '@/db/columns';
import { institution } from './registry';

/**
 * A key with which one hospital's system calls us; only its secret's hash is kept. The system's name, role and institution
 * are those of the account with the same id, which has no password.
 */
export const apiKey = table(
  'api_key',
  {
    regionCode: text().notNull(),
    /** Begins with the region's code, so that a key is looked for where it is kept. */
    id: text().notNull(),
    institutionCode: text().notNull(),
    secretHash: text().notNull(),
    createdAt: instant().notNull(),
    createdBy: text().notNull(),
    /** Within a minute. */
    lastUsedAt: instant(),
    revokedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.id] }),
    index('api_key_by_institution').on(t.regionCode, t.institutionCode),
    foreignKey({ columns: [t.regionCode, t.institutionCode], foreignColumns: [institution.regionCode, institution.code] }),
  ],
);
