import type { Reach, Tx } from '@/db';
import { findContractInForce } from '@/db/queries/contract';
import { type LiveReferral, listLiveReferrals } from '@/db/queries/referral';
import { findInstitution, findPractitioner } from '@/db/queries/registry';
import { findResident, residentOf } from '@/db/queries/resident';
import { reaches } from '@/db/reach';
import type { Contract } from '@/server/domain/contract/contract';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { Actor } from '@/server/domain/permission/actor';
import { type QuotaRules, quotaRulesOf } from '@/server/domain/quota/rules';
import { type ReferralRules, referralRulesOf } from '@/server/domain/referral/clocks';
import { findDepartment } from '@/server/domain/referral/departments';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { Institution } from '@/server/domain/registry/institution';
import type { Resident } from '@/server/domain/registry/resident';
import { type ServiceContext, today } from '../context';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';
import type { CreateReferralInput } from './create-referral';
import { type WishedSessions, sessionsOf } from './hold-places';
import { isExternal } from './is-external';

/** What a new referral stands on: who, from where, to where, under which rules. */
export interface CreationGround {
  readonly resident: Resident;
  readonly contract: Contract | null;
  readonly live: readonly LiveReferral[];
  readonly from: Institution;
  readonly practitionerId: string;
  readonly teamId: string | null;
  readonly to: Institution;
  /** Nobody there works in this program. */
  readonly external: boolean;
  readonly departmentCode: string;
  readonly departmentName: string;
  /** The places that are wanted. */
  readonly sessions: WishedSessions;
  readonly quotaRules: QuotaRules;
  readonly referralRules: ReferralRules;
}

/** Finds all of it, or says what is not there: a resident outside the actor's reach is not found. */
export async function groundOf(
  context: ServiceContext,
  tx: Tx,
  reach: Reach,
  input: CreateReferralInput,
): Promise<Outcome<CreationGround, AnyRefusal>> {
  const { regionCode } = reach;
  const row = await findResident(tx, reach, input.residentId);
  if (!row) return missing('resident');
  const sender = await senderOf(tx, reach, context.actor, input.practitionerId);
  if (!sender) return missing('practitioner');
  const sessions = await sessionsOf(tx, regionCode, input.places);
  if (!sessions.ok) return sessions;
  const session = sessions.value.visit ?? sessions.value.ward[0];
  const toCode = session?.institutionCode ?? input.toInstitutionCode;
  if (toCode === null) return refuse({ code: 'referral.destination_missing', facts: {} });
  const to = await findInstitution(tx, regionCode, toCode);
  if (!to) return missing('institution');
  if (to.closedOn) return refuse({ code: 'institution.closed', facts: { institutionName: to.name, closedOn: to.closedOn } });
  const department = session ? { code: session.departmentCode, name: session.departmentName } : findDepartment(input.departmentCode ?? '');
  if (!department) return missing('department');
  const policy = await getPolicyInForce(tx, regionCode, today(context));
  if (!policy.ok) return policy;
  const contract = await findContractInForce(tx, regionCode, row.id, today(context));
  return accept({
    resident: residentOf(row),
    contract,
    live: (await listLiveReferrals(tx, regionCode, row.id)).filter(({ kind }) => kind !== 'e_consult'),
    ...sender,
    teamId: teamOf(context.actor, contract),
    to,
    external: await isExternal(tx, to),
    departmentCode: department.code,
    departmentName: department.name,
    sessions: sessions.value,
    quotaRules: quotaRulesOf(policy.value.quota),
    referralRules: referralRulesOf(policy.value.referral),
  });
}

function missing(what: string): Outcome<never, AnyRefusal> {
  return refuse({ code: 'not_found', facts: { what } });
}

/** Who refers: the practitioner who is named, or the actor; null when that is nobody within reach. */
export async function senderOf(tx: Tx, reach: Reach, actor: Actor, practitionerId: string | null): Promise<{ from: Institution; practitionerId: string } | null> {
  const id = practitionerId ?? (actor.kind === 'staff' ? actor.practitionerId : null);
  const practitioner = id === null ? null : await findPractitioner(tx, reach.regionCode, id);
  if (!practitioner || !reaches(reach, reach.regionCode, practitioner.institutionCode)) return null;
  const from = await findInstitution(tx, reach.regionCode, practitioner.institutionCode);
  return from && { from, practitionerId: practitioner.id };
}

/** The resident's own team when the doctor is of it; otherwise the doctor's. */
function teamOf(actor: Actor, contract: Contract | null): string | null {
  if (actor.kind !== 'staff') return null;
  return actor.teamIds.find((id) => id === contract?.teamId) ?? actor.teamIds[0] ?? null;
}
