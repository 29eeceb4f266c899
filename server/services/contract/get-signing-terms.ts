import { codesOnOffer } from '@/server/domain/contract/packages';
import { contractRulesOf } from '@/server/domain/contract/rules';
import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { findTextOn } from '../agreement/texts';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';

/** What the signing form offers today, by the policy in force. */
export interface SigningTerms {
  readonly today: string;
  readonly termYears: readonly number[];
  readonly defaultTermYears: number;
  readonly startDaysAhead: number;
  readonly guardianUnderAge: number;
  readonly packageCodes: readonly string[];
  /** The consent text that is shown today. */
  readonly consentVersion: string;
}

export async function getSigningTerms(context: ServiceContext): Promise<Outcome<SigningTerms, AnyRefusal>> {
  const { regionCode } = permit(context, 'contract:read');
  const policy = await getPolicyInForce(context.store.reads, regionCode, today(context));
  if (!policy.ok) return policy;
  const consent = await findTextOn(context.store.reads, regionCode, 'consent', today(context));
  if (!consent.ok) return consent;
  const { contract } = policy.value;
  return accept({
    today: today(context),
    ...contractRulesOf(contract),
    defaultTermYears: contract.defaultTermYears.value,
    packageCodes: codesOnOffer(contract.packages),
    consentVersion: consent.value.version,
  });
}
