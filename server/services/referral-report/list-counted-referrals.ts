import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import type { DeclineCode } from '@/server/domain/referral/codes';
import { type ReferralMeasure, basisOf, counted } from '@/server/domain/referral-report/measures';
import type { ReferralFact } from '@/server/domain/referral-report/referral-fact';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { namesOf } from '../quota/get-compliance';
import { groundOf, type ReportInput } from './report-facts';
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
  const ground = await groundOf(context, reach, basisOf(input.measure), input);
  if (!ground.ok) return ground;
  const { facts, clock } = ground.value;
  const found = counted(facts.filter((fact) => isWanted(fact, input)), input.measure, clock).sort((a, b) => b.sentAt - a.sentAt || (a.number < b.number ? -1 : 1));
  const nameOf = await namesOf(context, reach.regionCode);
  const first = (input.page - 1) * input.pageSize;
  const rows = found.slice(first, first + input.pageSize).map(({ residentId: _, ...fact }) => ({ ...fact, fromInstitutionName: nameOf(fact.fromInstitutionCode), toInstitutionName: nameOf(fact.toInstitutionCode) }));
  return accept({ rows, total: found.length });
}

function isWanted(fact: ReferralFact, { fromInstitutionCode, toInstitutionCode, declineCode }: CountedReferralsInput): boolean {
  if (fromInstitutionCode !== null && fact.fromInstitutionCode !== fromInstitutionCode) return false;
  if (toInstitutionCode !== null && fact.toInstitutionCode !== toInstitutionCode) return false;
  return declineCode === null || fact.declineCode === (declineCode === 'none' ? null : declineCode);
}
