import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, get, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compressBuilt } from '@/scripts/lib/compress-built.mjs';
import { builtHandler } from '@/server/api/answer-built';

const folder = mkdtempSync(join(tmpdir(), 'gatekeeper-built-'));
const script = 'export const words = "守门人";\n'.repeat(50);
const shell = '<!doctype html><html lang="zh-CN"><body>工作台</body></html>';
let server: Server;

function put(path: string, text: string): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

function ask(path: string, headers: Record<string, string> = { 'accept-encoding': 'gzip, deflate, br, zstd' }, method = 'GET'): Promise<Answer> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const request = get({ host: '127.0.0.1', port, path, headers, method }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }));
    });
    request.on('error', reject);
  });
}

beforeAll(async () => {
  put('static/chunks/a1.js', script);
  put('server/app/worklist.html', shell);
  put('server/app/worklist.meta', '{"headers":{}}');
  put('server/app/moved.html', '');
  put('server/app/moved.meta', '{"status":307,"headers":{"location":"/worklist"}}');
  put('secret.js', 'secret');
  const fixed = { initialRevalidateSeconds: false };
  put('prerender-manifest.json', JSON.stringify({ routes: { '/worklist': fixed, '/moved': fixed, '/': fixed, '/_not-found': fixed, '/icon.svg': fixed, '/fresh': { initialRevalidateSeconds: 60 } } }));
  await compressBuilt(folder);
  put('secret.js.br', 'secret');
  const answer = await builtHandler(folder);
  server = createServer((request, response) => {
    void answer(request, response).then((isAnswered) => isAnswered || response.writeHead(501).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

describe('what the build left ready', () => {
  test('a script comes as small as it gets and is kept for good', async () => {
    const { status, headers, body } = await ask('/_next/static/chunks/a1.js');
    expect(status).toBe(200);
    expect(headers).toMatchObject({ 'content-encoding': 'br', 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'public, max-age=31536000, immutable', vary: 'Accept-Encoding' });
    expect(brotliDecompressSync(body).toString()).toBe(script);
  });

  test('a browser that knows only gzip gets gzip', async () => {
    const { headers, body } = await ask('/_next/static/chunks/a1.js', { 'accept-encoding': 'gzip' });
    expect(headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(body).toString()).toBe(script);
  });

  test('a shell is asked for each time, and not sent again when it is the same, whatever its query', async () => {
    const first = await ask('/worklist?of=institution');
    expect(brotliDecompressSync(first.body).toString()).toBe(shell);
    expect(first.headers['cache-control']).toBe('private, no-cache');
    const again = await ask('/worklist', { 'accept-encoding': 'br', 'if-none-match': first.headers.etag ?? '' });
    expect([again.status, again.body.length]).toEqual([304, 0]);
  });

  test.each([
    ['a part of a page that a script fetches', '/worklist', { 'accept-encoding': 'br', rsc: '1' }],
    ['the same by its query', '/worklist?_rsc=abc', { 'accept-encoding': 'br' }],
    ['a page without compression', '/worklist', {}],
    ['a page that redirects', '/moved', { 'accept-encoding': 'br' }],
    ['the start', '/', { 'accept-encoding': 'br' }],
    ['a page that is told anew after a while', '/fresh', { 'accept-encoding': 'br' }],
    ['a script that was never built', '/_next/static/chunks/b2.js', { 'accept-encoding': 'br' }],
    ['a file outside the scripts', '/_next/static/../secret.js', { 'accept-encoding': 'br' }],
    ['the same, encoded', '/_next/static/%2e%2e/secret.js', { 'accept-encoding': 'br' }],
  ])('%s is left to whoever renders pages', async (_, path, headers) => {
    expect((await ask(path, headers)).status).toBe(501);
  });

  test('only reading is answered', async () => {
    expect((await ask('/worklist', { 'accept-encoding': 'br' }, 'POST')).status).toBe(501);
  });
});
