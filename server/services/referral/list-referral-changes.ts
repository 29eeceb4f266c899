import { type FeedPlace, listReferralFeed } from '@/db/queries/referral-feed';
import { maskedNumberOf } from '@/db/queries/resident';
import type { Instant } from '@/server/domain/kernel/instant';
import type { ReferralDirection, ReferralKind, ReferralPriority, ReferralStatus } from '@/server/domain/referral/codes';
import type { ServiceContext } from '../context';
import { permit } from '../permit';

export type { FeedPlace } from '@/db/queries/referral-feed';

/** Something that happened to a referral, with the referral as it stands now. */
export interface ReferralChange {
  readonly place: FeedPlace;
  /** What happened: created, accepted, arrived … */
  readonly event: string;
  readonly number: string;
  readonly status: ReferralStatus;
  readonly version: number;
  readonly residentName: string;
  readonly maskedNumber: string;
  readonly signed: boolean;
  readonly direction: ReferralDirection;
  readonly kind: ReferralKind;
  readonly priority: ReferralPriority;
  readonly fromInstitutionCode: string;
  readonly toInstitutionCode: string;
  readonly departmentCode: string;
  readonly departmentName: string;
  readonly diagnosisCode: string | null;
  readonly diagnosisName: string;
  readonly reason: string;
  readonly slotStartsAt: Instant | null;
  readonly answerDueAt: Instant | null;
}

/**
 * An event is dated before it is committed, so another one dated earlier may still be on its way. What is younger than this is
 * kept back, or a reader who goes on from the last event would never see it.
 */
const settlingMs = 2000;

/** What happened to the referrals within reach after `since`, oldest first; null begins at the beginning. */
export async function listReferralChanges(
  context: ServiceContext,
  input: { readonly since: FeedPlace | null; readonly limit: number },
): Promise<{ changes: ReferralChange[]; hasMore: boolean }> {
  const reach = permit(context, 'referral:read');
  const since = input.since ?? { at: 0, referralId: '', seq: 0 };
  const found = await listReferralFeed(context.store.reads, reach, since, context.now() - settlingMs, input.limit + 1);
  const changes = found.slice(0, input.limit).map(({ event, referral, resident, slotStartsAt }): ReferralChange => {
    const { number, status, version, signed, direction, kind, priority, fromInstitutionCode, toInstitutionCode } = referral;
    const { departmentCode, departmentName, diagnosisCode, diagnosisName, reason, answerDueAt } = referral;
    return {
      place: { at: event.at, referralId: event.referralId, seq: event.seq },
      event: event.action,
      ...{ number, status, version, signed, direction, kind, priority, fromInstitutionCode, toInstitutionCode },
      ...{ departmentCode, departmentName, diagnosisCode, diagnosisName, reason, answerDueAt, slotStartsAt },
      residentName: resident.name,
      maskedNumber: maskedNumberOf(resident),
    };
  });
  return { changes, hasMore: found.length > input.limit };
}
