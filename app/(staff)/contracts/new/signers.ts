import { desk as copy } from '@/app/_copy/desk';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { suggestPackages } from '@/server/domain/contract/packages';
import { type Day, ageOn, isDay } from '@/server/domain/kernel/calendar-day';
import type { KeyGroup } from '@/server/domain/registry/codes';
import { groupedSinceEver, keyGroupsOn } from '@/server/domain/registry/key-groups-on';
import { readNumber } from '../../residents/identity';
import type { GuardianDraft, SigningDraft } from '../signing-draft';

export type HouseholdMember = RouterOutputs['resident']['household']['members'][number];
export type OfferedPackage = RouterOutputs['contract']['packages']['packages'][number];

/** Somebody who is about to be signed; the first is the one whose number was given. */
export interface Signer {
  readonly key: string;
  /** Null for a newcomer, who is registered along with the contract. */
  readonly residentId: string | null;
  readonly name: string;
  /** Null until the birth day is known. */
  readonly age: number | null;
  readonly packageCodes: readonly string[];
  /** What fits their key groups. */
  readonly suggested: readonly string[];
  readonly needsGuardian: boolean;
  readonly guardian: GuardianDraft;
}

/** The one at the desk, as far as a number or a search has told. */
export interface PersonAtDesk {
  readonly id: string | null;
  readonly name: string;
  readonly birthDay: Day | null;
  readonly keyGroups: readonly KeyGroup[];
}

export const mainKey = 'main';

interface Terms {
  readonly today: Day;
  readonly guardianUnderAge: number;
  readonly packages: readonly OfferedPackage[];
}

/** Everybody who is signed by this form, each with the packages that fit them unless somebody chose others. */
export function signersOf(draft: SigningDraft, terms: Terms, person: PersonAtDesk | null, members: readonly HouseholdMember[]): Signer[] {
  if (!person) return [];
  const along = members.filter(({ id }) => draft.memberIds.includes(id));
  const people = [
    { key: mainKey, ...person },
    ...along.map((member) => ({ key: member.id, id: member.id, name: member.name, birthDay: member.birthDay, keyGroups: member.keyGroups })),
  ];
  return people.map(({ key, id, name, birthDay, keyGroups }) => {
    const age = birthDay === null ? null : ageOn(birthDay, terms.today);
    const suggested = suggestPackages(terms.packages, keyGroups);
    const known = members.find((member) => member.id === id)?.guardians[0];
    return {
      key,
      residentId: id,
      name: name.trim() || copy.thisPerson,
      age,
      packageCodes: draft.packages[key] ?? suggested,
      suggested,
      needsGuardian: age !== null && age < terms.guardianUnderAge,
      guardian: draft.guardians[key] ?? { name: known?.name ?? '', relation: copy.consent.relations[0] },
    };
  });
}

/** Who a newcomer is, by what the form has so far; null while there is no whole number. */
export function newcomerOf({ person }: SigningDraft, today: Day): PersonAtDesk | null {
  const { identity } = readNumber(person.certType, person.certNo);
  if (!identity) return null;
  const birthDay = identity.birthDay ?? (isDay(person.birthDay) ? person.birthDay : null);
  const keyGroups = birthDay === null ? person.keyGroups : keyGroupsOn({ birthDay, keyGroups: groupedSinceEver(person.keyGroups) }, today);
  return { id: null, name: person.name, birthDay, keyGroups };
}
