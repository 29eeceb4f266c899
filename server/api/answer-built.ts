import sirv from 'sirv';
import type { Answer } from './answer';

const staticPath = '/_next/static/';
const aYear = 31_536_000;

/**
 * Sends the scripts and styles of a build as they were compressed after it, once and for all: to compress one anew costs the server more than
 * all else of a first load, and brotli at its best is a seventh smaller. They are named by their content, so a browser keeps them for good.
 * Whatever else is asked, and what was never built, is answered by `render`.
 *
 * @param folder of the build, `.next`
 */
export function builtFirst(folder: string, render: Answer): Answer {
  const send = sirv(`${folder}/static`, { brotli: true, gzip: true, immutable: true, maxAge: aYear });
  return async (request, response) => {
    const { url = '/' } = request;
    if (!url.startsWith(staticPath)) return render(request, response);
    request.url = url.slice(staticPath.length - 1);
    send(request, response, () => {
      request.url = url;
      return render(request, response);
    });
  };
}
