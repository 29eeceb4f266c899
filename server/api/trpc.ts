import { type TRPC_ERROR_CODE_KEY, TRPCError, initTRPC } from '@trpc/server';
import type { Store } from '@/db';
import type { Outcome, Refusal } from '@/server/domain/kernel/outcome';
import { isStorable } from '@/server/domain/kernel/storable';
import { type Actor, allows } from '@/server/domain/permission/actor';
import type { Scope } from '@/server/domain/permission/scopes';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, serviceContext } from '@/server/services/context';
import { PermissionDenied } from '@/server/services/permit';

/** What every request brings: the store, and who asks, if anybody. */
export interface ApiContext {
  readonly store: Store;
  readonly actor: Actor | null;
  /** Why nobody asks; 'session.missing' unless told. Whoever still has a first password is nobody until it is changed. */
  readonly absence?: 'session.missing' | 'password.must_change';
}

/** A procedure says which scope it needs; 'anyone' is for signed-in people whatever their role. */
export interface ProcedureMeta {
  readonly scope: Scope | 'anyone';
}

const t = initTRPC
  .context<ApiContext>()
  .meta<ProcedureMeta>()
  .create({
    errorFormatter: ({ shape, error }) => ({
      ...shape,
      // What went wrong inside is for the log, not for the wire.
      message: error.code === 'INTERNAL_SERVER_ERROR' ? 'internal error' : shape.message,
      data: { code: shape.data.code, httpStatus: shape.data.httpStatus, path: shape.data.path, refusals: refusalsOf(error.cause) },
    }),
  });

export const router = t.router;
export const createCaller = t.createCallerFactory;

/**
 * A procedure for holders of a scope. Its context is the one verbs take; the verb itself asks for the scope once more. The input
 * is looked at after the scope: text that no database keeps is nobody's input, whatever the procedure takes.
 */
export function procedure(scope: Scope | 'anyone') {
  return t.procedure.meta({ scope }).use(async ({ ctx, next, getRawInput }) => {
    if (!ctx.actor) throw new TRPCError({ code: 'UNAUTHORIZED', message: ctx.absence ?? 'session.missing' });
    if (scope !== 'anyone' && !allows(ctx.actor, scope)) throw new TRPCError({ code: 'FORBIDDEN', message: 'permission.denied' });
    if (!isStorable(await getRawInput())) throw new TRPCError({ code: 'BAD_REQUEST', message: 'request.text_malformed' });
    const service: ServiceContext = serviceContext(ctx.store, ctx.actor);
    const result = await next({ ctx: { service } });
    if (!result.ok && result.error.cause instanceof PermissionDenied) {
      throw new TRPCError({ code: 'FORBIDDEN', message: 'permission.denied' });
    }
    return result;
  });
}

/** Carries a verb's refusals to the wire. */
class Refused extends Error {
  constructor(readonly refusals: readonly Refusal[]) {
    super(refusals.map((refusal) => refusal.code).join(', '));
  }
}

/** The value of an accepted outcome; a refused one becomes an error that carries all its reasons. */
export async function answer<Value>(outcome: Promise<Outcome<Value, AnyRefusal>>): Promise<Value> {
  const settled = await outcome;
  if (settled.ok) return settled.value;
  const cause = new Refused(settled.refusals);
  throw new TRPCError({ code: httpCodeOf(settled.refusals[0]), message: cause.message, cause });
}

function httpCodeOf(refusal: AnyRefusal): TRPC_ERROR_CODE_KEY {
  switch (refusal.code) {
    case 'not_found':
      return 'NOT_FOUND';
    case 'permission.denied':
      return 'FORBIDDEN';
    case 'conflict.changed_meanwhile':
      return 'CONFLICT';
    default:
      return 'UNPROCESSABLE_CONTENT';
  }
}

function refusalsOf(cause: unknown): readonly Refusal[] {
  return cause instanceof Refused ? cause.refusals : [];
}
