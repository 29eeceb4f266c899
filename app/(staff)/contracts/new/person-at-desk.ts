'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '@/app/_trpc/client';
import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Insutype, KeyGroup, Sex } from '@/server/domain/registry/codes';
import { type ResidentByNumber, useResidentByNumber } from '../../residents/use-resident-by-number';
import type { SigningDraft } from '../signing-draft';
import { type HouseholdMember, newcomerOf, type PersonAtDesk } from './signers';

/** A registered resident at the desk, and the contract that stands against another one. */
export interface KnownResident extends PersonAtDesk {
  readonly id: string;
  readonly birthDay: Day;
  readonly age: number;
  readonly sex: Sex;
  readonly insutype: Insutype;
  readonly keyGroups: readonly KeyGroup[];
  readonly deathDay: Day | null;
  readonly maskedNumber: string;
  readonly standing: { readonly teamName: string | null; readonly institutionName: string; readonly until: Day } | null;
}

export interface AtDesk {
  readonly found: ResidentByNumber;
  readonly known: KnownResident | null;
  /** Who is to be signed: the known one, or a newcomer with a whole number. */
  readonly person: PersonAtDesk | null;
  readonly household: { readonly address: string | null; readonly others: readonly HouseholdMember[]; readonly all: readonly HouseholdMember[] } | null;
  readonly error: unknown;
}

/** Who stands at the desk, by the number they gave or by a search, with the household they may be signed together with. */
export function usePersonAtDesk(draft: SigningDraft, today: Day): AtDesk {
  const trpc = useTRPC();
  const { person, residentId } = draft;
  const found = useResidentByNumber(person.certType, residentId === '' ? person.certNo : '');
  const byNumber = found.data ?? null;
  const id = residentId || (byNumber?.inReach ? byNumber.id : '');
  const household = useQuery(trpc.resident.household.queryOptions({ residentId: id }, { enabled: id !== '', refetchOnWindowFocus: false }));
  const members = household.data?.members ?? [];
  const chosen = members.find((member) => member.id === residentId);
  const known = chosen ? fromHousehold(chosen) : byNumber && residentId === '' ? { ...byNumber, standing: byNumber.contract } : null;
  return {
    found,
    known,
    // Nobody is a newcomer before the register has answered.
    person: known ?? (residentId === '' && found.data === null ? newcomerOf(draft, today) : null),
    household: household.data && known ? { address: household.data.address, others: members.filter((member) => member.id !== known.id), all: members } : null,
    error: household.error,
  };
}

function fromHousehold({ signed, ...member }: HouseholdMember): KnownResident {
  return { ...member, standing: signed && { teamName: null, institutionName: signed.institutionName, until: signed.to } };
}

