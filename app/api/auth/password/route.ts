import { cookies } from 'next/headers';
import { ownPath } from '@/app/_ui/own-path';
import { changeOwnPassword } from '@/server/auth/change-password';
import { staffCookie } from '@/server/auth/sessions';
import { mostBytes, readOwnForm, seeOther, textField } from '../resident/form';

/** The form of /password. It works without scripts: every answer is a redirect, and none holds what was typed. */
export async function POST(request: Request): Promise<Response> {
  const form = await readOwnForm(request);
  if (!form) return seeOther('/password?problem=password.unread');
  const next = encodeURIComponent(ownPath(textField(form, 'next', mostBytes)));
  const answer = await changeOwnPassword({
    token: (await cookies()).get(staffCookie)?.value ?? null,
    old: textField(form, 'old', mostBytes),
    chosen: textField(form, 'chosen', mostBytes),
    repeated: textField(form, 'repeated', mostBytes),
    address: request.headers.get('x-gatekeeper-address') ?? 'unknown',
  });
  if (answer.ok) return seeOther(`/password?done=1&next=${next}`);
  if (answer.codes[0] === 'session.missing') return seeOther(`/sign-in?next=${encodeURIComponent(`/password?next=${next}`)}`);
  return seeOther(`/password?${answer.codes.map((code) => `problem=${code}`).join('&')}&next=${next}`);
}
