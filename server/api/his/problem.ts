import { DatabaseError } from '@/db';
import type { Outcome } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { PermissionDenied } from '@/server/services/permit';

/** One reason, and the field it is about; null when it is about the request as a whole. */
export interface Reason {
  readonly refusal: AnyRefusal;
  readonly field: string | null;
}

/** Why a request is refused; every reason at once, the weightiest first. */
export class HisProblem extends Error {
  constructor(readonly reasons: readonly [Reason, ...Reason[]]) {
    super(reasons.map(({ refusal }) => refusal.code).join(', '));
    this.name = 'HisProblem';
  }
}

/** A problem that has one reason. */
export function problem(refusal: AnyRefusal, field: string | null = null): HisProblem {
  return new HisProblem([{ refusal, field }]);
}

/** The value of an accepted outcome; `fieldOf` names the field that a reason is about. */
export function granted<Value, R extends AnyRefusal>(outcome: Outcome<Value, R>, fieldOf: (refusal: R) => string | null = () => null): Value {
  if (outcome.ok) return outcome.value;
  const [first, ...others] = outcome.refusals;
  const reasonOf = (refusal: R): Reason => ({ refusal, field: fieldOf(refusal) });
  throw new HisProblem([reasonOf(first), ...others.map(reasonOf)]);
}

/** A thrown thing in the words of the interface; null when it is a fault of ours. */
export function asProblem(error: unknown): HisProblem | null {
  if (error instanceof HisProblem) return error;
  if (error instanceof PermissionDenied) return problem({ code: 'permission.denied', facts: { scope: error.scope } });
  if (error instanceof DatabaseError && (error.problem === 'busy' || error.problem === 'full')) return problem({ code: 'request.busy', facts: {} });
  return null;
}

/** HTTP's number for a refusal. What a caller's content is to blame for is 422. */
export function statusOf({ code }: AnyRefusal): number {
  switch (code) {
    case 'request.body_malformed':
    case 'request.body_empty':
      return 400;
    case 'request.key_missing':
    case 'request.key_unknown':
    case 'request.key_revoked':
      return 401;
    case 'permission.denied':
    case 'referral.not_permitted':
    case 'referral.wrong_side':
      return 403;
    case 'not_found':
    case 'request.route_unknown':
      return 404;
    case 'request.method_unknown':
      return 405;
    case 'conflict.changed_meanwhile':
    case 'referral.wrong_status':
    case 'request.repeated_with_other_content':
    case 'request.still_at_work':
      return 409;
    case 'request.precondition_failed':
      return 412;
    case 'request.precondition_missing':
      return 428;
    case 'request.body_too_large':
    case 'request.too_many_rows':
      return 413;
    case 'request.body_type_unknown':
      return 415;
    case 'request.too_many':
      return 429;
    case 'request.failed':
      return 500;
    case 'request.busy':
      return 503;
    default:
      return 422;
  }
}
