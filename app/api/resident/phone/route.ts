import { textField } from '@/app/api/auth/resident/form';
import { answerForm } from '../answer-form';
import { codeTokenOf } from '../code-cookie';

/** 换手机号: the digits that came to the numbers. */
export function POST(request: Request): Promise<Response> {
  return answerForm(request, async (api, form) => {
    const readsOld = textField(form, 'old') === '1';
    await api.own.changePhone({
      requestKey: textField(form, 'requestKey'),
      newCode: { token: await codeTokenOf('new_phone'), typed: textField(form, 'newDigits', 32) },
      oldCode: readsOld ? { token: await codeTokenOf('old_phone'), typed: textField(form, 'oldDigits', 32) } : null,
    });
    return { path: '/r/me/receipt?of=phone' };
  });
}
