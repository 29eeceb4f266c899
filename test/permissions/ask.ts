import { TRPCError } from '@trpc/server';
import type { Store } from '@/db';
import { appRouter, callerOf } from '@/server/api/root';
import type { Actor } from '@/server/domain/permission/actor';
import type { Scope } from '@/server/domain/permission/scopes';

export interface Procedure {
  /** `contract.get`. */
  readonly path: string;
  readonly type: string;
  /** Null when none is declared. */
  readonly scope: Scope | 'anyone' | null;
  readonly takesInput: boolean;
}

interface ProcedureDefinition {
  readonly _def: { readonly type: string; readonly meta?: { readonly scope?: Scope | 'anyone' }; readonly inputs: readonly unknown[] };
}

/** Every procedure of the API, as it declares itself. */
export const procedures: readonly Procedure[] = Object.entries(appRouter._def.procedures as unknown as Readonly<Record<string, ProcedureDefinition>>).map(
  ([path, { _def }]) => ({ path, type: _def.type, scope: _def.meta?.scope ?? null, takesInput: _def.inputs.length > 0 }),
);

export interface Answer {
  /** 'OK', or the code of the error. */
  readonly code: string;
  readonly value: unknown;
  readonly refusals: readonly { readonly code: string; readonly facts: unknown }[];
  /** What went wrong, for the message of a failing test. */
  readonly message: string;
}

/** Calls a procedure by its path with whatever input, as the API would. */
export async function ask(store: Store, actor: Actor | null, path: string, input?: unknown): Promise<Answer> {
  const call = path.split('.').reduce<unknown>((at, name) => Reflect.get(at as object, name), callerOf({ store, actor })) as (input: unknown) => Promise<unknown>;
  try {
    return { code: 'OK', value: await call(input), refusals: [], message: '' };
  } catch (error) {
    if (!(error instanceof TRPCError)) throw error;
    const { code, cause } = error;
    const refusals = cause && 'refusals' in cause ? (cause.refusals as Answer['refusals']) : [];
    return { code, value: null, refusals, message: cause?.message ?? error.message };
  }
}
