import { cookies } from 'next/headers';
import { contextOf } from '@/server/api/context';
import { callerOf } from '@/server/api/root';

/** The API for a page that is rendered on the server: the same procedures, asked as whoever's cookies came with the request. */
export async function callerOfRequest() {
  const jar = await cookies();
  return callerOf(await contextOf(new Map(jar.getAll().map(({ name, value }) => [name, value]))));
}
