import { sql } from 'drizzle-orm';
import { check, code, count, day, flag, foreignKey, index, instant, json, primaryKey, table, text, uniqueIndex } from '@/db/columns';
import { allianceKinds, allianceRoles, institutionLevels, insutypes, type KeyGroup, sexes } from '@/server/domain/registry/codes';
import { professions } from '@/server/domain/registry/team';

/** 统筹区: the pooling region every other row belongs to. */
export const region = table('region', {
  regionCode: text().primaryKey(),
  name: text().notNull(),
});

export const alliance = table(
  'alliance',
  { regionCode: text().notNull(), id: text().notNull(), name: text().notNull(), kind: code(allianceKinds).notNull() },
  (t) => [primaryKey({ columns: [t.regionCode, t.id] })],
);

/** 定点医药机构. A village clinic names its township hospital as parent. */
export const institution = table(
  'institution',
  {
    regionCode: text().notNull(),
    code: text().notNull(),
    name: text().notNull(),
    level: code(institutionLevels).notNull(),
    allianceId: text(),
    allianceRole: code(allianceRoles),
    parentCode: text(),
    /** The first day on which it takes nobody any more; what it did before stays. */
    closedOn: day(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.code] }),
    index('institution_by_alliance').on(t.regionCode, t.allianceId),
    // Whoever signs in reaches the clinics of their institution, which each request asks for.
    index('institution_by_parent').on(t.regionCode, t.parentCode),
  ],
);

export const practitioner = table(
  'practitioner',
  {
    regionCode: text().notNull(),
    id: text().notNull(),
    institutionCode: text().notNull(),
    name: text().notNull(),
    profession: code(professions).notNull(),
    title: text().notNull(),
    /** The last day at work here. */
    leftOn: day(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.id] }),
    foreignKey({ columns: [t.regionCode, t.institutionCode], foreignColumns: [institution.regionCode, institution.code] }),
  ],
);

/**
 * 家庭医生团队. signedCount is moved only by conditional updates, which are the last word on the team's capacity; a list that was handed over may
 * take it beyond, and then nobody new finds a place.
 */
export const team = table(
  'team',
  {
    regionCode: text().notNull(),
    id: text().notNull(),
    institutionCode: text().notNull(),
    name: text().notNull(),
    leaderId: text().notNull(),
    phone: text(),
    capacity: count().notNull(),
    signedCount: count().notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.id] }),
    index('team_by_institution').on(t.regionCode, t.institutionCode),
    foreignKey({ columns: [t.regionCode, t.institutionCode], foreignColumns: [institution.regionCode, institution.code] }),
    check('team_not_overfull', sql`${t.signedCount} >= 0`),
  ],
);

/**
 * 居民. The identity number is kept sealed and found by its blind index (db/sealed.ts); tailIndex is the blind index of
 * its last four characters, which a doctor types to find someone and a resident confirms beside the paper code.
 */
export const resident = table(
  'resident',
  {
    regionCode: text().notNull(),
    id: text().notNull(),
    certType: text().notNull(),
    identityIndex: text().notNull(),
    identitySealed: text().notNull(),
    tailIndex: text().notNull(),
    name: text().notNull(),
    sex: code(sexes).notNull(),
    birthDay: day().notNull(),
    deathDay: day(),
    movedOutOn: day(),
    phoneSealed: text(),
    address: text(),
    /**
     * Today's coverage (of the uninsured, the last one), registered groups and open absence, for lists. The dated tables in
     * resident-history.ts hold the facts; refreshStanding in db/queries/resident-change.ts alone writes these from them.
     */
    insutype: code(insutypes).notNull(),
    retired: flag().notNull(),
    keyGroups: json<KeyGroup[]>().notNull(),
    homeInstitutionCode: text(),
    registeredAt: instant().notNull(),
    /** Moved by every change of the record; whoever changes it says which one they saw. */
    version: count().notNull().default(0),
    /** The record that this one turned out to be a second one of; lists leave it out. */
    mergedIntoId: text(),
    /** By which way of making search keys the resident's were written; 0 for none. */
    searchVersion: count().notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.id] }),
    uniqueIndex('resident_by_identity').on(t.regionCode, t.identityIndex),
    index('resident_by_tail').on(t.regionCode, t.tailIndex),
    index('resident_by_name').on(t.regionCode, t.name),
    index('resident_by_home').on(t.regionCode, t.homeInstitutionCode),
    index('resident_by_birth').on(t.regionCode, t.birthDay),
    index('resident_by_death').on(t.regionCode, t.deathDay).where(sql`${t.deathDay} is not null`),
    index('resident_by_search_version').on(t.regionCode, t.searchVersion),
    index('resident_by_survivor').on(t.regionCode, t.mergedIntoId).where(sql`${t.mergedIntoId} is not null`),
  ],
);

/** The paper code of a resident's contract: only its hash is kept, wrong answers are counted, a new one revokes the old. */
export const residentPass = table(
  'resident_pass',
  {
    regionCode: text().notNull(),
    tokenHash: text().notNull(),
    residentId: text().notNull(),
    issuedAt: instant().notNull(),
    revokedAt: instant(),
    failures: count().notNull().default(0),
    lockedUntil: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.tokenHash] }),
    index('resident_pass_by_resident').on(t.regionCode, t.residentId),
    foreignKey({ columns: [t.regionCode, t.residentId], foreignColumns: [resident.regionCode, resident.id] }),
  ],
);
