import { residentCookie } from '@/server/auth/sessions';

/** Whether a form was sent from our own page: browsers tell by one of two headers, and a form is never sent without either. */
export function isOwnForm(request: Request): boolean {
  const site = request.headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin';
  const origin = request.headers.get('origin');
  return origin !== null && URL.canParse(origin) && new URL(origin).host === request.headers.get('host');
}

export const mostBytes = 4096;

/** The fields of one of our own forms; null for a foreign, oversized or unreadable one. */
export async function readOwnForm(request: Request): Promise<FormData | null> {
  if (!isOwnForm(request) || !(Number(request.headers.get('content-length') ?? mostBytes + 1) <= mostBytes)) return null;
  return request.formData().catch(() => null);
}

/** A text field, never longer than anything we ask for; a password must not be cut, so that its form is the limit. */
export function textField(form: FormData, name: string, most = 64): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.slice(0, most).replace(/\p{Surrogate}/gu, '') : '';
}

export function residentCookieHeader(token: string, seconds: number): string {
  const secure = process.env.GATEKEEPER_HTTPS === '1' ? '; Secure' : '';
  return `${residentCookie}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${secure}`;
}

/** After a form, the browser gets the next page, so that reloading it sends nothing again. */
export function seeOther(path: string, ...cookies: readonly string[]): Response {
  const headers = new Headers({ Location: path, 'Cache-Control': 'no-store' });
  for (const cookie of cookies) headers.append('Set-Cookie', cookie);
  return new Response(null, { status: 303, headers });
}
