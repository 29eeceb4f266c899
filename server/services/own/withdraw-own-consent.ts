import { findContract } from '@/db/queries/contract';
import { findResidentOfRegion } from '@/db/queries/resident';
import { maskName } from '@/server/domain/kernel/identity-number';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { EndedContract } from '../contract/terminate-contract';
import { withdrawWithin } from '../contract/withdraw-consent';
import type { ServiceContext } from '../context';
import { queueNotice } from '../notice/queue-notice';
import { unitOfWork } from '../unit-of-work';
import { actingResident } from './acting-resident';

/**
 * A resident takes their consent back (个人信息保护法 art. 15). It takes effect at once and ends the contract; nobody is asked, the team is
 * told. A retry changes nothing.
 */
export function withdrawOwnConsent(context: ServiceContext, input: { readonly contractId: string; readonly note: string | null }): Promise<Outcome<EndedContract, AnyRefusal>> {
  const { regionCode, residentId } = actingResident(context);
  return unitOfWork<EndedContract, AnyRefusal>(context, async (unit) => {
    const { tx, audit } = unit;
    const contract = await findContract(tx, { regionCode, institutionCodes: 'all' }, input.contractId);
    if (contract?.residentId !== residentId) return refuse({ code: 'not_found', facts: { what: 'contract' } });
    const about = { kind: 'contract', id: contract.id } as const;
    if (contract.status === 'terminated' && contract.termination.reason === 'consent_withdrawn') {
      await audit({ action: 'consent.withdrawal_repeated', subject: about });
      return accept({ contractId: contract.id, endDay: contract.endDay });
    }
    const ended = await withdrawWithin(context, unit, contract, input.note);
    if (!ended.ok) return ended;
    const resident = await findResidentOfRegion(tx, regionCode, residentId);
    await queueNotice<'consent_withdrawn'>(tx, context, { regionCode, to: { kind: 'team', id: contract.teamId }, template: 'consent_withdrawn', facts: { maskedName: maskName(resident?.name ?? '') }, about });
    return ended;
  });
}
