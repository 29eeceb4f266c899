import type { IncomingMessage, ServerResponse } from 'node:http';

/** Answers a request whose path is its own. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;
