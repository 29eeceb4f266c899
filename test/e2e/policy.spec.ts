import { newestFullDay, settledYearOf } from '@/server/cli/seed/demo-day';
import { look } from './support/look';
import { expect, test } from './support/story';

const settledYear = settledYearOf(newestFullDay(Date.now()));

test('the clerk tries a policy on last year before it counts, and nothing else has changed', async ({ as }) => {
  test.setTimeout(120_000);
  const clerk = await as('clerk');
  await clerk.getByRole('link', { name: '政策版本' }).click();
  await clerk.getByRole('link', { name: '政策试算' }).click();
  await test.step('a run needs a policy', async () => {
    await clerk.getByRole('button', { name: '开始试算' }).click();
    await expect(clerk.getByText('请先选择政策文件。')).toBeVisible();
  });
  await test.step('the version in force, tried on last year, gives last year', async () => {
    await clerk.getByLabel('试算年度').selectOption(settledYear);
    await clerk.getByLabel('政策', { exact: true }).selectOption({ index: 1 });
    await clerk.getByRole('button', { name: '开始试算' }).click();
    await expect(clerk.getByRole('heading', { level: 1, name: new RegExp(`${settledYear} 年$`) })).toBeVisible();
    await expect(clerk.getByRole('region', { name: '总体变化' }).getByRole('table')).toBeVisible({ timeout: 60_000 });
    await expect(clerk.getByText(/^0 人负担减轻，0 人负担加重，[\d,]+ 人不变。$/)).toBeVisible();
    const paid = clerk.getByRole('row', { name: /^基本医保支付/ }).getByRole('cell');
    expect(await paid.nth(0).innerText()).toBe(await paid.nth(1).innerText());
    await expect(paid.nth(2)).toHaveText('¥0.00');
    await expect(clerk.getByRole('img', { name: /^图：各月的基本医保支付/ })).toBeVisible();
    await look(clerk, 'trial-report');
  });
  await test.step('and is kept on the list', async () => {
    await clerk.getByRole('link', { name: '政策试算' }).first().click();
    await expect(clerk.getByRole('row', { name: new RegExp(`${settledYear}.*已完成`) })).toBeVisible();
  });
});

test('the manager sees where their residents go, and what is left of the budget', async ({ as }) => {
  const manager = await as('manager');
  await manager.getByRole('link', { name: '监测指标' }).click();
  await expect(manager.getByRole('row', { name: /^医联体内就诊率/ })).toContainText('%');
  await expect(manager.getByRole('row', { name: /^签约覆盖率/ })).toContainText('%');
  // Their own alliance is the only part there is, so there is nothing to choose.
  await expect(manager.getByLabel('范围', { exact: true })).toHaveCount(0);
  await manager.getByLabel('年度').selectOption(settledYear);
  await expect(manager.getByRole('img', { name: /^图：统筹区内就诊率和基层门诊占比/ })).toBeVisible();
  await look(manager, 'monitoring-manager');
});
