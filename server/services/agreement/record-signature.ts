import { listEvidence } from '@/db/queries/agreement';
import { findConsentOfContract } from '@/db/queries/consent';
import { findContract } from '@/db/queries/contract';
import type { SignatureGiven } from '@/server/domain/agreement/signature';
import { type Outcome, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';
import { type RecordedEvidence, recordEvidence } from './record-evidence';

/**
 * Signs a contract afterwards that came without evidence, such as one taken over from a file: the resident reads the documents as the
 * register fills them and signs. What is recorded once stays.
 */
export function recordSignature(context: ServiceContext, input: { readonly contractId: string; readonly signature: SignatureGiven }): Promise<Outcome<RecordedEvidence, AnyRefusal>> {
  const reach = permit(context, 'contract:sign');
  return unitOfWork<RecordedEvidence, AnyRefusal>(context, async (unit) => {
    const contract = await findContract(unit.tx, reach, input.contractId);
    if (!contract) return refuse({ code: 'not_found', facts: { what: 'contract' } });
    const { number, regionCode, id, status, endDay } = contract;
    if (status !== 'in_force') return refuse({ code: 'agreement.not_in_force', facts: { number, endDay } });
    const [first] = await listEvidence(unit.tx, regionCode, id);
    if (first) return refuse({ code: 'agreement.already_recorded', facts: { number } });
    const consent = await findConsentOfContract(unit.tx, regionCode, id);
    if (!consent) return refuse({ code: 'contract.consent_missing', facts: {} });
    return recordEvidence(context, unit, { contract, consent, signature: input.signature });
  });
}
