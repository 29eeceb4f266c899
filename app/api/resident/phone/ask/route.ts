import { textField } from '@/app/api/auth/resident/form';
import { answerForm } from '../../answer-form';
import { codeCookieHeader } from '../../code-cookie';

/** Codes to the new number and, if it can still be read, to the old one. */
export function POST(request: Request): Promise<Response> {
  return answerForm(request, async (api, form) => {
    const readsOld = textField(form, 'old') === '1';
    const fresh = await api.own.askCode({ purpose: 'new_phone', newPhone: textField(form, 'phone') });
    const cookies = [codeCookieHeader('new_phone', fresh.token)];
    if (readsOld) cookies.push(codeCookieHeader('old_phone', (await api.own.askCode({ purpose: 'old_phone', newPhone: null })).token));
    return { path: `/r/me/phone/code${readsOld ? '?old=1' : ''}`, cookies };
  });
}
