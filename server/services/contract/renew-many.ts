import { findConsentOfContract } from '@/db/queries/consent';
import { findContract, findContractByRequest } from '@/db/queries/contract';
import { findResidentOfRegion } from '@/db/queries/resident';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';
import { unitOfWork } from '../unit-of-work';
import { type SigningReceipt, answerAgain } from './signing-receipt';
import { renewWithin } from './renew-contract';

export interface RenewManyInput {
  /** Of the whole batch; with it and a contract's id each renewal is found again. */
  readonly requestKey: string;
  readonly contractIds: readonly string[];
  /** Null: as long as before. */
  readonly termYears: number | null;
  /** Of the consent on the sheets that the residents signed; null when they have not. */
  readonly textVersion: string | null;
}

/** What became of one contract of the batch. */
export interface RenewedRow {
  readonly contractId: string;
  readonly residentName: string | null;
  readonly renewed: SigningReceipt | null;
  /** Why not; empty for one that was renewed. */
  readonly refusals: readonly AnyRefusal[];
}

/**
 * 批量续签: renews contracts whose residents have signed on paper, each for itself: what speaks against one keeps no other from being
 * renewed, and sent again the batch renews only what is missing. Packages and doctor stay as they were; where a guardian consented
 * before, they did again.
 */
export async function renewMany(context: ServiceContext, input: RenewManyInput): Promise<RenewedRow[]> {
  permit(context, 'contract:sign');
  const rows: RenewedRow[] = [];
  for (const contractId of new Set(input.contractIds)) rows.push(await renewOne(context, input, contractId));
  return rows;
}

async function renewOne(context: ServiceContext, { requestKey, termYears, textVersion }: RenewManyInput, contractId: string): Promise<RenewedRow> {
  const reach = permit(context, 'contract:sign');
  let residentName: string | null = null;
  const outcome = await unitOfWork<SigningReceipt, AnyRefusal>(context, async (unit): Promise<Outcome<SigningReceipt, AnyRefusal>> => {
    const { tx } = unit;
    const contract = await findContract(tx, reach, contractId);
    if (!contract) return refuse({ code: 'not_found', facts: { what: 'contract' } });
    residentName = (await findResidentOfRegion(tx, contract.regionCode, contract.residentId))?.name ?? null;
    const key = `${requestKey}:${contractId}`;
    const earlier = await findContractByRequest(tx, contract.regionCode, key);
    if (earlier) return answerAgain(unit, earlier, { previousContractId: contractId });
    const policy = await getPolicyInForce(tx, contract.regionCode, today(context));
    if (!policy.ok) return policy;
    const guardian = (await findConsentOfContract(tx, contract.regionCode, contractId))?.guardian ?? null;
    const order = { requestKey: key, practitionerId: null, packageCodes: null, termYears, consent: textVersion === null ? null : { textVersion, guardian }, channel: 'batch' as const };
    const renewed = await renewWithin(context, unit, policy.value.contract, contract, order);
    return renewed.ok ? accept(renewed.value) : renewed;
  });
  return { contractId, residentName, renewed: outcome.ok ? outcome.value : null, refusals: outcome.ok ? [] : outcome.refusals };
}
