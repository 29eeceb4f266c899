import { findContract } from '@/db/queries/contract';
import { verificationPath } from '@/server/domain/agreement/verification-code';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { ownResident } from '../own/own-resident';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';
import { type AgreementView, findAgreementView } from './agreement-view';

/** What a printed copy is made of. */
export interface AgreementToPrint extends AgreementView {
  readonly regionCode: string;
  /** The path that its QR leads to; null where nothing was recorded that could be verified. */
  readonly verificationPath: string | null;
  readonly printedAt: number;
}

/**
 * A copy of a contract's documents to be printed; that it was taken is audited. Staff get contracts within their reach, residents
 * their own.
 */
export function printAgreement(context: ServiceContext, input: { readonly contractId: string }): Promise<Outcome<AgreementToPrint, AnyRefusal>> {
  const own = context.actor.kind === 'resident' ? ownResident(context) : null;
  const reach = own ? { regionCode: own.regionCode, institutionCodes: 'all' as const } : permit(context, 'agreement:read');
  return unitOfWork<AgreementToPrint, AnyRefusal>(context, async ({ tx, audit }) => {
    const contract = await findContract(tx, reach, input.contractId);
    if (!contract || (own && contract.residentId !== own.residentId)) return refuse({ code: 'not_found', facts: { what: 'contract' } });
    const view = await findAgreementView(tx, contract);
    if (!view.ok) return view;
    await audit({ action: 'agreement.printed', subject: { kind: 'contract', id: contract.id }, facts: { recorded: view.value.agreement.recorded !== null } });
    const { code } = view.value;
    const { regionCode } = contract;
    return accept({ ...view.value, regionCode, verificationPath: code === null ? null : verificationPath(regionCode, code), printedAt: context.now() });
  });
}
