import type { InstitutionLevel } from '@/server/domain/registry/codes';
import { directionFits } from './create-referral';
import type { ReferralDirection } from './codes';
import type { Referral } from './referral';
import type { ReferralStepRefusal } from './refusals';

/** Where a referral would go on to. */
export interface RedirectFacts {
  readonly referral: Pick<Referral, 'fromInstitutionCode' | 'toInstitutionCode' | 'departmentCode' | 'direction'>;
  readonly target: { readonly institutionCode: string; readonly departmentCode: string; readonly level: InstitutionLevel };
  readonly fromLevel: InstitutionLevel;
  /** The resident's other live referrals. */
  readonly live: readonly { readonly number: string; readonly toInstitutionCode: string; readonly toInstitutionName: string; readonly departmentCode: string }[];
}

/** Why it cannot go there, in order: it is there already, that is where it came from, no direction leads there, another one is there. */
export function refusalsOfTarget({ referral, target, fromLevel, live }: RedirectFacts): ReferralStepRefusal[] {
  const { institutionCode, departmentCode } = target;
  const refusals: ReferralStepRefusal[] = [];
  if (institutionCode === referral.toInstitutionCode && departmentCode === referral.departmentCode) refusals.push({ code: 'referral.redirect_nowhere', facts: {} });
  if (institutionCode === referral.fromInstitutionCode) refusals.push({ code: 'referral.redirect_home', facts: {} });
  if (directionOf(fromLevel, target.level) === null) refusals.push({ code: 'referral.redirect_unfit', facts: { level: target.level } });
  const other = live.find((one) => one.toInstitutionCode === institutionCode && one.departmentCode === departmentCode);
  if (other) refusals.push({ code: 'referral.already_live', facts: { number: other.number, toInstitutionName: other.toInstitutionName } });
  return refusals;
}

/** The direction from one level to another; null where none leads. Outside the region every direction does, and up is meant. */
export function directionOf(from: InstitutionLevel, to: InstitutionLevel): ReferralDirection | null {
  return (['up', 'lateral', 'down'] as const).find((direction) => directionFits(direction, from, to)) ?? null;
}
