import { sql } from 'drizzle-orm';
import { civilTime, code, count, day, decimal, fen, flag, foreignKey, index, instant, json, month, primaryKey, table, text } from '@/db/columns';
import type { ReferralChain } from '@/server/domain/benefit/adjudication';
import { refundProblems } from '@/server/domain/benefit/match-refunds';
import { importStatuses } from '@/server/domain/import/batch';
import { fundIds, poolIds } from '@/server/domain/ledger/account';
import { institutionLevels, insutypes, medTypes } from '@/server/domain/registry/codes';
import { institution, resident } from './registry';

/** 就诊结算记录: one settled encounter, exactly as the hospital's system reported it. */
export const visit = table(
  'visit',
  {
    regionCode: text().notNull(),
    institutionCode: text().notNull(),
    settlementId: text().notNull(),
    residentId: text().notNull(),
    insutype: code(insutypes).notNull(),
    medType: code(medTypes).notNull(),
    settledAt: civilTime().notNull(),
    diagnosisCode: text(),
    diagnosisName: text(),
    startedAt: civilTime(),
    endedAt: civilTime(),
    essentialDrugFen: fen(),
    prescriptionDays: count(),
    totalFen: fen().notNull(),
    fullSelfPayFen: fen().notNull(),
    overLimitSelfPayFen: fen().notNull(),
    advanceSelfPayFen: fen().notNull(),
    inScopeFen: fen().notNull(),
    reportedDeductibleFen: fen(),
    reportedPoolFen: fen(),
    reportedAccountFen: fen(),
    reportedCashFen: fen(),
    reportedFundFen: fen(),
    specialFee: flag().notNull(),
    referralNumber: text(),
    /** Set on a record that takes an earlier one back: that one's settlement number. */
    refundOf: text(),
    contentDigest: text().notNull(),
    batchId: text(),
    receivedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.institutionCode, t.settlementId] }),
    index('visit_by_resident').on(t.regionCode, t.residentId, t.settledAt),
    index('visit_by_day').on(t.regionCode, t.settledAt),
    index('visit_by_refund').on(t.regionCode, t.institutionCode, t.refundOf).where(sql`${t.refundOf} is not null`),
    foreignKey({ columns: [t.regionCode, t.institutionCode], foreignColumns: [institution.regionCode, institution.code] }),
    foreignKey({ columns: [t.regionCode, t.residentId], foreignColumns: [resident.regionCode, resident.id] }),
  ],
);

/**
 * 待遇核定: what the fund pays for a visit as the fold over the person's benefit year now stands. The totals before it
 * are kept, so that the full working is recomputed from this row and its policy version alone, to the 分.
 */
export const adjudication = table(
  'adjudication',
  {
    regionCode: text().notNull(),
    institutionCode: text().notNull(),
    settlementId: text().notNull(),
    residentId: text().notNull(),
    /** First day of the benefit year the visit counts in. */
    benefitYear: day().notNull(),
    accumulation: text().notNull(),
    policyId: text().notNull(),
    planId: text().notNull(),
    pool: code(poolIds).notNull(),
    level: code(institutionLevels).notNull(),
    retired: flag().notNull(),
    contractId: text(),
    /** Which kind of care it was paid as: its own, or another one where the disease is not recognized. */
    adjudicatedAs: code(medTypes).notNull(),
    recognitionId: text(),
    /** What the rules looked at of the person that day: codes parted by spaces, empty for none. */
    keyGroups: text().notNull(),
    identityClasses: text().notNull(),
    /** Whether the visit was where the plan asks the person to go; true where it asks for no place. */
    atDesignated: flag().notNull(),
    /** Which stay of the benefit year it belongs to, from 1; stays joined by a referral count as one. */
    admission: count().notNull(),
    chain: json<ReferralChain>(),
    /** A visit that was taken back, and the record that took it back, pay nothing. */
    status: code(['paid', 'refunded', 'refund']).notNull(),
    /** Why a refund takes nothing back as things stand. */
    refundProblem: code(refundProblems),
    beforeDeductibleFen: fen().notNull(),
    beforeFundFen: fen().notNull(),
    beforeBaseFen: fen().notNull(),
    beforeSelfPaidFen: fen().notNull(),
    beforeLadderFen: fen().notNull(),
    beforeAssistanceFen: fen().notNull(),
    deductiblePaidFen: fen().notNull(),
    rate: decimal().notNull(),
    payFen: fen().notNull(),
    enhancementFen: fen().notNull(),
    /** What the layers above basic insurance pay; not part of payFen. */
    ladderFen: fen().notNull(),
    assistanceFen: fen().notNull(),
    selfPaidFen: fen().notNull(),
    /** How the hospital's own figure differs, when it sent one. */
    difference: text(),
    revision: count().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.institutionCode, t.settlementId] }),
    index('adjudication_by_person_year').on(t.regionCode, t.residentId, t.benefitYear),
    index('adjudication_by_contract').on(t.regionCode, t.contractId),
    index('adjudication_waiting').on(t.regionCode, t.institutionCode).where(sql`${t.refundProblem} is not null`),
  ],
);

/** One import of one file: what became of each row adds up to the rows read. */
export const importBatch = table(
  'import_batch',
  {
    regionCode: text().notNull(),
    id: text().notNull(),
    kind: code(['visits', 'institutions', 'residents', 'contracts', 'recognitions', 'scores', 'identities', 'diagnoses']).notNull(),
    fileName: text().notNull(),
    fileDigest: text().notNull(),
    institutionCode: text(),
    status: code(importStatuses).notNull(),
    rowsRead: count().notNull().default(0),
    accepted: count().notNull().default(0),
    alreadyHeld: count().notNull().default(0),
    conflicting: count().notNull().default(0),
    rejected: count().notNull().default(0),
    problem: text(),
    startedAt: instant().notNull(),
    startedBy: text().notNull(),
    /** When it was last heard of: a process that dies says nothing. */
    heardAt: instant().notNull(),
    finishedAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.regionCode, t.id] }), index('import_batch_recent').on(t.regionCode, t.startedAt)],
);

/** A row that was not taken, with every reason; the row itself holds identity numbers and is sealed. */
export const importIssue = table(
  'import_issue',
  {
    regionCode: text().notNull(),
    batchId: text().notNull(),
    rowNumber: count().notNull(),
    outcome: code(['rejected', 'conflicting']).notNull(),
    reasons: json<{ code: string; column: string | null; facts: Record<string, unknown> }[]>().notNull(),
    rowSealed: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.batchId, t.rowNumber] }),
    foreignKey({ columns: [t.regionCode, t.batchId], foreignColumns: [importBatch.regionCode, importBatch.id] }),
  ],
);

/** 总账: double entry, append only. The entries of a posting sum to zero. */
export const ledgerEntry = table(
  'ledger_entry',
  {
    regionCode: text().notNull(),
    postingId: text().notNull(),
    line: count().notNull(),
    /** The open month it was posted to, and the month of what it is about. */
    month: month().notNull(),
    originMonth: month().notNull(),
    kind: code(['visit', 'difference', 'prepayment', 'settlement', 'closing', 'service_fee']).notNull(),
    account: text().notNull(),
    pool: code(fundIds).notNull(),
    institutionCode: text(),
    settlementId: text(),
    amountFen: fen().notNull(),
    postedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.postingId, t.line] }),
    // Holds all that is added up of a month, so that no entry is fetched for it.
    index('ledger_by_month').on(t.regionCode, t.month, t.account, t.institutionCode, t.kind, t.pool, t.amountFen),
    index('ledger_by_visit').on(t.regionCode, t.institutionCode, t.settlementId),
    index('ledger_paid_ahead').on(t.regionCode, t.originMonth).where(sql`${t.kind} = 'prepayment'`),
    index('ledger_of_no_visit').on(t.regionCode, t.account).where(sql`${t.kind} in ('prepayment', 'settlement', 'closing')`),
  ],
);

/** A month of the books. It is open until it is closed; then it never changes. */
export const period = table(
  'period',
  {
    regionCode: text().notNull(),
    month: month().notNull(),
    closedAt: instant(),
    closedBy: text(),
    /** The terms by which its members were last counted; null once late news about it is no longer made good, and where nobody knows. */
    countedBy: text(),
    /** Since when closed_month_total holds what visits moved in it; null for months that were closed before there was one. */
    totalledAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.regionCode, t.month] })],
);

