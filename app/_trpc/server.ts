import { cookies } from 'next/headers';
import { residentContextOf } from '@/server/api/context';
import { listServedRegions } from '@/server/api/regions';
import { callerOf } from '@/server/api/root';
import type { Refusal } from '@/server/domain/kernel/outcome';

/**
 * The API for a resident's page, which is rendered on the server: the same procedures as over HTTP, asked as the resident
 * whose cookie came with the request. Null when there is none, or when their half hour is over.
 */
export async function callerOfResident(): Promise<ReturnType<typeof callerOf> | null> {
  const jar = await cookies();
  const context = await residentContextOf(new Map(jar.getAll().map(({ name, value }) => [name, value])));
  return context.actor ? callerOf(context) : null;
}

export type ResidentApi = NonNullable<Awaited<ReturnType<typeof callerOfResident>>>;

/** The regions a resident's door can be knocked at in; known to everybody. */
export function regionsServed(): Promise<{ readonly code: string; readonly name: string }[]> {
  return listServedRegions();
}

/** Why a verb refused, out of the error that a procedure threw; none for any other error. */
export function refusalsOf(error: unknown): readonly Refusal[] {
  const cause = error instanceof Error ? error.cause : null;
  return cause instanceof Error && 'refusals' in cause && Array.isArray(cause.refusals) ? (cause.refusals as readonly Refusal[]) : [];
}
