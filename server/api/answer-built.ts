import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join } from 'node:path';

const staticPath = '/_next/static/';
/** No dots that lead upwards, nothing encoded: what the build names its files by. */
const plainName = /^(?!.*\.\.)[\w\-.~/]+$/;
const types: Readonly<Record<string, string>> = { '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.html': 'text/html; charset=utf-8' };

interface Built {
  readonly type: string;
  readonly encoding: 'br' | 'gzip';
  readonly bytes: Buffer;
  readonly tag: string;
  /** It is named by its content, and never another. */
  readonly isImmutable: boolean;
}

/**
 * Sends what the build left ready, compressed once and for all: scripts and styles, and the static shells of the staff's screens. To find and
 * compress them anew for each request is most of what a first load costs the server. Answers false for whatever else is asked, such as a page
 * for a browser that takes no compression, or the part of a page that a script fetches; that is Next's to answer.
 *
 * @param folder of the build, `.next`
 */
export async function builtHandler(folder: string): Promise<(request: IncomingMessage, response: ServerResponse) => Promise<boolean>> {
  const shells = await shellsOf(folder);
  const held = new Map<string, Promise<Built | null>>();
  const find = (path: string, encoding: Built['encoding']): Promise<Built | null> => {
    const file = fileOf(folder, shells, path);
    if (file === null) return Promise.resolve(null);
    const key = `${file} ${encoding}`;
    const known = held.get(key) ?? read(file, encoding, path.startsWith(staticPath));
    // A name that nothing was built under is not remembered: anybody can think of more of them.
    held.set(key, known);
    void known.then((built) => built ?? held.delete(key));
    return known;
  };
  return async (request, response) => {
    if (request.method !== 'GET' || request.headers.rsc !== undefined || request.headers.range !== undefined) return false;
    const encoding = encodingFor(request.headers['accept-encoding']);
    const url = request.url ?? '/';
    if (encoding === null || url.includes('_rsc=')) return false;
    const built = await find(url.split('?')[0] ?? '/', encoding);
    if (built === null) return false;
    send(request, response, built);
    return true;
  };
}

function encodingFor(accepted: string | string[] = ''): Built['encoding'] | null {
  const named = String(accepted).split(/[\s,;]+/);
  return named.includes('br') ? 'br' : named.includes('gzip') ? 'gzip' : null;
}

/** Paths of the pages that are the same for everybody. One that redirects, or is told anew after a while, has more to it than its text. */
async function shellsOf(folder: string): Promise<ReadonlySet<string>> {
  const { routes } = await readJson<{ readonly routes: Readonly<Record<string, { readonly initialRevalidateSeconds: number | false }>> }>(join(folder, 'prerender-manifest.json'));
  const shells = new Set<string>();
  for (const [path, { initialRevalidateSeconds }] of Object.entries(routes)) {
    if (initialRevalidateSeconds !== false || path === '/' || path.startsWith('/_') || extname(path) !== '') continue;
    const { status = 200 } = await readJson<{ readonly status?: number }>(join(folder, 'server', 'app', `${path}.meta`));
    if (status === 200) shells.add(path);
  }
  return shells;
}

async function readJson<Shape>(file: string): Promise<Shape> {
  return JSON.parse(await readFile(file, 'utf8')) as Shape;
}

function fileOf(folder: string, shells: ReadonlySet<string>, path: string): string | null {
  if (shells.has(path)) return join(folder, 'server', 'app', `${path}.html`);
  if (!path.startsWith(staticPath) || !plainName.test(path)) return null;
  return join(folder, 'static', path.slice(staticPath.length));
}

async function read(file: string, encoding: Built['encoding'], isImmutable: boolean): Promise<Built | null> {
  const type = types[extname(file)];
  if (type === undefined) return null;
  try {
    const bytes = await readFile(`${file}.${encoding === 'br' ? 'br' : 'gz'}`);
    return { type, encoding, bytes, tag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`, isImmutable };
  } catch {
    return null;
  }
}

function send(request: IncomingMessage, response: ServerResponse, { type, encoding, bytes, tag, isImmutable }: Built): void {
  const isKnown = request.headers['if-none-match'] === tag;
  response.writeHead(isKnown ? 304 : 200, {
    ...(isKnown ? {} : { 'Content-Type': type, 'Content-Encoding': encoding, 'Content-Length': bytes.length }),
    // A shell names the scripts of its own build: it is asked for each time, and mostly answered by “not modified”.
    'Cache-Control': isImmutable ? 'public, max-age=31536000, immutable' : 'private, no-cache',
    ETag: tag,
    Vary: isImmutable ? 'Accept-Encoding' : 'rsc, next-router-state-tree, next-router-prefetch, next-router-segment-prefetch, Accept-Encoding',
  });
  response.end(isKnown ? undefined : bytes);
}
