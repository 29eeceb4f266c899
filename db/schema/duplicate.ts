import { code, count, foreignKey, index, instant, json, primaryKey, table, text, uniqueIndex } from '@/db/columns';
import { aliasKinds, type MergedRows, type ParticularsKept } from '@/server/domain/registry/merge';
import { duplicateStatuses, type MatchDoubt, type MatchReason } from '@/server/domain/registry/duplicate';
import { searchKeyKinds } from '@/server/domain/registry/search-keys';
import { resident } from './registry';

/** What residents are found by, one row a key. Keys of numbers and phones are blind indexes; the others are small letters and digits. */
export const residentSearchKey = table(
  'resident_search_key',
  { regionCode: text().notNull(), kind: code(searchKeyKinds).notNull(), key: text().notNull(), residentId: text().notNull() },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.kind, t.key, t.residentId] }),
    index('resident_search_key_by_resident').on(t.regionCode, t.residentId),
  ],
);

/** A number under which a resident is found beside their own: that of a record merged into theirs, or one they had before. */
export const residentAlias = table(
  'resident_alias',
  {
    regionCode: text().notNull(),
    identityIndex: text().notNull(),
    residentId: text().notNull(),
    kind: code(aliasKinds).notNull(),
    since: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.identityIndex] }),
    index('resident_alias_by_resident').on(t.regionCode, t.residentId),
    foreignKey({ columns: [t.regionCode, t.residentId], foreignColumns: [resident.regionCode, resident.id] }),
  ],
);

/** 疑似重复: two records that may be one person, the smaller id first. */
export const duplicateCandidate = table(
  'duplicate_candidate',
  {
    regionCode: text().notNull(),
    id: text().notNull(),
    firstId: text().notNull(),
    secondId: text().notNull(),
    reasons: json<readonly MatchReason[]>().notNull(),
    doubts: json<readonly MatchDoubt[]>().notNull(),
    score: count().notNull(),
    status: code(duplicateStatuses).notNull(),
    foundAt: instant().notNull(),
    decidedAt: instant(),
    decidedBy: text(),
    decidedByName: text(),
    /** Why they are not the same person. */
    note: text(),
    version: count().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.id] }),
    uniqueIndex('duplicate_candidate_once').on(t.regionCode, t.firstId, t.secondId),
    index('duplicate_candidate_by_second').on(t.regionCode, t.secondId),
    index('duplicate_candidate_by_status').on(t.regionCode, t.status, t.score),
    foreignKey({ columns: [t.regionCode, t.firstId], foreignColumns: [resident.regionCode, resident.id] }),
    foreignKey({ columns: [t.regionCode, t.secondId], foreignColumns: [resident.regionCode, resident.id] }),
  ],
);

/** When the residents of a region were last searched for duplicates. */
export const duplicateScan = table(
  'duplicate_scan',
  {
    regionCode: text().primaryKey(),
    residents: count().notNull(),
    found: count().notNull(),
    /** Open ones that no longer look alike. */
    gone: count().notNull(),
    scannedAt: instant().notNull(),
    scannedBy: text().notNull(),
  },
);

/** 合并档案: what was merged into whom, why, and everything that moved; so that it can be read back and undone. */
export const residentMerge = table(
  'resident_merge',
  {
    regionCode: text().notNull(),
    id: text().notNull(),
    survivorId: text().notNull(),
    mergedId: text().notNull(),
    reason: text().notNull(),
    kept: json<ParticularsKept>().notNull(),
    /** Of each table, the rows that were the merged resident's and are the survivor's now. */
    moved: json<MergedRows>().notNull(),
    /** The two records, contracts and claims as they were; they hold names, numbers and phones. */
    beforeSealed: text().notNull(),
    /** Of everything the survivor had once it was done: while it is the same, nothing has happened since. */
    afterDigests: json<Record<string, string>>().notNull(),
    mergedAt: instant().notNull(),
    mergedBy: text().notNull(),
    mergedByName: text().notNull(),
    undoneAt: instant(),
    undoneByName: text(),
    undoneReason: text(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.id] }),
    index('resident_merge_by_survivor').on(t.regionCode, t.survivorId),
    index('resident_merge_by_merged').on(t.regionCode, t.mergedId),
    foreignKey({ columns: [t.regionCode, t.survivorId], foreignColumns: [resident.regionCode, resident.id] }),
    foreignKey({ columns: [t.regionCode, t.mergedId], foreignColumns: [resident.regionCode, resident.id] }),
  ],
);
