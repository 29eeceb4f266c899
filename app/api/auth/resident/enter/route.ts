import { codeTokenOf } from '@/app/api/resident/code-cookie';
import { residentSessionMs } from '@/server/auth/open-resident-session';
import { enterByCodeAtDoor } from '@/server/auth/resident-door';
import { readOwnForm, residentCookieHeader, seeOther, textField } from '../form';

/** The digits that came by SMS, typed at the door. */
export async function POST(request: Request): Promise<Response> {
  const form = await readOwnForm(request);
  if (!form) return seeOther('/r/by-phone');
  const [regionCode = '', token = ''] = (await codeTokenOf('enter')).split('.');
  const entered = await enterByCodeAtDoor({ regionCode, token, typed: textField(form, 'digits'), address: request.headers.get('x-gatekeeper-address') ?? 'unknown' });
  if (entered.ok) return seeOther('/r/me', residentCookieHeader(entered.token, residentSessionMs / 1000));
  return seeOther(`/r/by-phone/code?problem=${entered.code === 'door.too_many' ? 'many' : 'refused'}`);
}
