import type { IncomingMessage } from 'node:http';
import { theStore } from '@/db';
import { actorOfToken, bearerOfToken, residentCookie, staffCookie } from '@/server/auth/sessions';
import type { ApiContext } from './trpc';

/** The context of a request: a member of staff's cookie first, then a resident's. */
export async function contextOf(cookies: ReadonlyMap<string, string>): Promise<ApiContext> {
  const store = await theStore();
  const now = Date.now();
  const staff = await bearerOfToken(store, cookies.get(staffCookie) ?? null, now);
  if (staff.mustChangePassword) return { store, actor: null, absence: 'password.must_change' };
  return { store, actor: staff.actor ?? (await actorOfToken(store, cookies.get(residentCookie) ?? null, now)) };
}

/** The context of a resident's page: a member of staff who is signed in on the same phone does not get in its way. */
export async function residentContextOf(cookies: ReadonlyMap<string, string>): Promise<ApiContext> {
  const store = await theStore();
  return { store, actor: await actorOfToken(store, cookies.get(residentCookie) ?? null, Date.now()) };
}

/** The request's cookies. What cannot be decoded is left out: other programs of the same host set cookies, too. */
export function cookiesOf(request: IncomingMessage): Map<string, string> {
  const cookies = new Map<string, string>();
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const [name = '', ...rest] = pair.trim().split('=');
    const value = decoded(rest.join('='));
    if (name !== '' && value !== null) cookies.set(name, value);
  }
  return cookies;
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/**
 * Whether a request that changes something comes from our own pages. Browsers always send one of the two headers with
 * it; programs send neither, and carry no cookie that could be abused.
 */
export function isSameOrigin(request: IncomingMessage): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const { origin, host } = request.headers;
  // A page that may not say where it comes from sends "null", which is no address.
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === host);
}
