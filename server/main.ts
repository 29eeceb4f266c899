import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createHTTPHandler } from '@trpc/server/adapters/standalone';
import next from 'next';
import { theStore, translateError } from '@/db';
import { installationSecret } from '@/db/sealed';
import { agreementPrint, words } from '@/app/_copy/export';
import { sentenceOf } from '@/app/_copy/refusals';
import type { Answer } from '@/server/api/answer';
import { agreementHandler, agreementsPath } from '@/server/api/answer-agreement';
import { attachmentHandler, attachmentsPath } from '@/server/api/answer-attachment';
import { exportHandler, exportsPath } from '@/server/api/answer-export';
import { builtFirst } from '@/server/api/answer-built';
import { inTurn } from '@/server/api/answer-in-turn';
import { contextOf, cookiesOf, isSameOrigin } from '@/server/api/context';
import { type LiveAnswers, liveReferrals, livePath } from '@/server/api/answer-live';
import { hisHandler } from '@/server/api/his/answer-his';
import { appRouter } from '@/server/api/root';
import { answerUpload, uploadPath } from '@/server/api/upload-file';
import type { RequestRefusal } from '@/server/domain/request/refusals';
import { chooseSender } from '@/server/integration/sms/choose-sender';
import { startClockwork } from '@/server/jobs/clockwork';
import { startLogCarrier } from '@/server/jobs/log-carrier';
import { startNoticeSender } from '@/server/jobs/notice-sender';
import { startTrialRunner } from '@/server/jobs/trial-runner';

const host = process.env.HOST ?? '127.0.0.1';
const port = Number(process.env.PORT ?? 3000);
const dev = process.env.NODE_ENV !== 'production';
/** A call of the screens is a form, never a file. */
const largestCallBytes = 1024 * 1024;

/**
 * The one process entry. The API and health are answered here, because the same call through a Next route costs four
 * times as much; pages and next-auth are Next's.
 */
async function main(): Promise<void> {
  // Whoever read the log may go. That is nobody's failure; telling of it would fail as well, and so on for ever.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  process.env.AUTH_TRUST_HOST ??= 'true';
  process.env.NEXTAUTH_SECRET ??= installationSecret('NEXTAUTH_SECRET', 'nextauth.secret');
  const store = await theStore();
  await store.migrate();
  const pages = next({ dev, dir: process.cwd(), hostname: host, port });
  await pages.prepare();
  const complain = (text: string) => console.error(text);
  const live = liveReferrals({ complain });
  const answer = answersOf(dev ? pages.getRequestHandler() : builtFirst('.next', inTurn(pages.getRequestHandler())), live);
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      const incident = randomUUID();
      console.error(`${incident} ${request.method ?? '?'} ${request.url?.split('?')[0] ?? '?'}:`, translateError(error));
      if (response.headersSent) response.destroy();
      else sendRefusal(response, 500, { code: 'request.failed', facts: { incident } });
    });
  });
  const upgrade = pages.getUpgradeHandler();
  if (dev) server.on('upgrade', (request, socket, head) => void upgrade(request, socket, head));
  const stops = [startClockwork(store, complain), startTrialRunner(store, complain), startNoticeSender(store, chooseSender(store), complain), startLogCarrier(complain), live.stop];
  server.listen(port, host, () => console.error(`Gatekeeper listens on http://${host}:${port}`));
  const stop = () => {
    for (const stopJob of stops) stopJob();
    server.close(() => void store.close().then(() => process.exit(0)));
    server.closeIdleConnections();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

/** Who answers which path. */
function answersOf(answerPage: Answer, live: LiveAnswers): Answer {
  const answerTrpc = createHTTPHandler({
    router: appRouter,
    basePath: '/api/trpc/',
    maxBodySize: largestCallBytes,
    createContext: ({ req }) => contextOf(cookiesOf(req)),
    onError: ({ error, path }) => {
      if (error.code === 'INTERNAL_SERVER_ERROR') console.error(`api ${path ?? '?'}:`, translateError(error.cause ?? error));
    },
  });
  const answerHis = hisHandler({ sentence: sentenceOf });
  const answerExport = exportHandler(words);
  const answerAgreement = agreementHandler(words, agreementPrint);
  const answerAttachment = attachmentHandler(sentenceOf);
  return async (request, response) => {
    secure(response);
    const path = request.url?.split('?')[0] ?? '/';
    if (path.startsWith('/api/his/v1/')) return answerHis(request, response);
    if (path.startsWith(exportsPath)) return answerExport(request, response);
    if (path.startsWith(agreementsPath)) return answerAgreement(request, response);
    if (path === livePath) return live.answer(request, response);
    if (path.startsWith(attachmentsPath)) return answerAttachment(request, response);
    if (path.startsWith(uploadPath)) return answerUpload(request, response);
    // Reading leaves audit rows, too, which another site's page must not write in somebody's name.
    if (path.startsWith('/api/trpc/')) return isSameOrigin(request) ? answerTrpc(request, response) : refuseOrigin(response);
    if (path === '/healthz') return sendJson(response, 200, { status: 'ok' });
    if (path === '/readyz') return answerReady(response);
    noteAddress(request);
    return answerPage(request, response);
  };
}

/** Headers of every response, whoever makes it. */
function secure(response: ServerResponse): void {
  const script = dev ? "'self' 'unsafe-inline' 'unsafe-eval'" : "'self' 'unsafe-inline'";
  response.setHeader(
    'Content-Security-Policy',
    `default-src 'self'; script-src ${script}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`,
  );
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'same-origin');
  response.setHeader('X-Frame-Options', 'DENY');
}

/** The address that sign-in is throttled by; a client cannot choose it, because it is overwritten here. */
function noteAddress(request: IncomingMessage): void {
  request.headers['x-gatekeeper-address'] = request.socket.remoteAddress ?? 'unknown';
}

function refuseOrigin(response: ServerResponse): void {
  sendRefusal(response, 403, { code: 'request.foreign_origin', facts: {} });
}

async function answerReady(response: ServerResponse): Promise<void> {
  try {
    await (await theStore()).transaction(() => Promise.resolve());
    sendJson(response, 200, { status: 'ready' });
  } catch {
    sendJson(response, 503, { status: 'database does not accept writes' });
  }
}

function sendRefusal(response: ServerResponse, status: number, refusal: RequestRefusal): void {
  sendJson(response, status, { ...refusal, message: sentenceOf(refusal), fields: [] });
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' });
  response.end(JSON.stringify(body));
}

await main();
