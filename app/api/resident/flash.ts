import { cookies } from 'next/headers';
import type { Refusal } from '@/server/domain/kernel/outcome';

const flashCookie = 'gatekeeper.why';
const mostCharacters = 3000;

/**
 * Why something was not done, from the form's answer to the page that shows it. It travels in a cookie of one minute, because names of teams
 * and days do not belong into addresses.
 */
export function flashHeader(refusals: readonly Refusal[]): string {
  const all = encodeURIComponent(JSON.stringify(refusals));
  const text = all.length <= mostCharacters ? all : encodeURIComponent(JSON.stringify(refusals.slice(0, 1)));
  return `${flashCookie}=${text}; Path=/r; HttpOnly; SameSite=Lax; Max-Age=60`;
}

/** Empty when nothing was refused, or somebody else wrote the cookie. */
export async function readFlash(): Promise<readonly Refusal[]> {
  const text = (await cookies()).get(flashCookie)?.value ?? '';
  try {
    const read: unknown = JSON.parse(text);
    return Array.isArray(read) ? read.filter(isRefusal) : [];
  } catch {
    return [];
  }
}

function isRefusal(read: unknown): read is Refusal {
  return typeof read === 'object' && read !== null && 'code' in read && typeof read.code === 'string' && 'facts' in read && typeof read.facts === 'object' && read.facts !== null;
}
