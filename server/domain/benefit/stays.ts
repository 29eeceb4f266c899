import { daysBetween, type Day } from '@/server/domain/kernel/calendar-day';
import type { Fen } from '@/server/domain/kernel/money';
import type { Plan } from '@/server/domain/policy/plan';
import { settlementDay } from '@/server/domain/visit/check-visit';
import type { Visit } from '@/server/domain/visit/visit';
import type { ReferralChain } from './adjudication';
import type { YearUse, YearUses } from './year-use';

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
  readonly #admissions = new Map<Day, Map<string, number>>();
  readonly #earlier: YearUses;

  /** `earlier` counts the stays of visits that are not folded again; none of them may be one that a referral could join to a later one. */
  constructor(earlier: YearUses) {
    this.#earlier = earlier;
  }

  standingOf(visit: Visit, plan: Plan, benefitYear: Day, leg: ReferralLeg | null): Standing {
    const alone = leg && { direction: leg.direction, deductiblePaidFen: 0 };
    const { basis, referralChain } = plan.deductible;
    if (basis.value === 'year') return { chain: alone, admission: 1, episode: null };
    const admission = (this.#admissionsIn(benefitYear).get(plan.accumulation) ?? 0) + 1;
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
    if (standing.episode === null) this.#admissionsIn(benefitYear).set(plan.accumulation, standing.admission);
    if (plan.deductible.referralChain === undefined) return;
    const stay = { episode, endedOn: settlementDay(visit.endedAt ?? visit.settledAt) };
    this.#byPlace.set(`${plan.accumulation} ${visit.institutionCode}`, stay);
    if (leg !== null && standing.chain !== null) this.#byReferral.set(`${plan.accumulation} ${leg.chainId}`, stay);
  }

  /** How many stays a year has had. */
  used(benefitYear: Day): YearUse['admissions'] {
    return Object.fromEntries(this.#admissionsIn(benefitYear));
  }

  #admissionsIn(benefitYear: Day): Map<string, number> {
    let admissions = this.#admissions.get(benefitYear);
    if (admissions === undefined) {
      admissions = new Map(Object.entries(this.#earlier.get(benefitYear)?.admissions ?? {}));
      this.#admissions.set(benefitYear, admissions);
    }
    return admissions;
  }

  #lastBefore({ accumulation }: Plan, { chainId, fromInstitutionCode }: ReferralLeg): Stay | null {
    return this.#byReferral.get(`${accumulation} ${chainId}`) ?? this.#byPlace.get(`${accumulation} ${fromInstitutionCode ?? ''}`) ?? null;
  }
}
