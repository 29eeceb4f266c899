import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

/** Bare node:http that sends bytes it has ready: a page by its path, as the product sent it once. */
const files = JSON.parse(process.argv[2] ?? '{}') as Readonly<Record<string, string>>;
const pages = new Map(Object.entries(files).map(([path, file]) => [path, readFileSync(file)]));
const server = createServer((request, response) => {
  const page = pages.get(request.url ?? '');
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Length': page?.length ?? 0 });
  response.end(page);
});
server.listen(Number(process.env.PORT), '127.0.0.1');
process.once('SIGTERM', () => process.exit(0));
