import { type ConsentVersion, codesOnOffer, currentConsentVersion } from '@/server/domain/contract/packages';
import { contractRulesOf } from '@/server/domain/contract/rules';
import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
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
  readonly consentVersion: ConsentVersion;
}

export async function getSigningTerms(context: ServiceContext): Promise<Outcome<SigningTerms, AnyRefusal>> {
  const { regionCode } = permit(context, 'contract:sign');
  const policy = await getPolicyInForce(context.store.reads, regionCode, today(context));
  if (!policy.ok) return policy;
  const { contract } = policy.value;
  return accept({
    today: today(context),
    ...contractRulesOf(contract),
    defaultTermYears: contract.defaultTermYears.value,
    packageCodes: codesOnOffer(contract.packages),
    consentVersion: currentConsentVersion,
  });
}
