import { defineConfig } from '@playwright/test';
import { findInstalledChromium } from './test/support/chromium.mjs';
import { findFreePort } from './scripts/lib/free-port.mjs';

// This file is read again in every worker; the environment carries what was settled on the first reading.
const port = (process.env.GATEKEEPER_E2E_PORT ??= String(await findFreePort()));
const executablePath = (process.env.CHROMIUM_PATH ??= (await findInstalledChromium())?.path ?? '');
const ownServer = `http://127.0.0.1:${port}`;
// While writing a story: a server that runs already, on a district made as scripts/e2e-server.mjs makes it.
const running = process.env.GATEKEEPER_E2E_URL;

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results',
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    actionTimeout: 10_000,
    baseURL: running ?? ownServer,
    browserName: 'chromium',
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1366, height: 850 },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: executablePath || undefined,
      // Without a UTF-8 locale Chromium saves a file of a Chinese name as “download”.
      env: { ...process.env, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' },
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-dev-shm-usage',
        '--disable-background-networking',
        '--no-first-run',
      ],
    },
  },
  webServer: running
    ? undefined
    : {
        command: 'node scripts/e2e-server.mjs',
        env: { PORT: port },
        url: `${ownServer}/readyz`,
        timeout: 240_000,
        stdout: 'pipe',
        reuseExistingServer: false,
        gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
      },
});
