import { textField } from '@/app/api/auth/resident/form';
import { answerForm } from '../answer-form';

/** 换人查看: a guardian turns to a child's page, or back to their own. */
export function POST(request: Request): Promise<Response> {
  return answerForm(request, async (api, form) => {
    const wardId = textField(form, 'ward');
    await api.own.chooseWard({ wardId: wardId === '' ? null : wardId });
    return { path: '/r/me' };
  });
}
