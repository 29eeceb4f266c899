import { type QueueLine, type WaitingRow, listQueueLines, listWaitingRows } from '@/db/queries/waiting-list';
import { type QueueKey, listWaiting } from '@/db/queries/waiting';
import { reaches } from '@/db/reach';
import { type Day, ageOn, dayOfInstant, daysBetween } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { allows } from '@/server/domain/permission/actor';
import type { ReferralKind, ReferralPriority } from '@/server/domain/referral/codes';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { Sex } from '@/server/domain/registry/codes';
import type { WaitingStanding } from '@/server/domain/waiting/codes';
import { type RankWorking, compareTurns, explainRank } from '@/server/domain/waiting/order';
import { isPromiseBroken } from '@/server/domain/waiting/turn';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';

/** The waiting lists of the actor's hospitals, and those on which patients wait whom the actor's institutions referred. */
export async function listQueues(context: ServiceContext): Promise<readonly QueueLine[]> {
  return listQueueLines(context.store.reads, permit(context, 'referral:read'), today(context));
}

export interface QueueInput extends Omit<QueueKey, 'regionCode'> {
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
}

export interface WaitingLine {
  readonly referralId: string;
  readonly number: string;
  readonly version: number;
  readonly priority: ReferralPriority;
  readonly kind: ReferralKind;
  readonly standing: WaitingStanding;
  readonly working: RankWorking;
  /** Null for those who may see referrals but no patients. */
  readonly resident: { readonly id: string; readonly name: string; readonly sex: Sex; readonly age: number } | null;
  readonly diagnosisName: string;
  readonly fromInstitutionName: string;
  readonly resourceName: string | null;
  readonly nights: number;
  readonly queuedAt: number;
  readonly waitedDays: number;
  readonly promisedDay: Day;
  readonly promiseBroken: boolean;
  readonly lapses: number;
  /** A place is kept for them until a moment. */
  readonly offer: { readonly id: string; readonly sessionId: string; readonly startsAt: number; readonly resourceName: string; readonly expiresAt: number } | null;
}

/**
 * One list in its order, with everybody's rank and why it is that. Whoever refers there from elsewhere sees their own patients only, with
 * the rank they have among all.
 */
export async function getQueue(context: ServiceContext, { page, pageSize, ...key }: QueueInput): Promise<Outcome<{ readonly rows: readonly WaitingLine[]; readonly total: number }, AnyRefusal>> {
  const reach = permit(context, 'referral:read');
  const { regionCode } = reach;
  const q = context.store.reads;
  const turns = (await listWaiting(q, { regionCode, ...key })).sort(compareTurns);
  const isOwn = reaches(reach, regionCode, key.institutionCode);
  const own = isOwn ? turns : turns.filter(({ fromInstitutionCode }) => reaches(reach, regionCode, fromInstitutionCode));
  if (!isOwn && own.length === 0) return refuse({ code: 'not_found', facts: { what: 'institution' } });
  const shown = own.slice((page - 1) * pageSize, page * pageSize);
  const rows = new Map((await listWaitingRows(q, regionCode, shown.map(({ referralId }) => referralId))).map((row) => [row.referral.id, row]));
  const lines = shown.flatMap(({ referralId }) => {
    const row = rows.get(referralId);
    return row ? [lineOf(context, row, explainRank(turns, referralId))] : [];
  });
  return accept({ rows: lines, total: own.length });
}

function lineOf(context: ServiceContext, { referral, resident, turn, offer, fromInstitutionName }: WaitingRow, working: RankWorking): WaitingLine {
  const { id: referralId, number, version, priority, kind, diagnosisName } = referral;
  const queuedAt = referral.queuedAt ?? turn.turnSince;
  const promisedDay = referral.promisedDay ?? today(context);
  return {
    ...{ referralId, number, version, priority, kind, standing: turn.standing, working, diagnosisName, fromInstitutionName },
    ...{ resourceName: turn.resourceName, nights: turn.nights, lapses: turn.lapses, queuedAt, promisedDay },
    resident: allows(context.actor, 'resident:read') ? { id: resident.id, name: resident.name, sex: resident.sex, age: ageOn(resident.birthDay, today(context)) } : null,
    waitedDays: daysBetween(dayOfInstant(queuedAt), today(context)),
    promiseBroken: isPromiseBroken({ promisedDay, firstOfferAt: turn.firstOfferAt }, today(context)),
    offer: offer && { id: offer.id, sessionId: offer.sessionId, startsAt: offer.startsAt, resourceName: offer.resourceName, expiresAt: offer.expiresAt },
  };
}
