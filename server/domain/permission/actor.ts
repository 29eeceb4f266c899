import type { StaffRole } from './roles';
import { scopesOf, type Scope } from './scopes';

export interface StaffActor {
  readonly kind: 'staff';
  readonly accountId: string;
  readonly sessionId: string;
  readonly name: string;
  readonly role: StaffRole;
  readonly regionCode: string;
  /** Where this person works; empty for people of the bureau. */
  readonly institutionCodes: readonly string[];
  readonly allianceId: string | null;
  readonly practitionerId: string | null;
  readonly teamIds: readonly string[];
}

export interface ResidentActor {
  readonly kind: 'resident';
  /** Whose own view it is: the child's, when a guardian looks and acts in a child's place. */
  readonly residentId: string;
  /** The guardian, when one acts in the resident's place. */
  readonly guardianId?: string;
  readonly regionCode: string;
  readonly sessionId: string;
}

/**
 * A job started by the clock or by the operator. A hospital's system is not one: it acts as staff of its hospital under a role
 * of its own, so that it reaches no other hospital's patients.
 */
export interface SystemActor {
  readonly kind: 'system';
  readonly job: string;
  /** Null for work that spans regions, such as a backup. */
  readonly regionCode: string | null;
}

/** Whoever asks for something to be done. */
export type Actor = StaffActor | ResidentActor | SystemActor;

/** Whether the actor's role includes the scope. The system runs on the operator's behalf and holds every scope but a person's own view. */
export function allows(actor: Actor, scope: Scope): boolean {
  switch (actor.kind) {
    case 'staff':
      return scopesOf(actor.role).includes(scope);
    case 'resident':
      return scopesOf('resident').includes(scope);
    case 'system':
      return scope !== 'own:read' && scope !== 'own:act';
  }
}

/** Who did it, as audit rows and timelines name them. */
export function actorRef(actor: Actor): string {
  switch (actor.kind) {
    case 'staff':
      return `account:${actor.accountId}`;
    case 'resident':
      return `resident:${actor.guardianId ?? actor.residentId}`;
    case 'system':
      return `system:${actor.job}`;
  }
}
