import type { Reach, Tx } from '@/db';
import { findInstitution } from '@/db/queries/registry';
import { findResidentByIdentity, identityIndexOf, insertResident, residentRow } from '@/db/queries/resident';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { isPrimary, type Insutype, type KeyGroup, type Sex } from '@/server/domain/registry/codes';
import { type CheckedResident, checkResident } from '@/server/domain/registry/check-resident';
import type { RegistryRefusal } from '@/server/domain/registry/refusals';
import type { Resident } from '@/server/domain/registry/resident';
import { type ServiceContext, today } from '../context';
import { type CloseMatch, closeMatchFact, listCloseMatches } from '../duplicate/list-close-matches';
import { recordNotSame } from '../duplicate/record-not-same';
import { searchKeysOf } from './search-keys';

/** A resident as the desk's form gives them. What the certificate tells may be left out. */
export interface RegistrationInput {
  readonly certType: string;
  readonly certNo: string;
  readonly name: string;
  readonly sex: Sex | null;
  readonly birthDay: Day | null;
  readonly insutype: Insutype;
  readonly retired: boolean;
  readonly keyGroups: readonly KeyGroup[];
  readonly phone: string | null;
  readonly address: string | null;
  /** Null: the institution of whoever registers. */
  readonly homeInstitutionCode: string | null;
  /** Residents who look like this one, and of whom whoever registers says that they are somebody else. */
  readonly notSameAs?: readonly string[] | undefined;
}

/** A registration that nothing speaks against. */
export interface JudgedRegistration {
  readonly checked: CheckedResident;
  readonly homeInstitutionCode: string | null;
  /** Who looks like them and is said to be somebody else. */
  readonly setAside: readonly CloseMatch[];
}

/** Judges a registration against the rules and what the region holds already; every reason at once. Writes nothing. */
export async function judgeRegistration(
  tx: Tx,
  context: ServiceContext,
  reach: Reach,
  input: RegistrationInput,
): Promise<Outcome<JudgedRegistration, RegistryRefusal>> {
  const checked = checkResident({ ...input, deathDay: null, today: today(context) });
  const refusals: RegistryRefusal[] = checked.ok ? [] : [...checked.refusals];
  const homeInstitutionCode = input.homeInstitutionCode ?? (await ownPrimary(tx, reach));
  if (input.homeInstitutionCode !== null && !(await findInstitution(tx, reach.regionCode, input.homeInstitutionCode))) {
    refusals.push({ code: 'registry.institution_unknown', facts: { code: input.homeInstitutionCode } });
  }
  const setAside: CloseMatch[] = [];
  if (checked.ok) {
    const held = await findResidentByIdentity(tx, reach.regionCode, identityIndexOf(input.certType, checked.value.identity));
    if (held) refusals.push({ code: 'registry.already_registered', facts: { residentId: held.id } });
    else {
      const close = await listCloseMatches(tx, reach, input);
      const unseen = close.filter(({ strong, row }) => strong && !input.notSameAs?.includes(row.id));
      if (unseen.length > 0) refusals.push({ code: 'registry.close_match', facts: { matches: unseen.map(closeMatchFact) } });
      setAside.push(...close.filter(({ row }) => input.notSameAs?.includes(row.id)));
    }
  }
  const [first, ...others] = refusals;
  if (first) return refuse(first, ...others);
  if (!checked.ok) throw new Error('a resident who was refused has no reason');
  return accept({ checked: checked.value, homeInstitutionCode, setAside });
}

/** Whoever registers a resident at a township hospital or clinic means that one; a hospital's office means none. */
async function ownPrimary(tx: Tx, { regionCode, institutionCodes }: Reach): Promise<string | null> {
  const own = institutionCodes === 'all' ? undefined : institutionCodes[0];
  const found = own === undefined ? null : await findInstitution(tx, regionCode, own);
  return found && isPrimary(found.level) ? found.code : null;
}

/** Writes a judged registration. */
export async function saveRegistration(
  tx: Tx,
  context: ServiceContext,
  reach: Reach,
  input: RegistrationInput,
  { checked, homeInstitutionCode, setAside }: JudgedRegistration,
): Promise<Outcome<{ resident: Resident; identityIndex: string }, RegistryRefusal>> {
  const { name, sex, birthDay, deathDay, coverage, identity } = checked;
  const id = context.newId();
  const resident: Resident = { id, regionCode: reach.regionCode, name, sex, birthDay, deathDay, coverage, keyGroups: input.keyGroups, homeInstitutionCode };
  const secrets = { certType: input.certType, identity, phone: input.phone?.trim() || null };
  const row = residentRow(resident, secrets, { address: input.address?.trim() || null, movedOutOn: null, registeredAt: context.now() });
  if (await insertResident(tx, row, searchKeysOf(row))) {
    for (const match of setAside) await recordNotSame(tx, context, id, match);
    return accept({ resident, identityIndex: row.identityIndex });
  }
  const held = await findResidentByIdentity(tx, reach.regionCode, row.identityIndex);
  return refuse({ code: 'registry.already_registered', facts: { residentId: held?.id ?? '' } });
}
