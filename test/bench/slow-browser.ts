import { type Browser, type BrowserContextOptions, chromium } from '@playwright/test';
import { findInstalledChromium } from '../support/chromium.mjs';
import { latenciesOf } from './bench';

export interface SeenPage {
  readonly path: string;
  /** Who looks at it, as the cookie of a session; nobody. */
  readonly cookie: { readonly name: string; readonly value: string } | null;
  readonly isPhone: boolean;
  /** What stands there once the page shows what it is about. */
  readonly shows: string;
}

export interface Paints {
  /** Milliseconds from the request until the largest part of the page stood there. */
  readonly largest: number;
  readonly first: number;
  /** All that came over the line, headers as well. */
  readonly bytes: number;
}

/** What developer tools call slow 4G: bytes a second, and milliseconds there and back. */
const line = { offline: false, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8, latency: 150 };
const slowerBy = 4;
const desk = { viewport: { width: 1366, height: 850 } };
const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

export async function openBrowser(): Promise<Browser> {
  const found = await findInstalledChromium();
  if (!found) throw new Error('there is no Chromium on this machine');
  const args = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking', '--no-first-run'];
  return chromium.launch({ executablePath: found.path, args });
}

export const contextOf = (base: string, { cookie, isPhone }: SeenPage): BrowserContextOptions => ({
  ...(isPhone ? phone : desk),
  locale: 'zh-CN',
  baseURL: base,
  ...(cookie && { storageState: { cookies: [{ ...cookie, domain: new URL(base).hostname, path: '/', expires: -1, httpOnly: true, secure: false, sameSite: 'Lax' as const }], origins: [] } }),
});

/** Loads a page some times over slow 4G on a processor four times as slow, with nothing kept from before, and gives the middle of what was seen. */
export async function watchPaints(browser: Browser, base: string, page: SeenPage, times: number): Promise<Paints> {
  const seen: Paints[] = [];
  for (let time = 0; time < times; time += 1) seen.push(await watchOnce(browser, base, page));
  const middle = (of: (paints: Paints) => number) => latenciesOf(seen.map(of)).p50;
  return { largest: middle(({ largest }) => largest), first: middle(({ first }) => first), bytes: middle(({ bytes }) => bytes) };
}

async function watchOnce(browser: Browser, base: string, page: SeenPage): Promise<Paints> {
  const context = await browser.newContext(contextOf(base, page));
  try {
    const tab = await context.newPage();
    const devtools = await context.newCDPSession(tab);
    await devtools.send('Network.enable');
    // A stream of news never ends, and would keep the page from ever being still.
    await devtools.send('Network.setBlockedURLs', { urls: ['*/api/live/*'] });
    await devtools.send('Network.emulateNetworkConditions', line);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowerBy });
    let bytes = 0;
    devtools.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
    await tab.addInitScript(() => {
      new PerformanceObserver((list) => {
        for (const { startTime } of list.getEntries()) performance.mark('largest paint so far', { startTime });
      }).observe({ type: 'largest-contentful-paint', buffered: true });
    });
    await tab.goto(page.path, { waitUntil: 'networkidle' });
    await tab.locator(page.shows).first().waitFor();
    // A paint is told some time after it was made.
    await tab.waitForTimeout(1000);
    const { largest, first } = await tab.evaluate(() => ({
      largest: performance.getEntriesByName('largest paint so far').at(-1)?.startTime ?? 0,
      first: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
    }));
    if (largest === 0 || !tab.url().endsWith(page.path)) throw new Error(`${page.path} did not appear: ${tab.url()}`);
    return { largest, first, bytes };
  } finally {
    await context.close();
  }
}
