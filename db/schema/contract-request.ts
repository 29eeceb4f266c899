import { sql } from 'drizzle-orm';
import { code, count, day, foreignKey, index, instant, json, primaryKey, table, text, uniqueIndex } from '@/db/columns';
import type { CorrectedField } from '@/server/domain/contract/correct-contract';
import { type GivenConsent, askers, endingRequestStatuses, requestKinds, requestStatuses } from '@/server/domain/contract/request';
import { terminationReasons } from '@/server/domain/contract/contract';
import { transferReasons } from '@/server/domain/contract/transfer-contract';
import { contract } from './contract';
import { resident, team } from './registry';

/** 签约申请: what one side proposes or asks for, from a draft to the contract it becomes. */
export const signingRequest = table(
  'signing_request',
  {
    regionCode: text().notNull(),
    id: text().notNull(),
    kind: code(requestKinds).notNull(),
    askedBy: code(askers).notNull(),
    status: code(requestStatuses).notNull(),
    residentId: text().notNull(),
    teamId: text().notNull(),
    institutionCode: text().notNull(),
    /** Null: whoever leads the team. */
    practitionerId: text(),
    packageCodes: json<string[]>().notNull(),
    termYears: count().notNull(),
    /** Null: the first day that the rules allow when it is signed. */
    startDay: day(),
    /** The contract that is to be renewed or left. */
    contractId: text(),
    transferReason: code(transferReasons),
    note: text(),
    /** What the resident agreed to when they asked; null while the team proposes. */
    consent: json<GivenConsent>(),
    /** The last day on which it can be answered. */
    dueOn: day().notNull(),
    requestKey: text().notNull(),
    /** Moved by each write, so that of two answers only one counts. */
    version: count().notNull(),
    createdAt: instant().notNull(),
    createdBy: text().notNull(),
    createdByName: text().notNull(),
    closedAt: instant(),
    closedByName: text(),
    /** Why it was refused or withdrawn. */
    closedReason: text(),
    /** What it became. */
    signedContractId: text(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.id] }),
    uniqueIndex('signing_request_once').on(t.regionCode, t.requestKey),
    // Of two at once the index lets one in: a resident answers, or waits for, one request at a time.
    uniqueIndex('signing_request_open').on(t.regionCode, t.residentId).where(sql`${t.status} = 'awaiting_resident' or ${t.status} = 'awaiting_team'`),
    index('signing_request_by_institution').on(t.regionCode, t.institutionCode, t.status, t.dueOn),
    index('signing_request_by_resident').on(t.regionCode, t.residentId, t.createdAt),
    index('signing_request_due').on(t.regionCode, t.status, t.dueOn),
    foreignKey({ columns: [t.regionCode, t.residentId], foreignColumns: [resident.regionCode, resident.id] }),
    foreignKey({ columns: [t.regionCode, t.teamId], foreignColumns: [team.regionCode, team.id] }),
  ],
);

/** 解约申请: one side's wish to end a contract. */
export const endingRequest = table(
  'ending_request',
  {
    regionCode: text().notNull(),
    id: text().notNull(),
    contractId: text().notNull(),
    residentId: text().notNull(),
    institutionCode: text().notNull(),
    askedBy: code(askers).notNull(),
    status: code(endingRequestStatuses).notNull(),
    reason: code(terminationReasons).notNull(),
    note: text(),
    requestKey: text().notNull(),
    createdAt: instant().notNull(),
    createdByName: text().notNull(),
    answeredAt: instant(),
    answeredByName: text(),
    answerNote: text(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.id] }),
    uniqueIndex('ending_request_once').on(t.regionCode, t.requestKey),
    uniqueIndex('ending_request_open').on(t.regionCode, t.contractId).where(sql`${t.status} = 'pending'`),
    index('ending_request_by_institution').on(t.regionCode, t.institutionCode, t.status, t.createdAt),
    index('ending_request_by_contract').on(t.regionCode, t.contractId),
    foreignKey({ columns: [t.regionCode, t.contractId], foreignColumns: [contract.regionCode, contract.id] }),
  ],
);

/** 协议更正: what was put right in a contract, by whom and why. A row is never changed. */
export const contractCorrection = table(
  'contract_correction',
  {
    regionCode: text().notNull(),
    id: text().notNull(),
    contractId: text().notNull(),
    /** The contract that took its place; null where the contract itself was put right. */
    replacedBy: text(),
    changes: json<CorrectedField[]>().notNull(),
    note: text().notNull(),
    requestKey: text().notNull(),
    doneAt: instant().notNull(),
    doneByName: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.id] }),
    uniqueIndex('contract_correction_once').on(t.regionCode, t.requestKey),
    index('contract_correction_by_contract').on(t.regionCode, t.contractId),
    foreignKey({ columns: [t.regionCode, t.contractId], foreignColumns: [contract.regionCode, contract.id] }),
  ],
);
