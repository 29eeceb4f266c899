import { findNewestBenefitYear, listOwnVisits, sumOwnBenefits } from '@/db/queries/own';
import { benefitYearOf } from '@/server/domain/benefit/benefit-year';
import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Fen } from '@/server/domain/kernel/money';
import { type ServiceContext, today } from '../context';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';
import { ownResident } from './own-resident';

export type OwnVisit = Awaited<ReturnType<typeof listOwnVisits>>[number];

export interface OwnBenefits {
  /** First day of the benefit year the figures are of. */
  readonly benefitYear: Day;
  /** False when nothing was paid this year yet and an earlier year is shown. */
  readonly isThisYear: boolean;
  readonly visits: number;
  readonly payFen: Fen;
  /** What the fund paid more because the person is signed. */
  readonly enhancementFen: Fen;
  /** 大病保险 and 医疗救助, beside what the fund paid. */
  readonly ladderFen: Fen;
  readonly assistanceFen: Fen;
  readonly newest: readonly OwnVisit[];
}

const shown = 30;

/** What the fund paid for the person in this benefit year, or in the newest one with a visit; null when there was none. */
export async function summariseOwnBenefits(context: ServiceContext): Promise<OwnBenefits | null> {
  const own = ownResident(context);
  const q = context.store.reads;
  const policy = await getPolicyInForce(q, own.regionCode, today(context));
  const thisYear = benefitYearOf(today(context), policy.ok ? policy.value.benefit.benefitYearStart.value : '01-01');
  const benefitYear = await findNewestBenefitYear(q, own, thisYear);
  if (benefitYear === null) return null;
  const [sums, newest] = await Promise.all([sumOwnBenefits(q, own, benefitYear), listOwnVisits(q, own, benefitYear, shown)]);
  return { benefitYear, isThisYear: benefitYear === thisYear, ...sums, newest };
}
