import { connect, type Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { type Latencies, latenciesOf } from '../bench';

export interface Call {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** A session's token, as the browser's cookie carries it. */
  readonly token: string;
  readonly body?: object;
  /** Beside those. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Load {
  readonly port: number;
  /** Connections that are kept open; each has one call under way at a time. */
  readonly clients: number;
  readonly seconds: number;
  /** How long a client waits between an answer and its next call; not at all when left out. */
  readonly pauseMs?: number;
  /** What a client asks next; undefined when nothing is left for it. */
  readonly next: (client: number) => Call | undefined;
}

export interface LoadReport {
  readonly answered: number;
  readonly perSecond: number;
  /** Milliseconds. */
  readonly latencies: Latencies;
}

/**
 * Keeps a server busy from many connections and says how it answered. Calls are written as bytes, because a client library would take
 * as much of the machine as the server that is measured.
 *
 * @throws when an answer is not 200, with its body.
 */
export async function load({ port, clients, seconds, pauseMs, next }: Load): Promise<LoadReport> {
  const times: number[] = [];
  const began = performance.now();
  const until = began + seconds * 1000;
  const one = async (client: number) => {
    const line = await Line.open(port);
    for (let call = next(client); call && performance.now() < until; call = next(client)) {
      const asked = performance.now();
      await line.ask(call);
      times.push(performance.now() - asked);
      if (pauseMs !== undefined) await setTimeout(pauseMs);
    }
    line.close();
  };
  await Promise.all(Array.from({ length: clients }, (_, client) => one(client)));
  const took = (performance.now() - began) / 1000;
  return { answered: times.length, perSecond: times.length / took, latencies: latenciesOf(times) };
}

/** One connection that is kept open. */
export class Line {
  readonly #socket: Socket;
  #received = '';
  #waiting: PromiseWithResolvers<string> | null = null;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('error', (error) => this.#waiting?.reject(error));
    socket.on('close', () => this.#waiting?.reject(new Error('the server hung up')));
    // One character a byte: lengths are told in bytes.
    socket.setEncoding('latin1').on('data', (text: string) => this.#take(text));
  }

  static open(port: number): Promise<Line> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => resolve(new Line(socket)));
      socket.once('error', reject);
    });
  }

  /** The body of the answer. */
  ask({ method, path, token, body, headers = {} }: Call): Promise<string> {
    const text = body === undefined ? '' : JSON.stringify(body);
    const content = body === undefined ? '' : `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(text)}\r\n`;
    const more = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    this.#waiting = Promise.withResolvers<string>();
    this.#socket.write(`${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncookie: gatekeeper.session=${token}\r\n${more.join('')}${content}\r\n${text}`);
    return this.#waiting.promise;
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(text: string): void {
    this.#received += text;
    const head = this.#received.indexOf('\r\n\r\n');
    if (head < 0) return;
    const body = wholeBody(this.#received.slice(0, head).toLowerCase(), this.#received.slice(head + 4));
    if (body === null) return;
    const status = this.#received.slice(9, 12);
    this.#received = '';
    if (status === '200') this.#waiting?.resolve(body);
    else this.#waiting?.reject(new Error(`${status}: ${body}`));
  }
}

/** The body once all of it has come; null before. */
function wholeBody(head: string, received: string): string | null {
  const length = /\ncontent-length: (\d+)/.exec(head)?.[1];
  if (length !== undefined) return received.length >= Number(length) ? received : null;
  return received.endsWith('0\r\n\r\n') ? received : null;
}
