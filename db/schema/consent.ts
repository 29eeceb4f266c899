import { code, foreignKey, index, instant, primaryKey, table, text } from '@/db/columns';
import { consentMethods, consentScenes } from '@/server/domain/contract/consent';
import { resident } from './registry';

/** 知情同意: who agreed to what, when, and when it was taken back. A row is never deleted. */
export const consent = table(
  'consent',
  {
    regionCode: text().notNull(),
    id: text().notNull(),
    residentId: text().notNull(),
    /** The contract it was given for; null for a consent to something else. */
    contractId: text(),
    /** The referral it was given for. */
    referralId: text(),
    scene: code(consentScenes).notNull(),
    /** Of the text that was shown. */
    textVersion: text().notNull(),
    method: code(consentMethods).notNull(),
    givenAt: instant().notNull(),
    /** Set when a guardian consented in the resident's place. */
    guardianName: text(),
    guardianRelation: text(),
    /** What proves it: the agreement as it was signed. */
    evidenceId: text(),
    revokedAt: instant(),
    revokedReason: text(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.id] }),
    index('consent_by_referral').on(t.regionCode, t.referralId),
    index('consent_by_contract').on(t.regionCode, t.contractId),
    index('consent_by_resident').on(t.regionCode, t.residentId, t.scene),
    foreignKey({ columns: [t.regionCode, t.residentId], foreignColumns: [resident.regionCode, resident.id] }),
  ],
);
