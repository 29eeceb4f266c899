import { cookies } from 'next/headers';
import { leaveAsResident } from '@/server/auth/resident-door';
import { residentCookie } from '@/server/auth/sessions';
import { isOwnForm, residentCookieHeader, seeOther } from '../form';

/** 退出: the session ends at once and its cookie with it. */
export async function POST(request: Request): Promise<Response> {
  if (!isOwnForm(request)) return seeOther('/r');
  const token = (await cookies()).get(residentCookie)?.value;
  if (token) await leaveAsResident(token);
  return seeOther('/r/ended', residentCookieHeader('', 0));
}
