import { seeOther, textField } from '@/app/api/auth/resident/form';
import { answerForm, backOf } from '../answer-form';
import { codeCookieHeader } from '../code-cookie';
import { deedOf, isAgreed, purposeOf, queryOf } from '../deed';
import { flashHeader } from '../flash';

/** Sends the code that a deed asks for, and leads to the page where it is typed. What was chosen travels in the query. */
export async function POST(request: Request): Promise<Response> {
  const copy = request.clone();
  const form = await copy.formData().catch(() => null);
  const deed = deedOf(form ? textField(form, 'deed') : '');
  if (form && deed && !isAgreed(deed, form)) {
    const back = backOf(form);
    return seeOther(`${back}${back.includes('?') ? '&' : '?'}problem=1`, flashHeader([{ code: 'contract.consent_missing', facts: {} }]));
  }
  return answerForm(request, async (api, own) => {
    if (!deed) return { path: '/r/me' };
    const { token } = await api.own.askCode({ purpose: purposeOf(deed), newPhone: null });
    return { path: `/r/me/code?deed=${deed}&${queryOf(own)}`, cookies: [codeCookieHeader(purposeOf(deed), token)] };
  });
}
