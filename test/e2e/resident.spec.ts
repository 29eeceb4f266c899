import type { Page } from '@playwright/test';
import { expectNoSidewaysScroll, expectTargetsOf } from './support/accessible';
import { look } from './support/look';
import { citizenId, demoPaper, phone, unsignedResident } from './support/people';
import type { DemoLogin } from './support/sign-in';
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
  await page.getByRole('link', { name: '医保报销' }).click();
  await page.getByText(/^看每次就诊/).click();
  // Early in a year the deductible may have taken all of it.
  await expect(page.getByText(/政策范围内的费用按 \d+% 报销|先扣除起付线/).first()).toBeVisible();
  await page.getByRole('link', { name: '看怎么算的' }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: '这次报销是怎么算的' })).toBeVisible();
  await expect(page.getByText(/^(报销比例|起付线)：/).first()).toBeVisible();
  await page.getByRole('link', { name: '返回医保报销' }).click();
  await page.getByRole('link', { name: /^看\d{4}年度的报销$/ }).first().click();
  await expect(page.getByText(/^\d{4}年度(，因为签约|没有因签约)/)).toBeVisible();
  await page.goto('/r/me/lookups');
  await expect(page.getByRole('heading', { name: '谁看过我的信息' })).toBeVisible();
  await page.getByRole('link', { name: '返回首页' }).click();
  await page.getByRole('button', { name: '退出' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '已经退出' })).toBeVisible();
  await page.goto('/r/me');
  await expect(page.getByRole('heading', { level: 1, name: '已经退出' })).toBeVisible();
});

test('everything is big enough, holds at 200 % text, and is read out well', async ({ browse }) => {
  test.setTimeout(240_000);
  const page = await browse(phone);
  const go = (path: string) => () => page.goto(path);
  const screens: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['start', go('/r')],
    ['lost', go('/r/lost')],
    ['by-phone', go('/r/by-phone')],
    ['by-phone-again', go('/r/by-phone?problem=number')],
    ['by-phone-code', go('/r/by-phone/code')],
    ['check', go(demoPaper.path)],
    ['check-again', go(`${demoPaper.path}?problem=refused`)],
    ['check-locked', go(`${demoPaper.path}?problem=locked`)],
    ['ended', go('/r/ended')],
    ['me', () => openPaper(page, demoPaper.tail)],
    ['contract', go('/r/me/contract')],
    ['contract-open', () => unfold(page)],
    ['services', go('/r/me/services')],
    ['care', go('/r/me/care')],
    ['referrals', go('/r/me/referrals')],
    ['referral', () => page.getByRole('link', { name: /^查看转到/ }).first().click()],
    ['benefits', go('/r/me/benefits')],
    ['benefits-open', () => unfold(page)],
    ['visit', () => page.getByRole('link', { name: '看怎么算的' }).first().click()],
    ['recognitions', go('/r/me/recognitions')],
    ['notices', go('/r/me/notices')],
    ['requests', go('/r/me/requests')],
    ['confirm', () => page.getByRole('link', { name: '看内容并答复' }).click()],
    ['sign-team', go('/r/me/sign')],
    ['sign', () => page.getByRole('link', { name: /^选/ }).first().click()],
    ['phone', go('/r/me/phone')],
    ['lookups', go('/r/me/lookups')],
    ['end', () => openFromContract(page, '申请解约')],
    ['withdraw', () => openFromContract(page, '撤回同意书')],
    ['large', () => enlarge(page)],
  ];
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

// Without the paper and without scripts: the number, a code by SMS, a team, both consents, another code; then the team is told.
test('somebody without a contract signs online, with codes from the demonstration’s outbox', async ({ browse, as }) => {
  test.setTimeout(120_000);
  const nurse = await as('nurse');
  const page = await browse({ ...phone, javaScriptEnabled: false });
  const person = unsignedResident();
  await page.goto('/r');
  await page.getByRole('link', { name: '用手机验证码查看' }).click();
  await page.getByLabel('证件号码').fill(person.certNo);
  await page.getByRole('button', { name: '发送验证码' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '请输入验证码' })).toBeVisible();
  expect(page.url()).not.toContain(person.certNo.slice(-6));
  await page.getByLabel('短信里的六位数字').fill(await digitsFor(as, '查看您的签约页面'));
  await page.getByRole('button', { name: '查看' }).click();
  await expect(page.getByText('您还没有签约家庭医生。')).toBeVisible();
  await page.getByRole('link', { name: '在网上签约' }).click();
  await page.getByLabel('按名字找').fill('柳林第一');
  await page.getByRole('button', { name: '查找' }).click();
  await page.getByRole('link', { name: '选柳林第一团队' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '与柳林第一团队签约' })).toBeVisible();
  await page.getByText('我已读过签约协议，同意签约').click();
  await page.getByText('我同意家庭医生团队为签约服务使用我的个人信息和健康信息').click();
  await page.screenshot({ path: 'test-results/screens/resident-sign-ticked.png', fullPage: true });
  await page.getByRole('button', { name: '下一步：发验证码到登记的手机' }).click();
  await page.getByLabel('短信里的六位数字').fill('000000');
  await page.getByRole('button', { name: '提交签约申请' }).click();
  await expect(page.getByRole('alert')).toContainText('验证码不对');
  await page.screenshot({ path: 'test-results/screens/resident-code-wrong.png', fullPage: true });
  await page.getByLabel('短信里的六位数字').fill(await digitsFor(as, '提交签约申请'));
  await page.getByRole('button', { name: '提交签约申请' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '签约申请已提交' })).toBeVisible();
  await page.screenshot({ path: 'test-results/screens/resident-receipt.png', fullPage: true });
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: '签约申请已提交' })).toBeVisible();
  await nurse.goto('/notices');
  await expect(nurse.getByText(/申请签约，请受理。/).first()).toBeVisible();
  await look(nurse, 'notices-mine');
  await nurse.goto('/notices?view=outbox&template=contract_proposed');
  await expect(nurse.getByRole('cell', { name: '请居民确认签约' }).first()).toBeVisible();
  await look(nurse, 'notices-outbox');
});

test('a code is answered alike for a stranger', async ({ browse }) => {
  const page = await browse({ ...phone, javaScriptEnabled: false });
  const heard: string[] = [];
  for (const certNo of [citizenId('11010119800101777'), unsignedResident(1).certNo]) {
    await page.goto('/r/by-phone');
    await page.getByLabel('证件号码').fill(certNo);
    await page.getByRole('button', { name: '发送验证码' }).click();
    await page.getByLabel('短信里的六位数字').fill('123123');
    await page.getByRole('button', { name: '查看' }).click();
    await expect(page.getByRole('alert')).toBeVisible();
    heard.push(await page.getByRole('main').innerText());
  }
  expect(heard[1]).toBe(heard[0]);
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

async function openFromContract(page: Page, name: string): Promise<void> {
  await page.goto('/r/me/contract');
  await page.getByRole('link', { name, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

async function enlarge(page: Page): Promise<void> {
  await page.goto('/r/me');
  await page.getByRole('button', { name: '大字版' }).click();
  await expect(page.getByRole('button', { name: '普通字号' })).toBeVisible();
}

/** What the newest SMS for a purpose says, as staff of the demonstration read it. */
async function digitsFor(as: (login: DemoLogin) => Promise<Page>, purpose: string): Promise<string> {
  const clerk = await as('clerk');
  const cell = clerk.getByRole('cell', { name: new RegExp(`验证码 \\d{6}.*${purpose}`) }).first();
  await expect(async () => {
    await clerk.goto('/notices?view=outbox&template=code');
    await expect(cell).toBeVisible({ timeout: 2000 });
  }).toPass({ timeout: 20_000 });
  return /验证码 (\d{6})/.exec(await cell.innerText())?.[1] ?? '';
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
