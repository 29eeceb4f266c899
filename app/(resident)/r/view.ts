import { cookies } from 'next/headers';

const viewCookie = 'gatekeeper.large';
const yearSeconds = 31_536_000;

/** Whether this phone shows the pages in large letters. */
export async function isLarge(): Promise<boolean> {
  return (await cookies()).get(viewCookie)?.value === '1';
}

export function viewCookieHeader(large: boolean): string {
  return `${viewCookie}=${large ? '1' : '0'}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${yearSeconds}`;
}
