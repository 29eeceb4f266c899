import { findContract } from '@/db/queries/contract';
import { type Outcome, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { ownResident } from '../own/own-resident';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';
import { type AgreementView, findAgreementView } from './agreement-view';

/** The documents of a contract within reach, signature and all. Reading them leaves an audit row that the resident can see. */
export function getAgreement(context: ServiceContext, input: { readonly contractId: string }): Promise<Outcome<AgreementView, AnyRefusal>> {
  const reach = permit(context, 'agreement:read');
  return unitOfWork<AgreementView, AnyRefusal>(context, async ({ tx, audit }) => {
    const contract = await findContract(tx, reach, input.contractId);
    if (!contract) return refuse({ code: 'not_found', facts: { what: 'contract' } });
    await audit({ action: 'resident.agreement_viewed', subject: { kind: 'resident', id: contract.residentId }, facts: { contractId: contract.id } });
    return findAgreementView(tx, contract);
  });
}

/** The documents of one of the resident's own contracts. */
export async function getOwnAgreement(context: ServiceContext, input: { readonly contractId: string }): Promise<Outcome<AgreementView, AnyRefusal>> {
  const { regionCode, residentId } = ownResident(context);
  const q = context.store.reads;
  const contract = await findContract(q, { regionCode, institutionCodes: 'all' }, input.contractId);
  return contract?.residentId === residentId ? findAgreementView(q, contract) : refuse({ code: 'not_found', facts: { what: 'contract' } });
}
