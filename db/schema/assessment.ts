import { code, decimal, instant, primaryKey, table, text } from '@/db/columns';
import { assessedKinds, assessmentStatuses } from '@/server/domain/assessment/assessment';

/** 年度考核得分: one a year and subject, entered by one person and approved by another; the audit keeps what it was before. */
export const assessmentScore = table(
  'assessment_score',
  {
    regionCode: text().notNull(),
    year: text().notNull(),
    subjectKind: code(assessedKinds).notNull(),
    /** The alliance's id or the institution's code. */
    subjectCode: text().notNull(),
    score: decimal().notNull(),
    note: text(),
    status: code(assessmentStatuses).notNull(),
    enteredBy: text().notNull(),
    enteredAt: instant().notNull(),
    approvedBy: text(),
    approvedAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.regionCode, t.year, t.subjectKind, t.subjectCode] })],
);
