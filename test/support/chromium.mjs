import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installDebianPackages } from '../../scripts/lib/install-debian-packages.mjs';
import { runNode, tool } from '../../scripts/lib/process.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const elsewhere = [
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * A Chromium that starts: the one CHROMIUM_PATH names, an installed one, Playwright's own; else Debian's package as
 * root, else Playwright's download. Undefined when none can be had.
 * @returns {Promise<{ path: string, version: string } | undefined>}
 */
export async function findChromium(tell = console.log) {
  const named = process.env.CHROMIUM_PATH;
  const found = (await findInstalledChromium()) ?? (named ? undefined : await installChromium(tell));
  if (named && !found) tell(`CHROMIUM_PATH names ${named}, which is not there or does not start.`);
  if (found) ensureChineseFont(tell);
  return found;
}

/** The same without installing anything. @returns {Promise<{ path: string, version: string } | undefined>} */
export async function findInstalledChromium() {
  if (process.env.CHROMIUM_PATH) return startable(process.env.CHROMIUM_PATH);
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin'].filter(Boolean);
  const installed = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  for (const path of [...new Set([...installed, ...elsewhere, ...(await playwrightsOwn())])]) {
    const found = startable(path);
    if (found) return found;
  }
  return undefined;
}

async function installChromium(tell) {
  if (installDebianPackages(['chromium', 'fonts-noto-cjk'], tell)) {
    const found = await findInstalledChromium();
    if (found) return found;
  }
  tell('No Chromium is installed; trying the download of Playwright …');
  const { code } = await runNode(tool('playwright', 'install', 'chromium'));
  return code === 0 ? findInstalledChromium() : undefined;
}

async function playwrightsOwn() {
  const { chromium } = await import('playwright');
  return [chromium.executablePath()];
}

/** Some distributions put a script in Chromium's place that only asks for a snap, so it has to say its version. */
function startable(path) {
  if (!existsSync(path)) return undefined;
  // On Windows the flag opens a window instead of answering.
  if (process.platform === 'win32') return { path, version: 'Chrome' };
  const answer = spawnSync(path, ['--version', '--no-sandbox'], { encoding: 'utf8', timeout: 30_000 });
  return answer.status === 0 ? { path, version: answer.stdout.trim() } : undefined;
}

/** Without one, every Chinese character is the same empty box and screenshots show nothing. */
function ensureChineseFont(tell) {
  const listed = spawnSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' });
  if (listed.status !== 0 || listed.stdout.trim() !== '') return;
  if (!installDebianPackages(['fonts-noto-cjk'], tell)) tell('No Chinese font is installed: screenshots will show boxes.');
}
