import { demoPassword, fillSignIn, signIn } from './support/sign-in';
import { expect, test } from './support/story';

test('every answer carries the headers that protect its reader', async ({ request }) => {
  for (const path of ['/sign-in', '/worklist', '/r', '/healthz', '/api/trpc/me.self', '/api/his/v1/openapi.json', '/nowhere']) {
    const headers = (await request.get(path)).headers();
    expect(headers['content-security-policy'], path).toContain("frame-ancestors 'none'");
    expect(headers['content-security-policy'], path).toContain("default-src 'self'");
    expect(headers['x-content-type-options'], path).toBe('nosniff');
    expect(headers['x-frame-options'], path).toBe('DENY');
    expect(headers['referrer-policy'], path).toBe('same-origin');
    expect(headers['x-powered-by'], path).toBeUndefined();
  }
});

test('a page of another site cannot write in somebody’s name', async ({ page }) => {
  await signIn(page, 'doctor');
  const origin = 'https://elsewhere.example';
  const foreign = await page.request.post('/api/trpc/resident.find', { data: { certType: '01', certNo: '1' }, headers: { origin } });
  expect(foreign.status()).toBe(403);
  expect(await foreign.json()).toMatchObject({ code: 'request.foreign_origin' });
  const form = await page.request.post('/api/auth/resident/end', { headers: { origin, 'sec-fetch-site': 'cross-site' }, maxRedirects: 0 });
  expect(form.headers()['set-cookie']).toBeUndefined();
  // The session itself was never in doubt.
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: '工作台' })).toBeVisible();
});

test('the cookie of a session cannot be read by scripts and holds nothing but an id', async ({ page }) => {
  await signIn(page, 'doctor');
  expect(await page.evaluate(() => document.cookie)).not.toContain('session');
  const session = (await page.context().cookies()).find(({ name }) => name === 'gatekeeper.session');
  expect(session).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
  expect(session?.value).toMatch(/^[\w-]{20,}$/);
});

test('guessing is slowed down, with the same words for strangers', async ({ page, trouble }) => {
  trouble.expect(401, '/api/auth/callback/credentials');
  const problem = page.locator('form').getByRole('alert');
  const heard: Record<string, string[]> = {};
  // One is somebody, the other nobody; both hear the same, to the word, until both are told to wait.
  for (const name of ['guessed', 'nobody-here']) {
    await page.goto('/sign-in');
    const told: string[] = [];
    for (let attempt = 1; attempt <= 9; attempt += 1) {
      const answered = page.waitForResponse(/callback\/credentials/);
      await fillSignIn(page, name, `wrong ${attempt}`);
      await answered;
      await expect(problem).toBeVisible();
      told.push(await problem.innerText());
    }
    heard[name] = told;
  }
  expect(heard.guessed).toEqual(heard['nobody-here']);
  expect(heard.guessed?.at(0)).toContain('用户名或密码不对');
  expect(heard.guessed?.at(-1)).toContain('失败次数太多');
  await fillSignIn(page, 'guessed', demoPassword);
  await expect(problem).toContainText('失败次数太多');
});
