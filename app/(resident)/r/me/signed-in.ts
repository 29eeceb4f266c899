import { redirect } from 'next/navigation';
import { type ResidentApi, callerOfResident } from '@/app/_trpc/server';

/** The API of whoever is signed in on this phone; the page is over for anybody else. */
export async function signedIn(): Promise<ResidentApi> {
  const api = await callerOfResident();
  if (!api) redirect('/r/ended');
  return api;
}
