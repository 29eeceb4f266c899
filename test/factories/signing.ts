import type { AnyRefusal } from '@/server/domain/refusals';
import type { Outcome } from '@/server/domain/kernel/outcome';
import { type SignContractInput, type SigningReceipt, signContract } from '@/server/services/contract/sign-contract';
import type { ServiceContext } from '@/server/services/context';
import type { District } from './district';

let keys = 0;

/** What a desk sends to sign somebody for a year with the basic package, with what a test changes about it. */
export function signingOf(
  district: Pick<District, 'team'>,
  resident: { readonly id: string },
  changes: Partial<SignContractInput> = {},
): SignContractInput {
  keys += 1;
  return {
    requestKey: `request-${process.pid}-${keys}`,
    resident: { id: resident.id },
    teamId: district.team.id,
    practitionerId: null,
    packageCodes: ['basic'],
    startDay: null,
    termYears: 1,
    consent: { textVersion: '2025-01', guardian: null },
    ...changes,
  };
}

/** Signs somebody, or fails the test with the reasons why not. */
export async function signed(context: ServiceContext, input: SignContractInput): Promise<SigningReceipt> {
  return accepted(await signContract(context, input));
}

export function accepted<Value>(outcome: Outcome<Value, AnyRefusal>): Value {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals));
  return outcome.value;
}

/** The codes of a refused outcome, in their order; an accepted one has none. */
export function codesOf(outcome: Outcome<unknown, AnyRefusal>): string[] {
  return outcome.ok ? [] : outcome.refusals.map((refusal) => refusal.code);
}
