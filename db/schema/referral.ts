import { code, count, day, flag, foreignKey, index, instant, json, primaryKey, table, text, uniqueIndex } from '@/db/columns';
import { consultTypes, declineCodes, referralDirections, referralKinds, referralOrigins, referralPriorities, referralStatuses } from '@/server/domain/referral/codes';
import type { Assessment } from '@/server/domain/referral/danger-signs';
import { institution, resident } from './registry';

/** 双向转诊: a request from one institution to another, with the reserved slot it holds or has booked. */
export const referral = table(
  'referral',
  {
    regionCode: text().notNull(),
    id: text().notNull(),
    number: text().notNull(),
    residentId: text().notNull(),
    /** The contract in force when it was sent; null for a resident without one, who is never refused. */
    contractId: text(),
    fromInstitutionCode: text().notNull(),
    fromPractitionerId: text().notNull(),
    fromTeamId: text(),
    toInstitutionCode: text().notNull(),
    departmentCode: text().notNull(),
    departmentName: text().notNull(),
    direction: code(referralDirections).notNull(),
    kind: code(referralKinds).notNull(),
    priority: code(referralPriorities).notNull(),
    status: code(referralStatuses).notNull(),
    signed: flag().notNull(),
    diagnosisCode: text(),
    diagnosisName: text().notNull(),
    reason: text().notNull(),
    findings: text(),
    slotId: text(),
    createdAt: instant().notNull(),
    sentAt: instant(),
    answerDueAt: instant(),
    decidedAt: instant(),
    arrivedAt: instant(),
    completedAt: instant(),
    declineReason: text(),
    opinion: text(),
    followUpDay: day(),
    external: flag().notNull().default(false),
    consultType: code(consultTypes),
    mayConvert: flag().notNull().default(false),
    purpose: text(),
    history: text(),
    treatment: text(),
    dangerSigns: json<string[]>().notNull().default([]),
    assessment: json<Assessment>().notNull().default({ measurements: {}, symptoms: [] }),
    bedSlotIds: json<string[]>().notNull().default([]),
    previousId: text(),
    origin: code(referralOrigins),
    answeredAt: instant(),
    queuedAt: instant(),
    promisedDay: day(),
    treatedAt: instant(),
    returnedAt: instant(),
    receivedAt: instant(),
    followedUpAt: instant(),
    closedAt: instant(),
    declineCode: code(declineCodes),
    /** Who of the receiving institution has taken it in hand. */
    assigneeId: text(),
    /** When it was told to more people because nobody answered in time. */
    escalatedAt: instant(),
    /** Given by the client, so that a retry after a time-out finds the referral it already sent. */
    requestKey: text().notNull(),
    version: count().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.id] }),
    uniqueIndex('referral_number').on(t.regionCode, t.number),
    uniqueIndex('referral_request').on(t.regionCode, t.requestKey),
    index('referral_received').on(t.regionCode, t.toInstitutionCode, t.status, t.sentAt),
    index('referral_sent').on(t.regionCode, t.fromInstitutionCode, t.status, t.sentAt),
    index('referral_by_resident').on(t.regionCode, t.residentId),
    index('referral_following').on(t.regionCode, t.previousId),
    // Newest first, as lists of what is over are read: a page of them walks its own rows alone.
    index('referral_received_newest').on(t.regionCode, t.toInstitutionCode, t.createdAt),
    index('referral_sent_newest').on(t.regionCode, t.fromInstitutionCode, t.createdAt),
    index('referral_newest').on(t.regionCode, t.createdAt),
    // What the tabs of a whole region count stands in this index alone.
    index('referral_state').on(t.regionCode, t.status, t.decidedAt, t.kind, t.sentAt, t.answerDueAt),
    index('referral_waiting').on(t.regionCode, t.toInstitutionCode, t.departmentCode, t.status),
    foreignKey({ columns: [t.regionCode, t.residentId], foreignColumns: [resident.regionCode, resident.id] }),
    foreignKey({ columns: [t.regionCode, t.fromInstitutionCode], foreignColumns: [institution.regionCode, institution.code] }),
    foreignKey({ columns: [t.regionCode, t.toInstitutionCode], foreignColumns: [institution.regionCode, institution.code] }),
  ],
);

/** What happened to a referral, as both sides and the resident read it. */
export const referralEvent = table(
  'referral_event',
  {
    regionCode: text().notNull(),
    referralId: text().notNull(),
    seq: count().notNull(),
    at: instant().notNull(),
    action: text().notNull(),
    actorName: text().notNull(),
    facts: json<Record<string, string | number | null>>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.referralId, t.seq] }),
    index('referral_event_by_time').on(t.regionCode, t.at),
    foreignKey({ columns: [t.regionCode, t.referralId], foreignColumns: [referral.regionCode, referral.id] }),
  ],
);
