import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';

export interface PageWeight {
  /** Gzipped bytes of the scripts that the first load of the page fetched. */
  readonly scriptBytes: number;
  /** Gzipped bytes of everything it fetched, the document included. */
  readonly totalBytes: number;
}

/** Loads a page in a browser that has nothing cached, and weighs what came; gzip here, so that the server's settings do not matter. */
export async function weighPage(page: Page, path: string): Promise<PageWeight> {
  // A stream of news never ends, and would keep the page from ever being still; 204 tells the browser that there is none.
  await page.route('**/api/live/**', (route) => route.fulfill({ status: 204 }));
  const bodies: Promise<{ isScript: boolean; bytes: number }>[] = [];
  page.on('response', (response) => {
    const isScript = response.request().resourceType() === 'script';
    // A redirect and an aborted prefetch have no body.
    bodies.push(
      response.body().then(
        (body) => ({ isScript, bytes: gzipSync(body).length }),
        () => ({ isScript, bytes: 0 }),
      ),
    );
  });
  await page.goto(path, { waitUntil: 'networkidle' });
  const weights = await Promise.all(bodies);
  const sum = (chosen: typeof weights) => chosen.reduce((total, { bytes }) => total + bytes, 0);
  return { scriptBytes: sum(weights.filter(({ isScript }) => isScript)), totalBytes: sum(weights) };
}
