import { createServer } from 'node:http';
import { createHash } from 'node:crypto';
import { initTRPC, TRPCError } from '@trpc/server';
import { createHTTPHandler } from '@trpc/server/adapters/standalone';
import Database from 'better-sqlite3';

/** Bare tRPC on node:http: one procedure that looks the session up by a prepared statement and answers a value it has ready. */
const [path = '', answer = ''] = process.argv.slice(2);
const database = new Database(path, { readonly: true });
const find = database.prepare('select account_id from session where token_hash = ? and revoked_at is null and expires_at > ?').pluck();
const ready: unknown = JSON.parse(answer);

const t = initTRPC.context<{ readonly token: string }>().create();
const router = t.router({
  self: t.procedure.query(({ ctx }) => {
    const hash = createHash('sha256').update(ctx.token).digest('base64url');
    if (find.get(hash, Date.now()) === undefined) throw new TRPCError({ code: 'UNAUTHORIZED' });
    return ready;
  }),
});
const answerCall = createHTTPHandler({ router, basePath: '/api/trpc/', createContext: ({ req }) => ({ token: req.headers.cookie?.split('=')[1] ?? '' }) });
const server = createServer((request, response) => (request.url === '/healthz' ? void response.end('{}') : answerCall(request, response)));
server.listen(Number(process.env.PORT), '127.0.0.1');
process.once('SIGTERM', () => process.exit(0));
