import type { Instant } from '@/server/domain/kernel/instant';
import type { ClinicSession, Slot } from './slot';

/** An institution as it stands to reserved places. */
export interface Party {
  readonly code: string;
  readonly name: string;
  readonly allianceId: string | null;
  /** The institution it draws with: a village clinic's township hospital, otherwise itself. */
  readonly houseCode: string;
}

/** Why an institution may take a hospital's reserved places, or that it may not. */
export const standingKinds = ['own_alliance', 'no_alliance', 'specialty', 'outside'] as const;
export type StandingKind = (typeof standingKinds)[number];

/** What an institution is to the reserved places of one hospital's department. */
export interface Standing {
  readonly kind: StandingKind;
  readonly houseCode: string;
  readonly hospitalName: string;
}

/**
 * Who may take a hospital's reserved places: an institution of its alliance; anybody, where the hospital is of none; and the members
 * of a specialty alliance in which it shares the department. Everyone else may be referred there all the same, without a place.
 */
export function standingOf(asker: Party, hospital: Party, sharesDepartment: boolean): Standing {
  const { houseCode } = asker;
  const hospitalName = hospital.name;
  if (hospital.allianceId === null) return { kind: 'no_alliance', houseCode, hospitalName };
  if (hospital.allianceId === asker.allianceId) return { kind: 'own_alliance', houseCode, hospitalName };
  return { kind: sharesDepartment ? 'specialty' : 'outside', houseCode, hospitalName };
}

/** Whether a place is open to an institution: nobody's in particular, its own, or, once the time has come, borrowed from another. */
export function isOpenTo(
  standing: Pick<Standing, 'houseCode'>,
  slot: Pick<Slot, 'dealtTo'>,
  session: Pick<ClinicSession, 'borrowAt'>,
  now: Instant,
): boolean {
  return slot.dealtTo === null || slot.dealtTo === standing.houseCode || (session.borrowAt !== null && session.borrowAt <= now);
}
