import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Store } from '@/db';
import { insertAlliances, insertInstitutions, insertPractitioners, insertRegion } from '@/db/queries/registry';
import { insertTeams } from '@/db/queries/team';
import { account, policyVersion } from '@/db/schema';
import { hashPassword } from '@/server/auth/password';
import { instantOf } from '@/server/domain/kernel/calendar-day';
import { canonicalJson } from '@/server/domain/kernel/canonical-json';
import { checkPolicy } from '@/server/domain/policy/check/check-policy';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import type { Institution } from '@/server/domain/registry/institution';
import type { Team } from '@/server/domain/registry/team';
import { type AccountSeed, type ContextOptions, accountIdOf, contextOf, staffRoles } from './actors';
import { type TestResident, addResident } from './residents';

export { citizenId, type TestResident } from './residents';

/** Monday morning; every district's clock stands here unless a test gives another moment. */
export const districtNow = instantOf('2025-03-10 09:00:00');
export const districtPassword = 'Shou-Men-Ren 2025';

/**
 * A small region of a test's own: one alliance (a level3 lead hospital, a township hospital, its village clinic) and a
 * second one that is foreign to it (a level3 hospital and a township hospital), a team at each township hospital, three residents
 * whose home is the township hospital, a doctor … auditor account for each role, and Shenyang's policy under this region's code,
 * in force from 2024-01-01. Nobody is signed yet.
 */
export interface District {
  readonly regionCode: string;
  readonly lead: Institution;
  readonly township: Institution;
  readonly clinic: Institution;
  readonly foreignLead: Institution;
  readonly foreignTownship: Institution;
  /** The alliance of lead, township and clinic. */
  readonly allianceId: string;
  readonly foreignAllianceId: string;
  /** At the township hospital; led by its doctor. */
  readonly team: Team;
  /** At the foreign township hospital. */
  readonly foreignTeam: Team;
  /** Born 1980, employee insurance, 44 years old on districtNow. */
  readonly adult: TestResident;
  /** Born 1950, residents' insurance, hypertension and over 65. */
  readonly elder: TestResident;
  /** Born 2016, residents' insurance: needs a guardian. */
  readonly child: TestResident;
  readonly policy: PolicyVersion;
  /**
   * A ready context of a role: doctor and nurse belong to `team` at the township hospital (with its clinic), the referral
   * office to the lead hospital, the manager to `allianceId`. `foreign: true` moves them to the other alliance.
   * 'resident' is the adult unless `residentId` says another; 'system' is a job of the region.
   */
  contextFor(role: ContextRole, options?: ContextOptions): ReturnType<typeof contextOf>;
  /** One more resident of the region, straight into the table. */
  addResident(options?: Parameters<typeof addResident>[2]): Promise<TestResident>;
  /** One more team at the township hospital (or `at`), with the same people and this capacity. */
  addTeam(capacity: number, at?: Institution): Promise<Team>;
}

export type ContextRole = Parameters<typeof contextOf>[1];

let minted = 0;

/** Mints a district under a region code that no other call of this process gets. */
export async function mintDistrict(store: Store): Promise<District> {
  minted += 1;
  const regionCode = String(800_000 + (process.pid % 100) * 1000 + minted);
  const places = placesOf(regionCode);
  const team = teamAt(places.township, 'T1', 2000);
  const foreignTeam = teamAt(places.foreignTownship, 'T2', 2000);
  const policy = policyOf(regionCode);
  const passwordHash = await sharedHash();
  const [adult, elder, child] = await store.transaction(async (tx) => {
    await insertRegion(tx, { code: regionCode, name: `测试区${minted}` });
    await insertAlliances(tx, [
      { id: `${regionCode}-A1`, regionCode, name: '城东医联体', kind: 'urban_group' },
      { id: `${regionCode}-A2`, regionCode, name: '城西医共体', kind: 'county_community' },
    ]);
    await insertInstitutions(tx, Object.values(places));
    for (const [owner, names] of [[team, ['王建国', '李秀英', '张敏']], [foreignTeam, ['赵志强', '孙丽华', '周涛']]] as const) {
      await insertPractitioners(tx, peopleOf(owner, names));
    }
    for (const hospital of [places.lead, places.foreignLead]) {
      await insertPractitioners(tx, [{ id: `${hospital.code}-P1`, regionCode, institutionCode: hospital.code, name: '钱伟', profession: 'doctor', title: '主任医师' }]);
    }
    await insertTeams(tx, [team, foreignTeam]);
    await tx.append(account, accountSeeds(regionCode, places).map((seed) => ({ ...seed, passwordHash })));
    await tx.append(policyVersion, [policyRow(policy)]);
    const home = { homeInstitutionCode: places.township.code };
    return [
      await addResident(tx, regionCode, { ...home, name: '陈思远', birthDay: '1980-05-06' }),
      await addResident(tx, regionCode, { ...home, name: '刘桂兰', birthDay: '1950-02-28', sex: 'female', insutype: '390', keyGroups: ['elderly65', 'hypertension'] }),
      await addResident(tx, regionCode, { ...home, name: '陈小雨', birthDay: '2016-08-15', sex: 'female', insutype: '390' }),
    ] as const;
  });
  const people = { team, foreignTeam, residentId: adult.id };
  return {
    regionCode,
    ...places,
    allianceId: `${regionCode}-A1`,
    foreignAllianceId: `${regionCode}-A2`,
    team,
    foreignTeam,
    adult,
    elder,
    child,
    policy,
    contextFor: (role, options) => contextOf(store, role, { regionCode, places, ...people, now: districtNow }, options),
    addResident: (options) => store.transaction((tx) => addResident(tx, regionCode, { ...{ homeInstitutionCode: places.township.code }, ...options })),
    addTeam: async (capacity, at = places.township) => {
      minted += 1;
      const added = { ...teamAt(at, `T${minted + 10}`, capacity), practitionerIds: at.code === places.township.code ? team.practitionerIds : foreignTeam.practitionerIds };
      await store.transaction((tx) => insertTeams(tx, [added]));
      return added;
    },
  };
}

export interface Places {
  readonly lead: Institution;
  readonly township: Institution;
  readonly clinic: Institution;
  readonly foreignLead: Institution;
  readonly foreignTownship: Institution;
}

function placesOf(regionCode: string): Places {
  const place = (number: number, name: string, level: Institution['level'], alliance: 'A1' | 'A2', role: 'lead' | 'member', parent: number | null = null): Institution => ({
    code: codeOf(regionCode, number),
    regionCode,
    name,
    level,
    allianceId: `${regionCode}-${alliance}`,
    role,
    parentCode: parent === null ? null : codeOf(regionCode, parent),
  });
  return {
    lead: place(1, '城东中心医院', 'level3', 'A1', 'lead'),
    township: place(2, '柳河镇卫生院', 'township', 'A1', 'member'),
    clinic: place(3, '柳河镇前营村卫生室', 'village', 'A1', 'member', 2),
    foreignLead: place(4, '城西人民医院', 'level3', 'A2', 'lead'),
    foreignTownship: place(5, '石桥镇卫生院', 'township', 'A2', 'member'),
  };
}

function codeOf(regionCode: string, number: number): string {
  return `H${regionCode}${String(number).padStart(5, '0')}`;
}

function teamAt(place: Institution, suffix: string, capacity: number): Team {
  const practitionerIds = [1, 2, 3].map((number) => `${place.code}-P${number}`);
  const { regionCode, code: institutionCode, name } = place;
  return { id: `${regionCode}-${suffix}`, regionCode, institutionCode, name: `${name}第${suffix.slice(1)}团队`, leaderId: `${institutionCode}-P1`, practitionerIds, capacity, phone: '024-88880001' };
}

function peopleOf({ regionCode, institutionCode, practitionerIds }: Team, names: readonly string[]) {
  const posts = [
    { profession: 'doctor', title: '主治医师' },
    { profession: 'nurse', title: '主管护师' },
    { profession: 'public_health', title: '公卫医师' },
  ] as const;
  return posts.map((post, index) => ({ id: practitionerIds[index] ?? '', regionCode, institutionCode, name: names[index] ?? '', ...post }));
}

function accountSeeds(regionCode: string, places: Places): AccountSeed[] {
  return [false, true].flatMap((foreign) =>
    staffRoles.map(({ role, place, title }) => {
      const at = place === null ? null : places[place(foreign)];
      const id = accountIdOf(regionCode, role, foreign);
      return {
        id,
        userName: id,
        name: title,
        role,
        regionCode,
        institutionCode: at?.code ?? null,
        allianceId: role === 'alliance_manager' ? `${regionCode}-${foreign ? 'A2' : 'A1'}` : null,
        practitionerId: role === 'doctor' ? `${at?.code}-P1` : role === 'nurse' ? `${at?.code}-P2` : null,
        disabled: false,
        mustChangePassword: false,
      };
    }),
  );
}

let hashed: Promise<string> | null = null;
function sharedHash(): Promise<string> {
  hashed ??= hashPassword(districtPassword);
  return hashed;
}

/** Shenyang's pack, re-coded: every rule of a test's region has a citation. */
function policyOf(regionCode: string): PolicyVersion {
  const folder = join(import.meta.dirname, '../../policies/210100');
  const [name] = readdirSync(folder).filter((file) => file.endsWith('.json'));
  if (name === undefined) throw new Error('no policy document for 210100');
  const document = JSON.parse(readFileSync(join(folder, name), 'utf8')) as object;
  const checked = checkPolicy({ ...document, regionCode, id: `${regionCode}-2024-01-01` });
  if (!checked.ok) throw new Error(`${name}: ${JSON.stringify(checked.refusals)}`);
  return checked.value;
}

function policyRow(policy: PolicyVersion) {
  const { regionCode, id, title, inForceFrom, inForceTo } = policy;
  const digest = createHash('sha256').update(canonicalJson(policy)).digest('base64url');
  return { regionCode, id, title, inForceFrom, inForceTo, body: policy, digest, importedAt: districtNow };
}
