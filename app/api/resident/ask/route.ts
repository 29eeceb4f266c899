import { textField } from '@/app/api/auth/resident/form';
import { answerForm, backOf, withProblem } from '../answer-form';
import { codeCookieHeader } from '../code-cookie';
import { deedOf, isAgreed, purposeOf, queryOf } from '../deed';
import { flashHeader } from '../flash';

/** Sends the code that a deed asks for, and leads to the page where it is typed. What was chosen travels in the query. */
export function POST(request: Request): Promise<Response> {
  return answerForm(request, async (api, form) => {
    const deed = deedOf(textField(form, 'deed'));
    if (!deed) return { path: '/r/me' };
    if (!isAgreed(deed, form)) return { path: withProblem(backOf(form)), cookies: [flashHeader([{ code: 'contract.consent_missing', facts: {} }])] };
    const { token } = await api.own.askCode({ purpose: purposeOf(deed), newPhone: null });
    return { path: `/r/me/code?deed=${deed}&${queryOf(form)}`, cookies: [codeCookieHeader(purposeOf(deed), token)] };
  });
}
