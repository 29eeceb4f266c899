import { viewCookieHeader } from '@/app/(resident)/r/view';
import { readOwnForm, seeOther, textField } from '@/app/api/auth/resident/form';

/** 大字版, on and off; anybody may choose it, signed in or not, and stays on the page they were on. */
export async function POST(request: Request): Promise<Response> {
  const form = await readOwnForm(request);
  return form ? seeOther(pageOf(request.headers.get('referer')), viewCookieHeader(textField(form, 'large') === '1')) : seeOther('/r');
}

/** The page that the form stood on; browsers say so to their own site. */
function pageOf(referer: string | null): string {
  if (referer === null || !URL.canParse(referer)) return '/r';
  const { pathname, search } = new URL(referer);
  return /^\/r(\/[\w/-]*)?$/.test(pathname) ? `${pathname}${search}` : '/r';
}
