import { daysBetween, type Day } from '@/server/domain/kernel/calendar-day';
import type { Fen } from '@/server/domain/kernel/money';
import type { Plan } from '@/server/domain/policy/plan';
import { settlementDay } from '@/server/domain/visit/check-visit';
import type { Visit } from '@/server/domain/visit/visit';
import type { ReferralChain } from './adjudication';

/** What benefits see of the referral that a visit names. */
export interface ReferralLeg {
  /** The referral's number. */
  readonly chainId: string;
  readonly direction: ReferralChain['direction'];
  /** Where the patient came from; null when not known. */
  readonly fromInstitutionCode: string | null;
  /** The day it was sent; null when not known. */
  readonly referredOn: Day | null;
}

/** Stays that referrals join: they are one stay of the year, and what their deductibles took is counted together. */
interface Episode {
  readonly admission: number;
  paidFen: Fen;
}

interface Stay {
  readonly episode: Episode;
  readonly endedOn: Day;
}

/** How a visit stands to the stays before it. */
export interface Standing {
  readonly chain: ReferralChain | null;
  readonly admission: number;
  /** What it continues; null for a new one. */
  readonly episode: Episode | null;
}

/**
 * The stays of one person in the order of the fold. A referral joins a visit to the last stay under the same referral, or to
 * the last one at the place it came from, if no more than the plan's days lie between them.
 */
export class Stays {
  readonly #byPlace = new Map<string, Stay>();
  readonly #byReferral = new Map<string, Stay>();
  readonly #admissions = new Map<string, number>();

  standingOf(visit: Visit, plan: Plan, benefitYear: Day, leg: ReferralLeg | null): Standing {
    const alone = leg && { direction: leg.direction, deductiblePaidFen: 0 };
    const { basis, referralChain } = plan.deductible;
    if (basis.value === 'year') return { chain: alone, admission: 1, episode: null };
    const admission = this.#admissionsOf(plan, benefitYear) + 1;
    if (leg === null || referralChain === undefined) return { chain: alone, admission, episode: null };
    const startedOn = settlementDay(visit.startedAt ?? visit.settledAt);
    const isLate = (since: Day) => daysBetween(since, startedOn) > referralChain.withinDays.value;
    if (leg.referredOn !== null && isLate(leg.referredOn)) return { chain: null, admission, episode: null };
    const earlier = this.#lastBefore(plan, leg);
    if (earlier === null || isLate(earlier.endedOn)) return { chain: alone, admission, episode: null };
    const { episode } = earlier;
    return { chain: { direction: leg.direction, deductiblePaidFen: episode.paidFen }, admission: episode.admission, episode };
  }

  /** Remember a visit that was paid under a plan whose deductible is taken at every visit. */
  keep(visit: Visit, plan: Plan, benefitYear: Day, leg: ReferralLeg | null, standing: Standing, deductiblePaidFen: Fen): void {
    if (plan.deductible.basis.value === 'year') return;
    const episode = standing.episode ?? { admission: standing.admission, paidFen: 0 };
    episode.paidFen += deductiblePaidFen;
    if (standing.episode === null) this.#admissions.set(`${benefitYear} ${plan.accumulation}`, standing.admission);
    if (plan.deductible.referralChain === undefined) return;
    const stay = { episode, endedOn: settlementDay(visit.endedAt ?? visit.settledAt) };
    this.#byPlace.set(`${plan.accumulation} ${visit.institutionCode}`, stay);
    if (leg !== null && standing.chain !== null) this.#byReferral.set(`${plan.accumulation} ${leg.chainId}`, stay);
  }

  #admissionsOf({ accumulation }: Plan, benefitYear: Day): number {
    return this.#admissions.get(`${benefitYear} ${accumulation}`) ?? 0;
  }

  #lastBefore({ accumulation }: Plan, { chainId, fromInstitutionCode }: ReferralLeg): Stay | null {
    return this.#byReferral.get(`${accumulation} ${chainId}`) ?? this.#byPlace.get(`${accumulation} ${fromInstitutionCode ?? ''}`) ?? null;
  }
}
