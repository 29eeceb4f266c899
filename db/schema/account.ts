import { code, count, flag, index, instant, json, primaryKey, table, text, uniqueIndex } from '@/db/columns';
import { roles } from '@/server/domain/permission/roles';

/** A member of staff who signs in. Not a region's data: the user name is unique in the whole installation. */
export const account = table(
  'account',
  {
    id: text().primaryKey(),
    userName: text().notNull(),
    passwordHash: text().notNull(),
    name: text().notNull(),
    role: code(roles).notNull(),
    regionCode: text().notNull(),
    institutionCode: text(),
    allianceId: text(),
    practitionerId: text(),
    disabled: flag().notNull().default(false),
    mustChangePassword: flag().notNull().default(false),
  },
  (t) => [uniqueIndex('account_user_name').on(t.userName)],
);

/** A signed-in browser. The cookie holds a random token, this row its hash; the row decides, so revoking works at once. */
export const session = table(
  'session',
  {
    tokenHash: text().primaryKey(),
    accountId: text(),
    regionCode: text().notNull(),
    residentId: text(),
    /** A child in the resident's care, in whose place they are looking and acting. */
    wardId: text(),
    createdAt: instant().notNull(),
    seenAt: instant().notNull(),
    expiresAt: instant().notNull(),
    revokedAt: instant(),
  },
  (t) => [index('session_by_account').on(t.accountId)],
);

/** 审计: append only, each row chained to the one before by its hash. One chain an institution, so that writers do not queue. */
export const auditEvent = table(
  'audit_event',
  {
    regionCode: text().notNull(),
    chain: text().notNull(),
    seq: count().notNull(),
    at: instant().notNull(),
    actorKind: text().notNull(),
    actorId: text().notNull(),
    actorName: text().notNull(),
    role: text(),
    action: text().notNull(),
    subjectKind: text().notNull(),
    subjectId: text().notNull(),
    facts: json<Record<string, unknown>>().notNull(),
    previousHash: text().notNull(),
    hash: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.chain, t.seq] }),
    index('audit_by_subject').on(t.regionCode, t.subjectKind, t.subjectId, t.at),
    index('audit_by_time').on(t.regionCode, t.at),
  ],
);

/** Where each chain stands; moved by one conditional update. */
export const auditHead = table(
  'audit_head',
  { regionCode: text().notNull(), chain: text().notNull(), seq: count().notNull(), hash: text().notNull() },
  (t) => [primaryKey({ columns: [t.regionCode, t.chain] })],
);
