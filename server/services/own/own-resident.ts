import type { Own } from '@/db/queries/own';
import type { ServiceContext } from '../context';
import { PermissionDenied, permit } from '../permit';

/**
 * Whose own view is asked for. Nobody else's role holds the scope, and the person is taken from the session, never from input.
 *
 * @throws PermissionDenied
 */
export function ownResident(context: ServiceContext): Own {
  permit(context, 'own:read');
  const { actor } = context;
  if (actor.kind !== 'resident') throw new PermissionDenied('own:read');
  return { regionCode: actor.regionCode, residentId: actor.residentId };
}
