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

test('a staff screen is light enough', async ({ as, browse }) => {
  const doctor = await as('doctor');
  const storageState = await doctor.context().storageState();
  for (const path of ['/worklist', '/contracts/new', '/referrals/new']) {
    const page = await browse({ storageState });
    const { scriptBytes, totalBytes } = await weighPage(page, path);
    note(path, scriptBytes, totalBytes);
    expect(scriptBytes, `scripts of ${path}`).toBeLessThanOrEqual(450 * kilobyte);
  }
});
