import { sql } from 'drizzle-orm';
import { check, code, count, day, foreignKey, index, instant, json, primaryKey, table, text, uniqueIndex } from '@/db/columns';
import { allianceRoles } from '@/server/domain/registry/codes';
import { handoverKinds } from '@/server/domain/registry/handover';
import { teamRoles } from '@/server/domain/registry/team-composition';
import { contract } from './contract';
import { institution, practitioner, team } from './registry';

/** 团队成员: who works in a team as what, from a day to a day, both included; an open end means still there. */
export const teamMembership = table(
  'team_membership',
  {
    regionCode: text().notNull(),
    teamId: text().notNull(),
    practitionerId: text().notNull(),
    fromDay: day().notNull(),
    role: code(teamRoles).notNull(),
    toDay: day(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.teamId, t.practitionerId, t.fromDay] }),
    // Of two at once the index lets one in: a person has one role in a team at a time.
    uniqueIndex('team_membership_open').on(t.regionCode, t.teamId, t.practitionerId).where(sql`${t.toDay} is null`),
    index('team_membership_by_person').on(t.regionCode, t.practitionerId),
    foreignKey({ columns: [t.regionCode, t.teamId], foreignColumns: [team.regionCode, team.id] }),
    foreignKey({ columns: [t.regionCode, t.practitionerId], foreignColumns: [practitioner.regionCode, practitioner.id] }),
  ],
);

/**
 * 医生签约人数, over all teams of a doctor. A row appears with the first contract and is moved only by conditional updates; `capacity` is the
 * doctor's own where the policy's does not fit, such as for half a post.
 */
export const doctorLoad = table(
  'doctor_load',
  { regionCode: text().notNull(), practitionerId: text().notNull(), signedCount: count().notNull(), capacity: count() },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.practitionerId] }),
    foreignKey({ columns: [t.regionCode, t.practitionerId], foreignColumns: [practitioner.regionCode, practitioner.id] }),
    check('doctor_load_not_negative', sql`${t.signedCount} >= 0`),
  ],
);

/** 撤并的团队: its history stays; it signs nobody any more. */
export const teamClosure = table(
  'team_closure',
  { regionCode: text().notNull(), teamId: text().notNull(), closedOn: day().notNull(), handoverId: text().notNull() },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.teamId] }),
    foreignKey({ columns: [t.regionCode, t.teamId], foreignColumns: [team.regionCode, team.id] }),
  ],
);

/** 服务网格: a part of the neighbourhood, looked after by one team at a time. */
export const gridCell = table(
  'grid_cell',
  {
    regionCode: text().notNull(),
    code: text().notNull(),
    name: text().notNull(),
    institutionCode: text().notNull(),
    teamId: text(),
    /** Villages, communities and streets as addresses write them. */
    places: json<string[]>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.code] }),
    index('grid_cell_by_institution').on(t.regionCode, t.institutionCode),
    index('grid_cell_by_team').on(t.regionCode, t.teamId),
    foreignKey({ columns: [t.regionCode, t.institutionCode], foreignColumns: [institution.regionCode, institution.code] }),
    foreignKey({ columns: [t.regionCode, t.teamId], foreignColumns: [team.regionCode, team.id] }),
  ],
);

/**
 * Whose contract it was, day by day, once it was handed over: team, responsible doctor and institution. A contract that never was has no
 * row here, its own columns say it all; of one that was, the row with the open end repeats them.
 */
export const contractAssignment = table(
  'contract_assignment',
  {
    regionCode: text().notNull(),
    contractId: text().notNull(),
    fromDay: day().notNull(),
    toDay: day(),
    teamId: text().notNull(),
    practitionerId: text().notNull(),
    institutionCode: text().notNull(),
    /** Null for what was before the first handover. */
    handoverId: text(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.contractId, t.fromDay] }),
    index('contract_assignment_by_handover').on(t.regionCode, t.handoverId),
    foreignKey({ columns: [t.regionCode, t.contractId], foreignColumns: [contract.regionCode, contract.id] }),
    foreignKey({ columns: [t.regionCode, t.teamId], foreignColumns: [team.regionCode, team.id] }),
  ],
);

/** 名册移交: that a team or an institution was merged or closed, and how many contracts went with it. */
export const handover = table(
  'handover',
  {
    regionCode: text().notNull(),
    id: text().notNull(),
    kind: code(handoverKinds).notNull(),
    /** Of the team or of the institution, whichever ended. */
    fromInstitutionCode: text().notNull(),
    toInstitutionCode: text().notNull(),
    reason: text().notNull(),
    effectiveOn: day().notNull(),
    contracts: count().notNull(),
    doneBy: text().notNull(),
    doneByName: text().notNull(),
    doneAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.id] }),
    index('handover_by_time').on(t.regionCode, t.doneAt),
    // Which institutions became which is asked with each request.
    index('handover_of_kind').on(t.regionCode, t.kind, t.effectiveOn, t.id),
    foreignKey({ columns: [t.regionCode, t.fromInstitutionCode], foreignColumns: [institution.regionCode, institution.code] }),
    foreignKey({ columns: [t.regionCode, t.toInstitutionCode], foreignColumns: [institution.regionCode, institution.code] }),
  ],
);

/** Where each list of a handover went. */
export const handoverList = table(
  'handover_list',
  {
    regionCode: text().notNull(),
    handoverId: text().notNull(),
    fromTeamId: text().notNull(),
    /** The team itself, where it goes on under another institution. */
    toTeamId: text().notNull(),
    contracts: count().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.handoverId, t.fromTeamId] }),
    index('handover_list_by_team').on(t.regionCode, t.toTeamId),
    foreignKey({ columns: [t.regionCode, t.handoverId], foreignColumns: [handover.regionCode, handover.id] }),
  ],
);

/**
 * 机构的医联体归属, dated by years, once it changed: a year that is over reads the alliance of its time. An institution that never changed has
 * no row; of one that did, the row of this year repeats its own columns.
 */
export const allianceMembership = table(
  'alliance_membership',
  {
    regionCode: text().notNull(),
    institutionCode: text().notNull(),
    fromDay: day().notNull(),
    toDay: day(),
    allianceId: text(),
    allianceRole: code(allianceRoles),
    recordedBy: text().notNull(),
    recordedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.institutionCode, t.fromDay] }),
    foreignKey({ columns: [t.regionCode, t.institutionCode], foreignColumns: [institution.regionCode, institution.code] }),
  ],
);
