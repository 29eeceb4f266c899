import type { Page } from '@playwright/test';
import { expectNoSidewaysScroll, expectTargetsOf } from './support/accessible';
import { look } from './support/look';
import { demoPaper, phone } from './support/people';
import { expect, test } from './support/story';

// An old phone that runs no scripts: paper, four characters, and there it is.
test('three actions from the paper to one’s own page, without scripts', async ({ browse }) => {
  const page = await browse({ ...phone, javaScriptEnabled: false });
  await page.goto(demoPaper.path);
  await page.getByLabel('证件号码的最后四位').fill(demoPaper.tail);
  await page.getByRole('button', { name: '查看' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '王*，您好' })).toBeVisible();
  await expect(page.getByText('柳林第一团队')).toBeVisible();
  await expect(page.getByText(/您已签约，还有 \d+ 天到期。/)).toBeVisible();
  await page.getByText(/^看每次就诊/).click();
  await expect(page.getByText(/政策范围内的费用按 \d+% 报销/).first()).toBeVisible();
  await page.getByRole('link', { name: '谁看过' }).click();
  await expect(page.getByRole('heading', { name: '谁看过我的信息' })).toBeInViewport();
  await page.getByRole('button', { name: '退出' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '已经退出' })).toBeVisible();
  await page.goto('/r/me');
  await expect(page.getByRole('heading', { level: 1, name: '已经退出' })).toBeVisible();
});

test('everything is big enough, holds at 200 % text, and is read out well', async ({ browse }) => {
  const page = await browse(phone);
  const screens = [
    ['start', () => page.goto('/r')],
    ['check', () => page.goto(demoPaper.path)],
    ['check-again', () => page.goto(`${demoPaper.path}?problem=refused`)],
    ['check-locked', () => page.goto(`${demoPaper.path}?problem=locked`)],
    ['ended', () => page.goto('/r/ended')],
    ['me', () => openPaper(page, demoPaper.tail)],
    ['me-open', () => unfold(page)],
  ] as const;
  for (const [name, open] of screens) {
    await test.step(name, async () => {
      await open();
      await look(page, `resident-${name}`);
      await expectNoSidewaysScroll(page);
      await expectTargetsOf(page, 60);
      await doubleText(page);
      await page.screenshot({ path: `test-results/screens/resident-${name}-200.png`, fullPage: true });
      await expectNoSidewaysScroll(page);
      await page.evaluate(() => document.documentElement.style.removeProperty('font-size'));
    });
  }
});

test('a wrong tail says the same to everyone, and five lock the paper', async ({ as, browse }) => {
  const paper = await freshPaper(await as('nurse'));
  const page = await browse(phone);
  const refused = page.getByText('二维码和最后四位没有对上。请核对身份证，重新输入；二维码如已换新，请扫最新的一张。');
  const locked = page.getByText('输错的次数太多，为保护您的信息，请过 30 分钟再试。');
  const heard: string[][] = [[], []];
  // A code that nobody was given answers word for word like a real one.
  for (const [at, address] of [paper.path, '/r/210100-never-given-to-anybody'].entries()) {
    await page.goto(address);
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      await page.getByLabel('证件号码的最后四位').fill('9999');
      await page.getByRole('button', { name: '查看' }).click();
      await expect(attempt < 5 ? refused : locked).toBeVisible();
      heard[at]?.push(await page.getByRole('main').innerText());
    }
  }
  expect(heard[1]).toEqual(heard[0]);
  await page.goto(paper.path);
  await page.getByLabel('证件号码的最后四位').fill(paper.tail);
  await page.getByRole('button', { name: '查看' }).click();
  await expect(locked).toBeVisible();
});

async function openPaper(page: Page, tail: string): Promise<void> {
  await page.goto(demoPaper.path);
  await page.getByLabel('证件号码的最后四位').fill(tail);
  await page.getByRole('button', { name: '查看' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /您好/ })).toBeVisible();
}

async function unfold(page: Page): Promise<void> {
  for (const summary of await page.locator('summary').all()) await summary.click();
}

/** What the reader's own setting does to text that is measured in rem. */
async function doubleText(page: Page): Promise<void> {
  await page.evaluate(() => {
    document.documentElement.style.fontSize = '200%';
  });
}

/** A paper of its own to lock, for somebody whom no other story needs. */
async function freshPaper(nurse: Page): Promise<{ readonly path: string; readonly tail: string }> {
  await nurse.goto('/contracts');
  const row = nurse.getByRole('row').filter({ hasNotText: '王桂英' }).filter({ has: nurse.getByRole('link') }).last();
  const tail = /\*([\dX]{4})\b/.exec(await row.innerText())?.[1] ?? '';
  await row.getByRole('link').first().click();
  await nurse.getByRole('link', { name: '打印签约凭证' }).click();
  const issued = nurse.waitForResponse(/pass\.issue/);
  await nurse.getByRole('button', { name: '生成二维码并打印' }).click();
  const [answer] = (await (await issued).json()) as [{ readonly result: { readonly data: { readonly path: string } } }];
  return { path: answer.result.data.path, tail };
}
