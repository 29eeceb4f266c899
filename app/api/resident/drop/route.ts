import { textField } from '@/app/api/auth/resident/form';
import { answerForm } from '../answer-form';

/** Declines what a team proposed, or takes back what one asked for. */
export function POST(request: Request): Promise<Response> {
  return answerForm(request, async (api, form) => {
    await api.own.drop({ requestId: textField(form, 'request') });
    return { path: '/r/me/receipt?of=drop' };
  });
}
