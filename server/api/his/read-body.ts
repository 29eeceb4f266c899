import type { IncomingMessage } from 'node:http';
import { problem } from './problem';

/** A day's settlements of a large hospital fit into a few requests of this size. */
export const bodyLimitBytes = 8 * 1024 * 1024;
/** A sender of more than the limit is let finish, so that it reads the answer, but not for ever. */
const drainLimitBytes = 8 * bodyLimitBytes;

const jsonTypes = ['application/json'] as const;
const recordTypes = ['application/json', 'application/x-ndjson'] as const;

export interface RequestBody {
  readonly bytes: Buffer;
  readonly text: string;
  /** One JSON value a line. */
  readonly isLines: boolean;
}

/**
 * The whole body as UTF-8 text without its byte order mark.
 *
 * @throws HisProblem for a body that is too large, of another type, compressed, or no UTF-8.
 */
export async function readBody(request: IncomingMessage, kind: 'json' | 'records'): Promise<RequestBody> {
  const bytes = await collect(request);
  const type = bytes.length > 0 ? typeOf(request, kind) : jsonTypes[0];
  try {
    return { bytes, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), isLines: type === recordTypes[1] };
  } catch {
    throw problem({ code: 'request.body_malformed', facts: {} });
  }
}

/** Whoever sent the request went away before its end; there is nobody to answer. */
export class BrokenOff extends Error {}

/** @throws HisProblem when the text is no JSON, or nested beyond what can be read. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw problem({ code: 'request.body_malformed', facts: {} });
  }
}

function typeOf({ headers }: IncomingMessage, kind: 'json' | 'records'): string {
  const known: readonly string[] = kind === 'json' ? jsonTypes : recordTypes;
  const type = (headers['content-type'] ?? jsonTypes[0]).toLowerCase().split(';')[0]?.trim() ?? '';
  const encoding = headers['content-encoding'] ?? 'identity';
  if (known.includes(type) && encoding === 'identity') return type;
  throw problem({ code: 'request.body_type_unknown', facts: { type: encoding === 'identity' ? type : encoding, known } });
}

function collect(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= bodyLimitBytes) chunks.push(chunk);
      else chunks = [];
      if (size > drainLimitBytes) request.destroy();
    });
    request.on('end', () => {
      if (size > bodyLimitBytes) reject(problem({ code: 'request.body_too_large', facts: { limitBytes: bodyLimitBytes } }));
      else resolve(Buffer.concat(chunks));
    });
    request.on('error', () => reject(new BrokenOff()));
    request.on('close', () => reject(new BrokenOff()));
  });
}
