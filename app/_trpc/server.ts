import { cookies } from 'next/headers';
import { residentContextOf } from '@/server/api/context';
import { callerOf } from '@/server/api/root';

/**
 * The API for a resident's page, which is rendered on the server: the same procedures as over HTTP, asked as the resident
 * whose cookie came with the request. Null when there is none, or when their half hour is over.
 */
export async function callerOfResident(): Promise<ReturnType<typeof callerOf> | null> {
  const jar = await cookies();
  const context = await residentContextOf(new Map(jar.getAll().map(({ name, value }) => [name, value])));
  return context.actor ? callerOf(context) : null;
}
