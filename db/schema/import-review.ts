import { code, count, foreignKey, index, instant, json, primaryKey, table, text, uniqueIndex } from '@/db/columns';
import { type ReviewSummary, reviewKinds, reviewStatuses, rowClasses, rowDecisions, rowResults } from '@/server/domain/import/review';

/**
 * A file that was uploaded to be looked at before anything of it is taken. Its rows lie in import_review_row until they are purged;
 * the head stays, with what became of them.
 */
export const importReview = table(
  'import_review',
  {
    regionCode: text().notNull(),
    id: text().notNull(),
    kind: code(reviewKinds).notNull(),
    /** Whose file it is; null for one of the region. */
    institutionCode: text(),
    fileName: text().notNull(),
    fileDigest: text().notNull(),
    status: code(reviewStatuses).notNull(),
    /** Of the file, the rows that have been staged so far. */
    rowsRead: count().notNull(),
    /** Why the file could not be read to its end. */
    problem: text(),
    startedAt: instant().notNull(),
    startedBy: text().notNull(),
    startedByName: text().notNull(),
    /** When it was last heard of while it was read or applied: a process that dies says nothing. */
    heardAt: instant().notNull(),
    readAt: instant(),
    appliedAt: instant(),
    /** When somebody last did something to it; the days until its rows are purged count from here. */
    touchedAt: instant().notNull(),
    purgedAt: instant(),
    /** How the rows stood when they were purged. */
    summary: json<ReviewSummary>(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.id] }),
    index('import_review_recent').on(t.regionCode, t.startedAt),
    index('import_review_by_digest').on(t.regionCode, t.fileDigest),
  ],
);

/** A staged row: what it says is sealed, by whom it is told apart is a blind index. */
export const importReviewRow = table(
  'import_review_row',
  {
    regionCode: text().notNull(),
    reviewId: text().notNull(),
    rowNumber: count().notNull(),
    class: code(rowClasses).notNull(),
    /** Against the row, or beside it; without personal numbers. */
    reasons: json<{ code: string; column: string | null; facts: Record<string, unknown> }[]>().notNull(),
    /** What the row says, read and as it came. */
    rowSealed: text().notNull(),
    /** By which the rows of one person, and with what else makes a key, meet in a file; null where it could not be read. */
    keyIndex: text(),
    /** A keyed digest of what the row says. */
    contentIndex: text(),
    /** By which rows of people with the same name and birth day meet in a file; null where that does not matter. */
    likeIndex: text(),
    /** Rows are applied in this order, then by number: of one person's contracts the earlier first. */
    turn: text().notNull(),
    /** The resident or contract it is held against, and a digest of what that was like then. */
    matchId: text(),
    matchDigest: text(),
    decision: code(rowDecisions),
    decidedAt: instant(),
    decidedByName: text(),
    result: code(rowResults),
    resultReasons: json<{ code: string; column: string | null; facts: Record<string, unknown> }[]>(),
    /** What came of it: the resident or the contract. */
    resultId: text(),
    appliedAt: instant(),
    version: count().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.reviewId, t.rowNumber] }),
    foreignKey({ columns: [t.regionCode, t.reviewId], foreignColumns: [importReview.regionCode, importReview.id] }),
    index('import_review_row_by_key').on(t.regionCode, t.reviewId, t.keyIndex),
    index('import_review_row_by_like').on(t.regionCode, t.reviewId, t.likeIndex),
    index('import_review_row_by_class').on(t.regionCode, t.reviewId, t.class, t.decision, t.rowNumber),
    uniqueIndex('import_review_row_in_turn').on(t.regionCode, t.reviewId, t.turn, t.rowNumber),
  ],
);
