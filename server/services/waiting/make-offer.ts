import type { KeptSession } from '@/db/queries/quota';
import { saveReferral } from '@/db/queries/referral';
import { findTurn, insertOffer, saveTurn } from '@/db/queries/waiting';
import { type Outcome, accept, refuse, unlessRefused } from '@/server/domain/kernel/outcome';
import type { QuotaRules } from '@/server/domain/quota/rules';
import { refusalsOfUnsigned } from '@/server/domain/referral/reserved-slot';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { OfferOrigin } from '@/server/domain/waiting/codes';
import type { Considered } from '@/server/domain/waiting/order';
import { offerUntil } from '@/server/domain/waiting/turn';
import { type ServiceContext, nameOfActor } from '../context';
import { loadReferral } from '../referral/change-referral';
import { holdPlaces } from '../referral/hold-places';
import { recordEvent } from '../referral/record-event';
import type { UnitOfWork } from '../unit-of-work';

/** A place, whom it goes to, and the record of why. */
export interface OfferToMake {
  readonly referralId: string;
  /** The clinic or the device's hours; for a stay the ward's days in order. */
  readonly sessions: readonly KeptSession[];
  readonly rank: number;
  readonly waiting: number;
  readonly considered: readonly Considered[];
  readonly origin: OfferOrigin;
  readonly reason: string | null;
  /** The patient has said yes already, and is told of the booking instead of the offer. */
  readonly confirmed: boolean;
  readonly rules: QuotaRules;
  readonly policyId: string;
}

export interface MadeOffer {
  readonly offerId: string;
  readonly referralId: string;
  readonly version: number;
  readonly startsAt: number;
  readonly expiresAt: number;
}

/** Holds the place for the referral and writes down the offer, its event and its audit row; somebody faster makes it refuse. */
export async function makeOffer(context: ServiceContext, unit: UnitOfWork, offer: OfferToMake): Promise<Outcome<MadeOffer, AnyRefusal>> {
  const { tx } = unit;
  const { referralId, sessions, rules } = offer;
  const [first] = sessions;
  const loaded = first && (await loadReferral(tx, context, { regionCode: first.regionCode, institutionCodes: 'all' }, { referralId, version: null }));
  if (!first || !loaded) return refuse({ code: 'not_found', facts: { what: 'session' } });
  if (!loaded.ok) return loaded;
  const { referral, now } = loaded.value.facts;
  const turn = await findTurn(tx, referral.regionCode, referralId);
  if (referral.status !== 'waiting' || !turn) return refuse({ code: 'waiting.not_waiting', facts: { status: referral.status } });
  const judged = unlessRefused<null, AnyRefusal>(refusalsOfUnsigned({ wantsPlace: true, contractId: referral.contractId }), () => null);
  if (!judged.ok) return judged;
  // Before any place: on PostgreSQL contenders for the same turn would each hold another place for it, and undo one another.
  await saveTurn(tx, { ...turn, firstOfferAt: turn.firstOfferAt ?? now });
  const expiresAt = offerUntil(now, first.startsAt, rules);
  const isStay = first.kind === 'ward';
  const wished = isStay ? { visit: null, ward: sessions } : { visit: first, ward: [] };
  const held = await holdPlaces(context, tx, wished, { referralId, fromInstitutionCode: referral.fromInstitutionCode, priority: referral.priority, rules, until: expiresAt });
  if (!held.ok) return held;
  const { slotId, bedSlotIds, slots } = held.value;
  const version = loaded.value.kept.version + 1;
  if (!(await saveReferral(tx, { ...referral, slotId, bedSlotIds }, loaded.value.kept.version))) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'referral' } });
  const offerId = context.newId();
  const { rank, waiting, policyId, origin, reason, confirmed } = offer;
  await recordEvent(context, unit, referral, version, {
    name: 'offered',
    facts: { slotStartsAt: first.startsAt, until: expiresAt, resourceName: first.resourceName, rank, waiting, origin, reason, offerId, policyId, confirmed: confirmed ? 1 : 0 },
  });
  await insertOffer(tx, {
    ...{ regionCode: referral.regionCode, id: offerId, referralId, institutionCode: first.institutionCode, departmentCode: first.departmentCode, departmentName: first.departmentName },
    ...{ kind: first.kind, sessionId: first.id, resourceName: first.resourceName, startsAt: first.startsAt, slotIds: slots.map(({ id }) => id) },
    ...{ offeredAt: now, expiresAt, outcome: 'open', endedAt: null, endedBy: null, origin, reason, offeredBy: nameOfActor(context.actor) },
    ...{ standing: turn.standing, rank, waiting, considered: [...offer.considered], policyId },
  });
  return accept({ offerId, referralId, version, startsAt: first.startsAt, expiresAt });
}
