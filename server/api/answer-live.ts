import type { IncomingMessage, ServerResponse } from 'node:http';
import { theStore } from '@/db';
import { findSessionOf, staffCookie } from '@/server/auth/sessions';
import { serviceContext } from '@/server/services/context';
import { PermissionDenied, permit } from '@/server/services/permit';
import { type ReferralWatch, watchReferrals } from '@/server/services/referral/watch-referrals';
import { contextOf, cookiesOf, isSameOrigin } from './context';

export const livePath = '/api/live/referrals';

/** A line now and then keeps proxies from closing the connection, and tells whether the session still stands. */
const beatMs = 20_000;
/** More than people of a region have screens open; beyond it screens ask by themselves. */
const mostStreams = 1000;
/** Whoever does not read what is sent is let go. */
const mostUnreadBytes = 64 * 1024;

export interface LiveAnswers {
  readonly answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** Ends every stream, so that the server can close. */
  readonly stop: () => void;
}

interface LiveOptions {
  readonly beatMs?: number;
  readonly everyMs?: number;
  readonly complain?: (text: string) => void;
}

/**
 * GET /api/live/referrals: server-sent events. `ready` once the stream stands, so that whoever was away looks anew; `changed` with
 * `{ referralIds }` when something happened to referrals within the session's reach (none named: very many); `over` when the session has ended.
 */
export function liveReferrals({ beatMs: every = beatMs, everyMs, complain = () => undefined }: LiveOptions = {}): LiveAnswers {
  const streams = new Set<ServerResponse>();
  let watch: ReferralWatch | null = null;
  const answer: LiveAnswers['answer'] = async (request, response) => {
    const refuse = (status: number, code: string) => {
      response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' });
      response.end(JSON.stringify({ code, facts: {}, fields: [] }));
    };
    if (request.method !== 'GET') return refuse(405, 'request.method_unknown');
    if (!isSameOrigin(request)) return refuse(403, 'request.foreign_origin');
    const cookies = cookiesOf(request);
    const { store, actor, absence = 'session.missing' } = await contextOf(cookies);
    if (!actor) return refuse(401, absence);
    if (streams.size >= mostStreams) return refuse(503, 'request.failed');
    // Whoever left meanwhile would never be heard to leave.
    if (response.closed) return;
    try {
      const reach = permit(serviceContext(store, actor), 'referral:read');
      watch ??= watchReferrals(store, { complain, ...(everyMs === undefined ? {} : { everyMs }) });
      const leave = watch.listen(reach, (referralIds) => send(response, 'changed', { referralIds }));
      const beat = setInterval(() => void keepUp(response, cookies.get(staffCookie) ?? null, complain), every);
      beat.unref();
      streams.add(response);
      response.once('close', () => {
        leave();
        clearInterval(beat);
        streams.delete(response);
      });
    } catch (error) {
      if (!(error instanceof PermissionDenied)) throw error;
      return refuse(403, 'permission.denied');
    }
    response.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' });
    response.write('retry: 3000\n');
    send(response, 'ready', {});
  };
  return {
    answer,
    stop: () => {
      watch?.close();
      watch = null;
      for (const response of streams) response.end();
    },
  };
}

function send(response: ServerResponse, event: 'ready' | 'changed' | 'over', data: object): void {
  if (response.writableEnded) return;
  if (response.writableLength > mostUnreadBytes) response.destroy();
  else response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}

/** Looking whether the session stands does not prolong it: an open screen is nobody at work. */
async function keepUp(response: ServerResponse, token: string | null, complain: (text: string) => void): Promise<void> {
  try {
    const found = await findSessionOf((await theStore()).reads, token, Date.now());
    if (found?.account && !found.account.disabled) {
      if (!response.writableEnded) response.write(':\n\n');
      return;
    }
    send(response, 'over', {});
    response.end();
  } catch (error) {
    complain(`live referrals: ${String(error)}`);
  }
}
