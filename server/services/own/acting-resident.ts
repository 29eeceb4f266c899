import type { Own } from '@/db/queries/own';
import type { ServiceContext } from '../context';
import { PermissionDenied, permit } from '../permit';

/** Who acts for whom on the resident's pages. */
export interface ActingResident extends Own {
  /** Whose phone answers for it: the guardian's when one acts, the person's own otherwise. */
  readonly speakerId: string;
}

/**
 * The resident that a deed is about, and who answers for it; both from the session, never from input.
 *
 * @throws PermissionDenied
 */
export function actingResident(context: ServiceContext): ActingResident {
  permit(context, 'own:act');
  const { actor } = context;
  if (actor.kind !== 'resident') throw new PermissionDenied('own:act');
  const { regionCode, residentId, guardianId } = actor;
  return { regionCode, residentId, speakerId: guardianId ?? residentId };
}
