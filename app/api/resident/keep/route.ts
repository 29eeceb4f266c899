import { textField } from '@/app/api/auth/resident/form';
import { answerForm } from '../answer-form';

/** Takes the wish to end a contract back. */
export function POST(request: Request): Promise<Response> {
  return answerForm(request, async (api, form) => {
    await api.own.keep({ requestId: textField(form, 'request') });
    return { path: '/r/me/requests' };
  });
}
