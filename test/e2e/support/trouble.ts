import type { BrowserContext, Response } from '@playwright/test';

/** An answer that a story provokes on purpose. */
interface Provoked {
  readonly status: number;
  /** Part of the address, such as the procedure's name. */
  readonly path: string;
}

/**
 * Collects what must not happen unseen in a browser: errors on the console, uncaught errors, requests that failed, and
 * answers of 400 and above that the story did not provoke.
 */
export class Trouble {
  readonly #told: string[] = [];
  readonly #provoked: Provoked[] = [];
  readonly #pending: Promise<void>[] = [];

  /** From here on, these answers are part of the story. */
  expect(status: 401 | 403 | 404 | 409 | 422, path: string): void {
    this.#provoked.push({ status, path });
  }

  /** Without scripts, a browser fails the requests for them; that is what it was asked to do. */
  watch(context: BrowserContext, runsScripts = true): void {
    context.on('console', (message) => {
      // The browser's own line about an answer of 400 and above; the answer itself is judged below.
      if (message.text().startsWith('Failed to load resource')) return;
      if (message.type() === 'error') this.#told.push(`console: ${message.text()}`);
    });
    context.on('weberror', (error) => this.#told.push(`page error: ${error.error().stack ?? error.error().message}`));
    context.on('requestfailed', (request) => {
      // Leaving a page ends what it still asks for.
      const why = request.failure()?.errorText ?? '';
      const isOff = !runsScripts && request.resourceType() === 'script';
      if (why !== 'net::ERR_ABORTED' && !isOff) this.#told.push(`request failed: ${request.url()} ${why}`);
    });
    context.on('response', (response) => this.#pending.push(this.#judge(response)));
  }

  async #judge(response: Response): Promise<void> {
    const url = response.url();
    if (response.status() === 207) {
      // Calls that travelled together answer together; each one has its own status inside.
      const answers = (await response.json().catch(() => [])) as { readonly error?: { readonly data?: { readonly httpStatus?: number; readonly path?: string } } }[];
      for (const { error } of answers) if (error) this.#note(error.data?.httpStatus ?? 500, error.data?.path ?? url);
      return;
    }
    if (response.status() >= 400) this.#note(response.status(), url);
  }

  #note(status: number, path: string): void {
    if (this.#provoked.some((one) => one.status === status && path.includes(one.path))) return;
    this.#told.push(`answered ${status}: ${path}`);
  }

  async all(): Promise<readonly string[]> {
    await Promise.allSettled(this.#pending);
    return this.#told;
  }
}
