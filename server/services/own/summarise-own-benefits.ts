import { listOwnBenefitYears, listOwnVisits, sumOwnBenefits } from '@/db/queries/own';
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
  /** False when an earlier year is shown: it was asked for, or nothing was paid this year yet. */
  readonly isThisYear: boolean;
  readonly visits: number;
  readonly payFen: Fen;
  /** What the fund paid more because the person is signed. */
  readonly enhancementFen: Fen;
  /** 大病保险 and 医疗救助, beside what the fund paid. */
  readonly ladderFen: Fen;
  readonly assistanceFen: Fen;
  readonly newest: readonly OwnVisit[];
  /** First days of the other benefit years that have visits, the newest first. */
  readonly otherYears: readonly Day[];
}

const shown = 30;

/** What the fund paid for the person in the benefit year that begins on `asked`, else in the newest one with a visit; null when there was none. */
export async function summariseOwnBenefits(context: ServiceContext, { asked }: { readonly asked: Day | null }): Promise<OwnBenefits | null> {
  const own = ownResident(context);
  const q = context.store.reads;
  const policy = await getPolicyInForce(q, own.regionCode, today(context));
  const thisYear = benefitYearOf(today(context), policy.ok ? policy.value.benefit.benefitYearStart.value : '01-01');
  const years = await listOwnBenefitYears(q, own, thisYear);
  const benefitYear = years.find((year) => year === asked) ?? years[0];
  if (benefitYear === undefined) return null;
  const [sums, newest] = await Promise.all([sumOwnBenefits(q, own, benefitYear), listOwnVisits(q, own, benefitYear, shown)]);
  return { benefitYear, isThisYear: benefitYear === thisYear, ...sums, newest, otherYears: years.filter((year) => year !== benefitYear) };
}
