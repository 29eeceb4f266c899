import { findFollowingNumber, findOwnReferral, listPlacesOfReferral } from '@/db/queries/own-referral';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { CapacityKind } from '@/server/domain/quota/slot';
import type { ReferralAction, ReferralDirection, ReferralKind, ReferralStatus } from '@/server/domain/referral/codes';
import { availableActions } from '@/server/domain/referral/transitions';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { ownResident } from './own-resident';

/** A visit, an examination, or a stay from its first day on. */
export interface OwnPlace {
  readonly kind: CapacityKind;
  readonly startsAt: number;
  readonly day: Day;
  /** Days in bed; null for a visit or an examination. */
  readonly nights: number | null;
  readonly resourceName: string;
}

export interface OwnReferralView {
  readonly referralId: string;
  readonly number: string;
  readonly status: ReferralStatus;
  readonly kind: ReferralKind;
  readonly direction: ReferralDirection;
  readonly toInstitutionName: string;
  readonly departmentName: string;
  readonly doctorName: string | null;
  readonly teamPhone: string | null;
  readonly createdAt: number;
  readonly sentAt: number | null;
  readonly answerDueAt: number | null;
  readonly decidedAt: number | null;
  readonly arrivedAt: number | null;
  readonly completedAt: number | null;
  readonly promisedDay: Day | null;
  readonly opinion: string | null;
  readonly followUpDay: Day | null;
  readonly declineReason: string | null;
  readonly places: readonly OwnPlace[];
  /** The one that followed it, by redirection or after a consult. */
  readonly nextNumber: string | null;
  /** What the person can do about it now. */
  readonly can: readonly ReferralAction[];
}

/** One of the person's own referrals: where it stands, when and where to go, and what they can do about it. */
export async function describeOwnReferral(context: ServiceContext, input: { readonly number: string }): Promise<Outcome<OwnReferralView, AnyRefusal>> {
  const own = ownResident(context);
  const q = context.store.reads;
  const found = await findOwnReferral(q, own, input.number);
  if (!found) return refuse({ code: 'not_found', facts: { what: 'referral' } });
  const { id, residentId, fromInstitutionCode, toInstitutionCode, external, ...plain } = found;
  const rows = await listPlacesOfReferral(q, own.regionCode, id);
  const standing = rows.filter(({ status, expiresAt }) => status === 'booked' || status === 'used' || (status === 'held' && (expiresAt ?? 0) > context.now()));
  const [firstBed, ...otherBeds] = standing.filter(({ kind }) => kind === 'ward');
  const visits = standing.filter(({ kind }) => kind !== 'ward').map(({ kind, startsAt, day, resourceName }): OwnPlace => ({ kind, startsAt, day, resourceName, nights: null }));
  const stay = firstBed ? [{ kind: firstBed.kind, startsAt: firstBed.startsAt, day: firstBed.day, resourceName: firstBed.resourceName, nights: otherBeds.length + 1 }] : [];
  return accept({
    ...plain,
    referralId: id,
    places: [...visits, ...stay],
    nextNumber: await findFollowingNumber(q, own, id),
    can: availableActions({ status: found.status, kind: found.kind, residentId, fromInstitutionCode, toInstitutionCode, external }, context.actor),
  });
}
