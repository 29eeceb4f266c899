import { findContract } from '@/db/queries/contract';
import { type Outcome, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { ownResident } from '../own/own-resident';
import { permit } from '../permit';
import { type AgreementView, findAgreementView } from './agreement-view';

/** The documents of a contract within reach. */
export async function getAgreement(context: ServiceContext, input: { readonly contractId: string }): Promise<Outcome<AgreementView, AnyRefusal>> {
  const reach = permit(context, 'agreement:read');
  const q = context.store.reads;
  const contract = await findContract(q, reach, input.contractId);
  return contract ? findAgreementView(q, contract) : refuse({ code: 'not_found', facts: { what: 'contract' } });
}

/** The documents of one of the resident's own contracts. */
export async function getOwnAgreement(context: ServiceContext, input: { readonly contractId: string }): Promise<Outcome<AgreementView, AnyRefusal>> {
  const { regionCode, residentId } = ownResident(context);
  const q = context.store.reads;
  const contract = await findContract(q, { regionCode, institutionCodes: 'all' }, input.contractId);
  return contract?.residentId === residentId ? findAgreementView(q, contract) : refuse({ code: 'not_found', facts: { what: 'contract' } });
}
