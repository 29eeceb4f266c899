import type { Reach } from '@/db';
import { type Actor, allows } from '@/server/domain/permission/actor';
import { type Scope, reachOf } from '@/server/domain/permission/scopes';
import type { ServiceContext } from './context';

/** The actor may not do this at all. What lies outside an actor's reach is not denied but not found. */
export class PermissionDenied extends Error {
  readonly code = 'permission.denied';
  constructor(readonly scope: Scope) {
    super(`permission denied: ${scope}`);
    this.name = 'PermissionDenied';
  }
}

/**
 * The first line of every verb: the scope is the actor's, and here is how far it goes. The reach is handed to every
 * query, which cannot look outside it.
 *
 * @throws PermissionDenied
 */
export function permit(context: ServiceContext, scope: Scope): Reach {
  const { actor } = context;
  if (!allows(actor, scope)) throw new PermissionDenied(scope);
  // Work for the installation as a whole reaches no region's rows.
  if (actor.regionCode === null) return { regionCode: '', institutionCodes: [] };
  return { regionCode: actor.regionCode, institutionCodes: institutionsOf(actor) };
}

function institutionsOf(actor: Actor): Reach['institutionCodes'] {
  switch (actor.kind) {
    case 'system':
      return 'all';
    case 'resident':
      return [];
    case 'staff':
      return reachOf(actor.role) === 'region' ? 'all' : actor.institutionCodes;
  }
}
