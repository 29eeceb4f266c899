import { residentSessionMs } from '@/server/auth/open-resident-session';
import { enterAsResident } from '@/server/auth/resident-door';
import { readOwnForm, residentCookieHeader, seeOther, textField } from './form';

/** The form of the paper code's page. It works without scripts: every answer is a redirect. */
export async function POST(request: Request): Promise<Response> {
  const form = await readOwnForm(request);
  if (!form) return seeOther('/r');
  const code = textField(form, 'code');
  const answer = await enterAsResident({ code, tail: textField(form, 'tail') });
  if (answer.ok) return seeOther('/r/me', residentCookieHeader(answer.token, residentSessionMs / 1000));
  return seeOther(`/r/${encodeURIComponent(code)}?problem=${answer.code === 'pass.locked' ? 'locked' : 'refused'}`);
}
