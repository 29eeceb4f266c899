import type { Page } from '@playwright/test';
import { look } from './support/look';
import { demoPaper, phone } from './support/people';
import { expect, test } from './support/story';

const rows = (page: Page) => page.locator('table tbody tr').filter({ has: page.locator('[data-referral]') });
const numberIn = async (page: Page) => /Z\d{20}/.exec(await rows(page).first().innerText())?.[0] ?? '';

// The office works through its list without a mouse, keeps what it looks at under a name, and sees what colleagues do.
test('a referral office’s morning: keys, hands, kept filters, and a colleague’s work that appears by itself', async ({ as }) => {
  test.setTimeout(150_000);
  const office = await as('hospital');
  const colleague = await as('hospital');
  await office.goto('/referrals?box=received&tab=to_answer');
  await expect(office.getByText('列表自动更新')).toBeVisible();
  await expect(rows(office).first()).toBeVisible();
  await look(office, 'referral-worklist');

  await test.step('the keys are told by a key, and lead from row to row', async () => {
    await office.keyboard.press('?');
    await expect(office.getByRole('dialog', { name: '键盘操作' })).toBeVisible();
    await look(office, 'referral-worklist-keys');
    await office.keyboard.press('Escape');
    await expect(office.getByRole('dialog')).toHaveCount(0);
    await office.locator('h1').click();
    await office.keyboard.press('j');
    await expect(rows(office).first().locator('[data-referral]')).toBeFocused();
  });
  await test.step('one is taken in hand by a key, others are dealt out together', async () => {
    await office.keyboard.press('a');
    await expect(office.getByText(/Z\d{20} 已由您经办。/)).toBeVisible();
    await rows(office).first().locator('[data-referral]').focus();
    await office.keyboard.press('x');
    const bulk = office.getByRole('region', { name: '批量分派' });
    await expect(bulk.getByText('已选 1 张')).toBeVisible();
    await bulk.getByLabel('分派给').selectOption('nobody');
    await look(office, 'referral-worklist-bulk');
    await bulk.getByRole('button', { name: /^分\s*派$/ }).click();
    await expect(office.getByText('1 张都已分派。')).toBeVisible();
  });
  await test.step('what a colleague takes is seen without asking', async () => {
    await colleague.goto('/referrals?box=received&tab=to_answer');
    await expect(rows(colleague).first()).toBeVisible();
    const before = await rows(office).first().innerText();
    await colleague.locator('h1').click();
    await colleague.keyboard.press('j');
    await colleague.keyboard.press('a');
    await expect(colleague.getByText(/已由您经办/)).toBeVisible();
    await expect(rows(office).first()).not.toHaveText(before, { timeout: 15_000 });
  });
  await test.step('what is looked at is kept under a name, found again, and dropped', async () => {
    await office.getByLabel('优先级').selectOption('routine');
    await office.getByRole('button', { name: '保存当前条件' }).click();
    await office.getByLabel('名字').fill('普通的');
    await office.getByRole('dialog').getByRole('button', { name: /^保\s*存$/ }).click();
    await expect(office.getByText('已保存“普通的”。')).toBeVisible();
    await office.getByRole('button', { name: '清除条件' }).click();
    await office.getByLabel('常用条件', { exact: true }).selectOption({ label: '普通的' });
    await expect(office.getByLabel('优先级')).toHaveValue('routine');
    await office.getByRole('button', { name: '删除常用条件“普通的”' }).click();
    await expect(office.getByLabel('常用条件')).toHaveCount(0);
  });
});

test('the desk lets in who has come, and tells everybody else why not and where to go', async ({ as, trouble }) => {
  trouble.expect(422, 'referralDesk');
  const office = await as('hospital');
  await office.goto('/referrals?box=received&tab=to_arrive');
  await expect(rows(office).first()).toBeVisible();
  await look(office, 'referral-to-arrive');
  const coming = await numberIn(office);
  await office.goto('/referrals/check-in');
  const field = office.getByLabel('转诊单号');
  const scan = async (text: string) => {
    await field.fill(text);
    await field.press('Enter');
  };
  await scan('210102198005061234');
  await expect(office.getByText(/^这不是转诊单号/)).toBeVisible();
  await expect(field).toHaveValue('');
  await expect(field).toBeFocused();
  await scan('Z21010020200101000001');
  await expect(office.getByText(/^没有单号为 Z21010020200101000001 的转诊/)).toBeVisible();
  await look(office, 'check-in-unknown');
  await scan(coming.toLowerCase());
  const welcome = office.getByText(/已登记到院。$/);
  const anyway = office.getByRole('button', { name: '仍登记到院' });
  await expect(welcome.or(anyway).first()).toBeVisible();
  if (await anyway.isVisible()) {
    await look(office, 'check-in-other-day');
    await anyway.click();
  }
  await expect(welcome.first()).toBeVisible();
  await look(office, 'check-in-done');
  await scan(coming);
  await expect(office.getByText(/不用再登记。$/)).toBeVisible();

  const doctor = await as('doctor');
  await doctor.goto('/referrals/check-in');
  await doctor.getByLabel('转诊单号').fill(coming);
  await doctor.getByRole('button', { name: '登记到院' }).first().click();
  await expect(doctor.getByText(/不是本院/)).toBeVisible();
});

test('a doctor’s side of the list has what to supply, who is awaited and who comes back', async ({ as }) => {
  const doctor = await as('doctor');
  await doctor.goto('/referrals');
  await expect(doctor.getByRole('button', { name: /^待我补资料/ })).toBeVisible();
  await look(doctor, 'referral-worklist-sent');
  await doctor.getByRole('button', { name: /^待接续/ }).click();
  await expect(doctor).toHaveURL(/tab=coming_back/);
  await look(doctor, 'referral-worklist-coming-back');
});

test('a resident finds where their referral stands, without scripts', async ({ browse }) => {
  const page = await browse({ ...phone, javaScriptEnabled: false });
  await page.goto(demoPaper.path);
  await page.getByLabel('证件号码的最后四位').fill(demoPaper.tail);
  await page.getByRole('button', { name: '查看' }).click();
  await page.getByRole('link', { name: '我的转诊' }).click();
  await page.getByRole('link', { name: /^查看转到/ }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: /^转到/ })).toBeVisible();
  await expect(page.getByText('转诊单号', { exact: true })).toBeVisible();
  await page.screenshot({ path: 'test-results/screens/resident-referral-plain.png', fullPage: true });
});
