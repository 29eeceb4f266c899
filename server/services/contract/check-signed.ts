import { findContractInForce } from '@/db/queries/contract';
import { findInstitution, findPractitioner } from '@/db/queries/registry';
import { findResidentByIdentity, identityIndexOf } from '@/db/queries/resident';
import { findTeam } from '@/db/queries/team';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { checkIdentityNumber } from '@/server/domain/kernel/identity-number';
import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';

export interface CheckSignedInput {
  readonly certType: string;
  readonly certNo: string;
  readonly day: Day;
}

/** The contract that covers a person on a day, as a hospital's counter needs it. */
export interface SignedWith {
  readonly number: string;
  readonly team: { readonly name: string; readonly phone: string | null };
  readonly institution: { readonly code: string; readonly name: string };
  readonly doctor: { readonly name: string; readonly title: string } | null;
  readonly packageCodes: readonly string[];
  readonly startDay: Day;
  readonly endDay: Day;
}

/**
 * Whether a person is signed on a day, anywhere in the region; null for one who is not and for one whom nobody knows, which
 * cannot be told apart. Asking about somebody who is known leaves an audit row that the resident can see.
 */
export async function checkSigned(context: ServiceContext, input: CheckSignedInput): Promise<Outcome<SignedWith | null, AnyRefusal>> {
  const { regionCode } = permit(context, 'contract:read');
  const identity = checkIdentityNumber(input.certType, input.certNo);
  if (!identity.ok) return identity;
  const q = context.store.reads;
  const person = await findResidentByIdentity(q, regionCode, identityIndexOf(input.certType, identity.value));
  if (!person) return accept(null);
  const contract = await findContractInForce(q, regionCode, person.id, input.day);
  const team = contract && (await findTeam(q, regionCode, contract.teamId));
  const place = contract && (await findInstitution(q, regionCode, contract.institutionCode));
  const doctor = contract && (await findPractitioner(q, regionCode, contract.practitionerId));
  return unitOfWork<SignedWith | null, AnyRefusal>(context, async ({ audit }) => {
    await audit({ action: 'resident.signing_checked', subject: { kind: 'resident', id: person.id }, facts: { day: input.day } });
    if (!contract) return accept(null);
    const { number, packageCodes, startDay, endDay, institutionCode } = contract;
    return accept({
      number,
      team: { name: team?.name ?? contract.teamId, phone: team?.phone ?? null },
      institution: { code: institutionCode, name: place?.name ?? institutionCode },
      doctor: doctor && { name: doctor.name, title: doctor.title },
      packageCodes,
      startDay,
      endDay,
    });
  });
}
