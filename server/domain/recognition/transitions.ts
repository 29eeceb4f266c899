import type { Actor } from '@/server/domain/permission/actor';
import { allows } from '@/server/domain/permission/actor';
import { reachOf, type Scope } from '@/server/domain/permission/scopes';
import { recognitionActions, type RecognitionAction, type RecognitionSide, type RecognitionStatus } from './codes';
import type { Recognition } from './recognition';
import type { RecognitionActionRefusal } from './refusals';

export interface RecognitionTransition {
  readonly next: RecognitionStatus;
  readonly by: readonly RecognitionSide[];
}

/**
 * The one table of what may happen to a recognition: status × action → next status and the sides that may do it. An empty
 * cell is a refusal. A renewal leaves the recognition as it is and starts the next one. The screens' buttons, their reasons
 * why not, and the rules themselves all read it.
 */
export const recognitionTransitions: Readonly<
  Record<RecognitionStatus, Readonly<Partial<Record<RecognitionAction, RecognitionTransition>>>>
> = {
  applied: {
    approve: { next: 'approved', by: ['bureau'] },
    decline: { next: 'declined', by: ['bureau'] },
    withdraw: { next: 'withdrawn', by: ['applicant'] },
  },
  approved: {
    renew: { next: 'approved', by: ['applicant', 'carer'] },
    revoke: { next: 'revoked', by: ['bureau'] },
  },
  declined: {},
  withdrawn: {},
  revoked: {},
};

type Placed = Pick<Recognition, 'status' | 'institutionCode'>;

/** The sides an actor stands on. Whoever works at an institution and was shown the recognition looks after its person. */
export function sidesOf(recognition: Pick<Recognition, 'institutionCode'>, actor: Actor): RecognitionSide[] {
  if (actor.kind !== 'staff') return [];
  if (reachOf(actor.role) === 'region') return ['bureau'];
  if (actor.institutionCodes.length === 0) return [];
  const { institutionCode } = recognition;
  const applied = institutionCode !== null && actor.institutionCodes.includes(institutionCode);
  return applied ? ['applicant', 'carer'] : ['carer'];
}

/** What this actor can do with this recognition now, for buttons and keyboard. */
export function availableActions(recognition: Placed, actor: Actor): RecognitionAction[] {
  return recognitionActions.filter((action) => whyNot(recognition, action, actor).length === 0);
}

/** Why the actor cannot do this now, in the order of `RecognitionActionRefusal`; none means they can. */
export function whyNot(recognition: Placed, action: RecognitionAction, actor: Actor): RecognitionActionRefusal[] {
  const transition = recognitionTransitions[recognition.status][action];
  const sides = transition?.by ?? sidesThatEver(action);
  const refusals: RecognitionActionRefusal[] = [];
  if (!allows(actor, scopeNeeded(action))) refusals.push({ code: 'recognition.not_permitted', facts: { action } });
  if (!sidesOf(recognition, actor).some((side) => sides.includes(side))) {
    refusals.push({ code: 'recognition.wrong_side', facts: { action, sides } });
  }
  if (!transition) refusals.push({ code: 'recognition.wrong_status', facts: { action, status: recognition.status } });
  return refusals;
}

/** The scope that an action needs. */
export function scopeNeeded(action: RecognitionAction): Scope {
  switch (action) {
    case 'approve':
    case 'decline':
    case 'revoke':
      return 'recognition:decide';
    case 'withdraw':
    case 'renew':
      return 'recognition:apply';
  }
}

function sidesThatEver(action: RecognitionAction): RecognitionSide[] {
  const sides = Object.values(recognitionTransitions).flatMap((cells) => cells[action]?.by ?? []);
  return [...new Set(sides)];
}
