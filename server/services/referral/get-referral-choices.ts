import { listSessionDepartments } from '@/db/queries/quota-overview';
import { type LiveReferral, listLiveReferrals } from '@/db/queries/referral';
import { listInstitutions, listPractitioners } from '@/db/queries/registry';
import { findResident } from '@/db/queries/resident';
import { findContractInForce } from '@/db/queries/contract';
import { findTeam } from '@/db/queries/team';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { type Department, departments } from '@/server/domain/referral/departments';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { InstitutionLevel } from '@/server/domain/registry/codes';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { type ResidentSummary, summaryOf } from '../resident/resident-summary';
import { unitOfWork } from '../unit-of-work';

export interface ReferralChoices {
  /** Departments with published sessions first, then the general list. */
  readonly departments: readonly (Department & { readonly hasSessions: boolean })[];
  /** Where a referral can go: every hospital and primary institution of the region but the sender's own. */
  readonly institutions: readonly { readonly code: string; readonly name: string; readonly level: InstitutionLevel }[];
  /** Who may be named as referring, when the actor is not a practitioner; empty otherwise. */
  readonly practitioners: readonly { readonly id: string; readonly name: string; readonly title: string }[];
}

/** What the form of a new referral offers. */
export async function getReferralChoices(context: ServiceContext): Promise<ReferralChoices> {
  const { regionCode } = permit(context, 'referral:create');
  const { actor, store } = context;
  const q = store.reads;
  const withSessions = await listSessionDepartments(q, regionCode, today(context));
  const known = new Set(withSessions.map(({ code }) => code));
  const own = actor.kind === 'staff' ? actor.institutionCodes : [];
  const places = (await listInstitutions(q, regionCode)).filter(({ code, level }) => level !== 'pharmacy' && !own.includes(code));
  const workplace = actor.kind === 'staff' && actor.practitionerId === null ? actor.institutionCodes[0] : undefined;
  const people = workplace === undefined ? [] : await listPractitioners(q, regionCode, workplace);
  return {
    departments: [
      ...withSessions.map((department) => ({ ...department, hasSessions: true })),
      ...departments.filter(({ code }) => !known.has(code)).map((department) => ({ ...department, hasSessions: false })),
    ],
    institutions: places.map(({ code, name, level }) => ({ code, name, level })),
    practitioners: people.filter(({ profession }) => profession === 'doctor').map(({ id, name, title }) => ({ id, name, title })),
  };
}

export interface ReferralSubject {
  readonly resident: ResidentSummary;
  readonly contract: { readonly teamName: string; readonly until: string } | null;
  /** What is under way for the resident already, so that it is seen before a form is filled. */
  readonly live: readonly LiveReferral[];
}

/** The resident a referral is about to be written for; looking leaves an audit row. */
export function getReferralSubject(context: ServiceContext, input: { readonly residentId: string }): Promise<Outcome<ReferralSubject, AnyRefusal>> {
  const reach = permit(context, 'referral:create');
  return unitOfWork<ReferralSubject, AnyRefusal>(context, async ({ tx, audit }) => {
    const row = await findResident(tx, reach, input.residentId);
    if (!row) return refuse({ code: 'not_found', facts: { what: 'resident' } });
    const contract = await findContractInForce(tx, reach.regionCode, row.id, today(context));
    const team = contract && (await findTeam(tx, reach.regionCode, contract.teamId));
    await audit({ action: 'resident.viewed', subject: { kind: 'resident', id: row.id }, facts: { for: 'referral' } });
    return accept({
      resident: summaryOf(row, today(context)),
      contract: contract && { teamName: team?.name ?? contract.teamId, until: contract.endDay },
      live: await listLiveReferrals(tx, reach.regionCode, row.id),
    });
  });
}
