import { weighPage } from './support/page-weight';
import { demoPaper, phone } from './support/people';
import { expect, test } from './support/story';

const kilobyte = 1024;
const rows: string[] = [];

function note(name: string, scripts: number, total: number): void {
  rows.push(`${name.padEnd(24)} ${(scripts / kilobyte).toFixed(1).padStart(8)} ${(total / kilobyte).toFixed(1).padStart(8)}`);
}

test.afterAll(() => console.warn(`first load, gzip      scripts KB    all KB\n${rows.join('\n')}`));

test('a resident’s page is light', async ({ browse }) => {
  for (const path of ['/r', demoPaper.path, '/r/me']) {
    const page = await browse(phone);
    if (path === '/r/me') {
      // Signed in without loading a page, so that nothing is cached.
      const answer = await page.request.post('/api/auth/resident', { form: { code: demoPaper.path.slice(3), tail: demoPaper.tail }, headers: { 'sec-fetch-site': 'same-origin' } });
      expect(answer.url()).toContain('/r/me');
    }
    const { scriptBytes, totalBytes } = await weighPage(page, path);
    note(path.replace(demoPaper.path, '/r/[token]'), scriptBytes, totalBytes);
    expect(scriptBytes, `scripts of ${path}`).toBeLessThanOrEqual(140 * kilobyte);
    expect(totalBytes, `all of ${path}`).toBeLessThanOrEqual(200 * kilobyte);
  }
});

// Gzipped KB of scripts, by kind: a little above what they are, so that a library that slips into one is noticed.
const screens = [
  { kind: 'the first one', login: 'doctor', path: '/worklist', most: 187 },
  { kind: 'a worklist', login: 'doctor', path: '/referrals', most: 303 },
  { kind: 'a search', login: 'doctor', path: '/residents', most: 396 },
  { kind: 'an order', login: 'doctor', path: '/referrals/new', most: 384 },
  { kind: 'a contract', login: 'doctor', path: '/contracts/new', most: 425 },
  { kind: 'a report', login: 'manager', path: '/monitoring', most: 236 },
] as const;

for (const { kind, login, path, most } of screens) {
  test(`a screen of the staff is light: ${kind}`, async ({ as, browse }) => {
    const person = await as(login);
    const page = await browse({ storageState: await person.context().storageState() });
    const { scriptBytes, totalBytes } = await weighPage(page, path);
    note(path, scriptBytes, totalBytes);
    expect(scriptBytes, `scripts of ${path}`).toBeLessThanOrEqual(most * kilobyte);
  });
}

test('a referral is asked for with its page, and once', async ({ as }) => {
  const page = await as('doctor');
  await page.goto('/referrals?box=sent&tab=all');
  const path = await page.locator('table tbody a').first().getAttribute('href');
  const asked: string[] = [];
  page.on('request', (request) => {
    const call = new URL(request.url()).pathname;
    if (/referral\.detail|me\.self/.test(call)) asked.push(call.replace('/api/trpc/', ''));
  });
  await page.goto(path ?? '');
  await expect(page.getByRole('heading', { level: 2, name: '接续计划' })).toBeVisible();
  // Each reading of a referral is noted for the patient.
  expect(asked.sort()).toEqual(['me.self', 'referral.detail']);
});

test('signing in is light', async ({ page }) => {
  const { scriptBytes, totalBytes } = await weighPage(page, '/sign-in');
  note('/sign-in', scriptBytes, totalBytes);
  expect(scriptBytes).toBeLessThanOrEqual(156 * kilobyte);
});

test('a script comes compressed as it was built, and is kept for good', async ({ request }) => {
  const shell = await request.get('/worklist');
  const script = /\/_next\/static\/chunks\/[\w.~-]+\.js/.exec(await shell.text())?.[0] ?? '';
  const sent = await request.get(script, { headers: { 'accept-encoding': 'br' } });
  expect(sent.headers()).toMatchObject({ 'content-encoding': 'br', 'cache-control': 'public,max-age=31536000,immutable' });
});
