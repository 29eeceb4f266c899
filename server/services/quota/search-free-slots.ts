import { listParties, listSharedWith } from '@/db/queries/reserving';
import { type FreeCapacity, listFreeCapacity } from '@/db/queries/slot-search';
import { addDays, type Day } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { lastUrgentDay } from '@/server/domain/quota/bookable';
import { admissionDays, placesFor } from '@/server/domain/quota/free-places';
import { type Party, type Standing, standingOf } from '@/server/domain/quota/may-reserve';
import type { BookingRefusal } from '@/server/domain/quota/refusals';
import { quotaRulesOf } from '@/server/domain/quota/rules';
import type { CapacityKind } from '@/server/domain/quota/slot';
import type { ReferralPriority } from '@/server/domain/referral/codes';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';

export interface SearchFreeSlotsInput {
  /** Left out: a specialist's clinic. */
  readonly kind?: CapacityKind | undefined;
  /** Null: every department. */
  readonly departmentCode: string | null;
  /** Null: every hospital. */
  readonly institutionCode: string | null;
  readonly fromDay: Day;
  readonly toDay: Day;
  readonly priority: ReferralPriority;
  /** For a ward: how many nights the stay lasts; one when left out. */
  readonly nights?: number | undefined;
  /** The institution that refers; left out or null: where the asker works. Somebody of the bureau, who works at none, looks on. */
  readonly fromInstitutionCode?: string | null | undefined;
}

export interface FreeSession {
  readonly sessionId: string;
  readonly kind: CapacityKind;
  readonly institutionCode: string;
  readonly institutionName: string;
  readonly departmentCode: string;
  readonly departmentName: string;
  readonly resourceName: string;
  readonly day: Day;
  readonly startsAt: number;
  readonly endsAt: number;
  /** Reserved places that may be held now; of a stay, on its fullest day. */
  readonly free: number;
  /** How many of them would be borrowed from another institution. */
  readonly borrowed: number;
  readonly urgentOnly: boolean;
}

/** A reason that keeps sessions with free places from the asker, said of the earliest of them. */
export interface WithheldPlaces {
  readonly reason: BookingRefusal;
  readonly sessions: number;
}

/** Sessions with reserved places that a referral of this priority may hold now, earliest first; for a stay, the days on which it can begin. */
export async function searchFreeSlots(context: ServiceContext, input: SearchFreeSlotsInput): Promise<Outcome<readonly FreeSession[], AnyRefusal>> {
  const found = await capacityFor(context, input, false);
  if (!found.ok) return found;
  const open = found.value.filter(({ reasons }) => reasons.length === 0).map(freeSessionOf);
  return accept(input.kind === 'ward' ? admissionDays(open, input.nights ?? 1, input.toDay) : open);
}

/**
 * Why a search found little: the reasons for which sessions with free places are withheld from the asker, other alliances' hospitals
 * among them. It is asked when a list is empty, and costs more than the search.
 */
export async function explainWithheld(context: ServiceContext, input: SearchFreeSlotsInput): Promise<Outcome<readonly WithheldPlaces[], AnyRefusal>> {
  const found = await capacityFor(context, input, true);
  if (!found.ok) return found;
  const withheld = new Map<string, WithheldPlaces>();
  for (const { reasons } of found.value) {
    for (const reason of reasons.slice(0, 1)) withheld.set(reason.code, { reason: withheld.get(reason.code)?.reason ?? reason, sessions: (withheld.get(reason.code)?.sessions ?? 0) + 1 });
  }
  return accept([...withheld.values()].sort((a, b) => b.sessions - a.sessions));
}

type JudgedCapacity = FreeCapacity & ReturnType<typeof placesFor>;

async function capacityFor(context: ServiceContext, input: SearchFreeSlotsInput, everywhere: boolean): Promise<Outcome<JudgedCapacity[], AnyRefusal>> {
  const { regionCode } = permit(context, 'quota:read');
  const q = context.store.reads;
  const now = context.now();
  const policy = await getPolicyInForce(q, regionCode, today(context));
  if (!policy.ok) return policy;
  const code = input.fromInstitutionCode ?? workplaceOf(context);
  const [asker = null] = code === null ? [] : await listParties(q, regionCode, [code]);
  if (code !== null && asker === null) return refuse({ code: 'not_found', facts: { what: 'institution' } });
  const shared = asker === null ? [] : await listSharedWith(q, regionCode, asker, today(context));
  const { kind = 'clinic', departmentCode, institutionCode, fromDay, nights = 1 } = input;
  // A stay that begins on the last day goes on beyond it.
  const toDay = kind === 'ward' ? addDays(input.toDay, nights - 1) : input.toDay;
  const { urgentWindowDays } = quotaRulesOf(policy.value.quota);
  const urgentUntil = input.priority === 'routine' ? lastUrgentDay(today(context), urgentWindowDays) : null;
  const open = everywhere ? null : { today: today(context), urgentUntil };
  const found = await listFreeCapacity(q, regionCode, { kind, departmentCode, institutionCode, fromDay, toDay, now, asker, shared: everywhere ? null : shared, open });
  return accept(found.map((session) => ({ ...session, ...placesFor(session, { standing: asker && standingAt(asker, session, shared), priority: input.priority, urgentWindowDays, now }) })));
}

function standingAt(asker: Party, { institutionCode, institutionName, allianceId, departmentCode }: FreeCapacity, shared: readonly { hospitalCode: string; departmentCode: string }[]): Standing {
  const hospital = { code: institutionCode, name: institutionName, allianceId, houseCode: institutionCode };
  return standingOf(asker, hospital, shared.some((each) => each.hospitalCode === institutionCode && each.departmentCode === departmentCode));
}

function workplaceOf({ actor }: ServiceContext): string | null {
  return actor.kind === 'staff' ? (actor.institutionCodes[0] ?? null) : null;
}

function freeSessionOf({ id, kind, institutionCode, institutionName, departmentCode, departmentName, resourceName, ...rest }: JudgedCapacity): FreeSession {
  const { day, startsAt, endsAt, free, borrowed, urgentOnly } = rest;
  return { sessionId: id, kind, institutionCode, institutionName, departmentCode, departmentName, resourceName, day, startsAt, endsAt, free, borrowed, urgentOnly };
}
