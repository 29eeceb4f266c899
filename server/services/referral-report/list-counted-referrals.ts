import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import type { DeclineCode } from '@/server/domain/referral/codes';
import { CountedPage } from '@/server/domain/referral-report/counted-page';
import { type ReferralMeasure, basisOf, isCounted } from '@/server/domain/referral-report/measures';
import type { ReferralFact } from '@/server/domain/referral-report/referral-fact';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { namesOf } from '../quota/get-compliance';
import { countReferrals, type ReportInput } from './report-facts';
import { reportReach } from './report-reach';

export interface CountedReferralsInput extends ReportInput {
  readonly measure: ReferralMeasure;
  /** Only from, and only to, this institution. */
  readonly fromInstitutionCode: string | null;
  readonly toInstitutionCode: string | null;
  /** Only those declined for this reason; 'none' for those without one. */
  readonly declineCode: DeclineCode | 'none' | null;
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
}

export type CountedReferral = Omit<ReferralFact, 'residentId'> & { readonly fromInstitutionName: string; readonly toInstitutionName: string };

/** The referrals behind a number of the reports, the latest first, one page of them: taken by the very rule that counted them. */
export async function listCountedReferrals(context: ServiceContext, input: CountedReferralsInput): Promise<Outcome<{ readonly rows: readonly CountedReferral[]; readonly total: number }, AnyRefusal>> {
  const reach = await reportReach(context, 'report:read', input.allianceId);
  const found = await countReferrals(context, reach, basisOf(input.measure), input, (clock) => new CountedPage(input, (fact) => isWanted(fact, input) && isCounted(fact, input.measure, clock)));
  if (!found.ok) return found;
  const nameOf = await namesOf(context, reach.regionCode);
  const rows = found.value.rows().map(({ residentId: _, ...fact }) => ({ ...fact, fromInstitutionName: nameOf(fact.fromInstitutionCode), toInstitutionName: nameOf(fact.toInstitutionCode) }));
  return accept({ rows, total: found.value.total });
}

function isWanted(fact: ReferralFact, { fromInstitutionCode, toInstitutionCode, declineCode }: CountedReferralsInput): boolean {
  if (fromInstitutionCode !== null && fact.fromInstitutionCode !== fromInstitutionCode) return false;
  if (toInstitutionCode !== null && fact.toInstitutionCode !== toInstitutionCode) return false;
  return declineCode === null || fact.declineCode === (declineCode === 'none' ? null : declineCode);
}
