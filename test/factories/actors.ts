import type { Store } from '@/db';
import type { Actor } from '@/server/domain/permission/actor';
import type { StaffRole } from '@/server/domain/permission/roles';
import type { Team } from '@/server/domain/registry/team';
import { type ServiceContext, uuidv7 } from '@/server/services/context';
import type { Places } from './district';

export interface AccountSeed {
  readonly id: string;
  readonly userName: string;
  readonly name: string;
  readonly role: StaffRole;
  readonly regionCode: string;
  readonly institutionCode: string | null;
  readonly allianceId: string | null;
  readonly practitionerId: string | null;
  readonly disabled: boolean;
  readonly mustChangePassword: boolean;
}

export interface ContextOptions {
  /** Milliseconds since the epoch; the district's own moment otherwise. */
  readonly now?: number;
  /** The same role in the other alliance. */
  readonly foreign?: boolean;
  /** Who the resident is. */
  readonly residentId?: string;
}

interface Surroundings {
  readonly regionCode: string;
  readonly places: Places;
  readonly team: Team;
  readonly foreignTeam: Team;
  readonly residentId: string;
  readonly now: number;
}

/** Every staff role, where it works (null: at the bureau), and what its account is called. */
export const staffRoles: readonly {
  readonly role: StaffRole;
  readonly place: ((foreign: boolean) => keyof Places) | null;
  readonly title: string;
}[] = [
  { role: 'doctor', place: (foreign) => (foreign ? 'foreignTownship' : 'township'), title: '王医生' },
  { role: 'nurse', place: (foreign) => (foreign ? 'foreignTownship' : 'township'), title: '李护士' },
  { role: 'referral_office', place: (foreign) => (foreign ? 'foreignLead' : 'lead'), title: '转诊办' },
  { role: 'bureau_clerk', place: null, title: '经办员' },
  { role: 'bureau_reviewer', place: null, title: '复核员' },
  { role: 'finance', place: null, title: '财务' },
  { role: 'alliance_manager', place: null, title: '医联体管理员' },
  { role: 'administrator', place: null, title: '管理员' },
  { role: 'auditor', place: null, title: '审计员' },
];

/** The id, which is also the user name, of a district's account. */
export function accountIdOf(regionCode: string, role: StaffRole, foreign = false): string {
  return `${role}-${regionCode}${foreign ? '-foreign' : ''}`;
}

export function contextOf(
  store: Store,
  role: StaffRole | 'resident' | 'system',
  around: Surroundings,
  options: ContextOptions = {},
): ServiceContext {
  const now = options.now ?? around.now;
  return { store, actor: actorOf(role, around, options), now: () => now, newId: () => uuidv7(now) };
}

function actorOf(role: StaffRole | 'resident' | 'system', around: Surroundings, options: ContextOptions): Actor {
  const { regionCode } = around;
  if (role === 'system') return { kind: 'system', job: 'test', regionCode };
  if (role === 'resident') {
    return { kind: 'resident', residentId: options.residentId ?? around.residentId, regionCode, sessionId: 'session-of-resident' };
  }
  const foreign = options.foreign ?? false;
  const team = foreign ? around.foreignTeam : around.team;
  const seat = role === 'doctor' ? team.practitionerIds[0] : role === 'nurse' ? team.practitionerIds[1] : undefined;
  const id = accountIdOf(regionCode, role, foreign);
  return {
    kind: 'staff',
    accountId: id,
    sessionId: `session-of-${id}`,
    name: staffRoles.find((known) => known.role === role)?.title ?? role,
    role,
    regionCode,
    institutionCodes: institutionsOf(role, around.places, foreign),
    allianceId: role === 'alliance_manager' ? `${regionCode}-${foreign ? 'A2' : 'A1'}` : null,
    practitionerId: seat ?? null,
    teamIds: seat === undefined ? [] : [team.id],
  };
}

/** As sessions work it out: a township hospital with its clinics, a manager's whole alliance, nothing listed for the bureau. */
function institutionsOf(role: StaffRole, places: Places, foreign: boolean): string[] {
  const { lead, township, clinic, foreignLead, foreignTownship } = places;
  switch (role) {
    case 'doctor':
    case 'nurse':
      return foreign ? [foreignTownship.code] : [township.code, clinic.code];
    case 'referral_office':
      return [foreign ? foreignLead.code : lead.code];
    case 'alliance_manager':
      return foreign ? [foreignLead.code, foreignTownship.code] : [lead.code, township.code, clinic.code];
    default:
      return [];
  }
}
