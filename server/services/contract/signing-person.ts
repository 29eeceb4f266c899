import type { Reach, Tx } from '@/db';
import { listContractsOfResident } from '@/db/queries/contract';
import { findResidentOfRegion } from '@/db/queries/resident';
import { listIdentityIndexes } from '@/db/queries/resident-alias';
import type { HeldContract } from '@/server/domain/contract/sign-contract';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { checkIdentityNumber } from '@/server/domain/kernel/identity-number';
import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import type { RegistryRefusal } from '@/server/domain/registry/refusals';
import type { ServiceContext } from '../context';
import { type RegistrationInput, judgeRegistration, saveRegistration } from '../resident/registration';
import type { UnitOfWork } from '../unit-of-work';

/** Somebody who is registered, or somebody whose registration comes with the contract. */
export type SigningResident = { readonly id: string } | { readonly registration: RegistrationInput };

export interface Registered {
  readonly residentId: string;
  readonly name: string;
  /** Every number the person is known by, the registered one first. */
  readonly identityIndexes: readonly string[];
}

/** Who is to be signed, as far as it is known before anything is written. */
export interface SigningPerson {
  /** Null for somebody who is not registered yet. */
  readonly residentId: string | null;
  readonly birthDay: Day;
  readonly deathDay: Day | null;
  readonly contracts: readonly HeldContract[];
  /** What speaks against registering them; the contract is judged all the same, so that every reason is told at once. */
  readonly refusals: readonly RegistryRefusal[];
  /** Registers them if they are not yet, as a part of the unit of work. */
  readonly enrol: (unit: UnitOfWork) => Promise<Outcome<Registered, RegistryRefusal>>;
}

/** Null when nobody of the region has that id. */
export async function findSigningPerson(
  tx: Tx,
  context: ServiceContext,
  reach: Reach,
  resident: SigningResident,
): Promise<SigningPerson | null> {
  if ('registration' in resident) return newcomer(tx, context, reach, resident.registration);
  const row = await findResidentOfRegion(tx, reach.regionCode, resident.id);
  if (!row) return null;
  const { id, name, birthDay, deathDay } = row;
  const identityIndexes = await listIdentityIndexes(tx, reach.regionCode, id);
  const contracts = await listContractsOfResident(tx, reach.regionCode, id);
  return { residentId: id, birthDay, deathDay, contracts, refusals: [], enrol: () => Promise.resolve(accept({ residentId: id, name, identityIndexes })) };
}

async function newcomer(tx: Tx, context: ServiceContext, reach: Reach, form: RegistrationInput): Promise<SigningPerson> {
  const judged = await judgeRegistration(tx, context, reach, form);
  if (!judged.ok) {
    const enrol = () => Promise.resolve(judged);
    return { residentId: null, birthDay: birthDayOf(form), deathDay: null, contracts: [], refusals: judged.refusals, enrol };
  }
  return {
    residentId: null,
    birthDay: judged.value.checked.birthDay,
    deathDay: null,
    contracts: [],
    refusals: [],
    enrol: async (unit) => {
      const saved = await saveRegistration(unit.tx, context, reach, form, judged.value);
      if (!saved.ok) return saved;
      const { resident, identityIndex } = saved.value;
      await unit.audit({
        action: 'resident.registered',
        subject: { kind: 'resident', id: resident.id },
        facts: { homeInstitutionCode: resident.homeInstitutionCode },
      });
      return accept({ residentId: resident.id, name: resident.name, identityIndexes: [identityIndex] });
    },
  };
}

/** Whose birth day cannot be told is taken for grown up: a guardian is asked for once the number is right. */
function birthDayOf({ birthDay, certType, certNo }: RegistrationInput): Day {
  const identity = checkIdentityNumber(certType, certNo);
  return birthDay ?? (identity.ok ? identity.value.birthDay : null) ?? '1900-01-01';
}
