import { type ResidentApi, callerOfResident, refusalsOf } from '@/app/_trpc/server';
import { readOwnForm, seeOther, textField } from '@/app/api/auth/resident/form';
import { flashHeader } from './flash';

export interface FormAnswer {
  /** The page that comes next. */
  readonly path: string;
  readonly cookies?: readonly string[];
}

/**
 * Answers a form of the resident's pages without scripts: the deed is done and the browser sent to the next page, so that reloading sends
 * nothing again. Refused, it goes back to the page named by the form, which says why. A foreign or oversized form does nothing.
 */
export async function answerForm(request: Request, work: (api: ResidentApi, form: FormData) => Promise<FormAnswer>): Promise<Response> {
  const form = await readOwnForm(request);
  if (!form) return seeOther('/r');
  const api = await callerOfResident();
  if (!api) return seeOther('/r/ended');
  try {
    const { path, cookies = [] } = await work(api, form);
    return seeOther(path, ...cookies);
  } catch (error) {
    const refusals = refusalsOf(error);
    if (refusals.length === 0) throw error;
    return seeOther(withProblem(backOf(form)), flashHeader(refusals));
  }
}

/** A page of the resident's own, as the form names it; anything else is taken for the overview. */
export function backOf(form: FormData): string {
  const back = textField(form, 'back', 400);
  return /^\/r\/[\w/-]*(\?[^#\s]*)?$/.test(back) ? back : '/r/me';
}

/** The same page, which is to say why. */
export function withProblem(path: string): string {
  const plain = path.replace(/([?&])problem=1(&|$)/, '$1').replace(/[?&]$/, '');
  return `${plain}${plain.includes('?') ? '&' : '?'}problem=1`;
}
