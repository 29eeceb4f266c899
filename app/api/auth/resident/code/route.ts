import { codeCookieHeader } from '@/app/api/resident/code-cookie';
import { type CertType, certTypes } from '@/server/domain/kernel/identity-number';
import { askForCodeAtDoor } from '@/server/auth/resident-door';
import { readOwnForm, seeOther, textField } from '../form';

/** A code for a number typed at the door. Whoever's it is, or nobody's: the next page is the same. */
export async function POST(request: Request): Promise<Response> {
  const form = await readOwnForm(request);
  if (!form) return seeOther('/r/by-phone');
  const regionCode = textField(form, 'region');
  const asked = await askForCodeAtDoor({
    regionCode,
    certType: certTypeOf(textField(form, 'certType')),
    certNo: textField(form, 'certNo'),
    address: request.headers.get('x-gatekeeper-address') ?? 'unknown',
  });
  if (asked.ok) return seeOther('/r/by-phone/code', codeCookieHeader('enter', `${regionCode}.${asked.token}`));
  return seeOther(`/r/by-phone?problem=${asked.code === 'door.too_many' ? 'many' : 'number'}`);
}

function certTypeOf(text: string): CertType {
  return certTypes.find((known) => known === text) ?? '01';
}
