import type { Store } from '@/db';
import { type DemoTeam, demoInstitutions, demoRegion } from '@/db/seed/places';
import { demoAccounts } from '@/db/seed/fill-district';
import type { StaffActor } from '@/server/domain/permission/actor';
import type { ServiceContext } from '@/server/services/context';
import { uuidv7 } from '@/server/services/context';

/** A verb's context as one of the demo's people, at a moment of the story. */
export function asAccount(store: Store, userName: string, at: number): ServiceContext {
  const account = demoAccounts.find((one) => one.userName === userName);
  if (!account) throw new Error(`nobody in the demo is called ${userName}`);
  return contextAt(store, at, {
    accountId: `account-${userName}`,
    name: account.name,
    role: account.role,
    institutionCodes: account.institutionCode ? withClinics(account.institutionCode) : membersOf(account.allianceId),
    allianceId: account.allianceId,
    practitionerId: account.practitionerId,
    teamIds: [],
  });
}

/** As the leading doctor of any team, whether or not they have a login. */
export function asLeader(store: Store, team: DemoTeam, at: number): ServiceContext {
  return contextAt(store, at, {
    accountId: team.id === 'team-01' ? 'account-doctor' : `account-${team.id}`,
    name: team.leader,
    role: 'doctor',
    institutionCodes: withClinics(team.institutionCode),
    allianceId: null,
    practitionerId: `${team.id}-leader`,
    teamIds: [team.id],
  });
}

/** As a resident on their own phone. */
export function asResident(store: Store, residentId: string, at: number): ServiceContext {
  return { store, actor: { kind: 'resident', residentId, regionCode: demoRegion.regionCode, sessionId: 'seed' }, now: () => at, newId: () => uuidv7() };
}

/** As the clock, in the demo's region. */
export function asClock(store: Store, at: number): ServiceContext {
  return { store, actor: { kind: 'system', job: 'seed', regionCode: demoRegion.regionCode }, now: () => at, newId: uuidv7 };
}

function contextAt(store: Store, at: number, person: Omit<StaffActor, 'kind' | 'sessionId' | 'regionCode'>): ServiceContext {
  return { store, actor: { kind: 'staff', sessionId: 'seed', regionCode: demoRegion.regionCode, ...person }, now: () => at, newId: () => uuidv7() };
}

/** A manager's whole alliance; nothing is listed for people of the bureau. */
function membersOf(allianceId: string | null): string[] {
  return allianceId === null ? [] : demoInstitutions.filter((place) => place.allianceId === allianceId).map(({ code }) => code);
}

function withClinics(code: string): string[] {
  return [code, ...demoInstitutions.filter((place) => place.parentCode === code).map((place) => place.code)];
}
