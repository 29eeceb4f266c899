import { cookies } from 'next/headers';
import type { CodePurpose } from '@/server/domain/notice/notice';

const seconds = 600;

/** The token of a code that was asked for: kept from the page's scripts and out of addresses. */
export function codeCookieHeader(purpose: CodePurpose, token: string): string {
  return `gatekeeper.code.${purpose}=${encodeURIComponent(token)}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${process.env.GATEKEEPER_HTTPS === '1' ? '; Secure' : ''}`;
}

/** Empty when none was asked for, or too long ago. */
export async function codeTokenOf(purpose: CodePurpose): Promise<string> {
  return (await cookies()).get(`gatekeeper.code.${purpose}`)?.value ?? '';
}
