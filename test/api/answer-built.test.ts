import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, get, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compressBuilt } from '@/scripts/lib/compress-built.mjs';
import { builtFirst } from '@/server/api/answer-built';

const folder = mkdtempSync(join(tmpdir(), 'gatekeeper-built-'));
const script = 'export const words = "守门人";\n'.repeat(50);
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
  put('secret.js', 'secret');
  await compressBuilt(folder);
  put('secret.js.br', 'secret');
  const answer = builtFirst(folder, (request, response) => Promise.resolve(void response.writeHead(501).end(request.url)));
  server = createServer((request, response) => void answer(request, response));
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
    expect(headers).toMatchObject({ 'content-encoding': 'br', 'content-type': 'text/javascript', 'cache-control': 'public,max-age=31536000,immutable', vary: 'Accept-Encoding' });
    expect(brotliDecompressSync(body).toString()).toBe(script);
  });

  test('a browser that knows only gzip gets gzip', async () => {
    const { headers, body } = await ask('/_next/static/chunks/a1.js', { 'accept-encoding': 'gzip' });
    expect(headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(body).toString()).toBe(script);
  });

  test('a browser that knows neither gets it as it is', async () => {
    const { headers, body } = await ask('/_next/static/chunks/a1.js', {});
    expect(headers['content-encoding']).toBeUndefined();
    expect(body.toString()).toBe(script);
  });

  test.each([
    ['a page', '/worklist'],
    ['a script that was never built', '/_next/static/chunks/b2.js'],
    ['a file outside the scripts', '/_next/static/../secret.js'],
    ['the same, encoded', '/_next/static/%2e%2e/secret.js'],
  ])('%s is left to whoever renders pages, under its own address', async (_, path) => {
    const { status, body } = await ask(path);
    expect({ status, url: body.toString() }).toEqual({ status: 501, url: path });
  });
});
