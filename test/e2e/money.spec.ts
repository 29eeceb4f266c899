import { newestClosedMonth } from '@/db/seed/closed-months';
import { newestFullDay, settledYearOf, settlementPaidOn } from '@/server/cli/seed/demo-day';
import { addMonths } from '@/server/domain/kernel/calendar-day';
import { look } from './support/look';
import { expect, test } from './support/story';

const today = newestFullDay(Date.now());
const proposedByClerk = newestClosedMonth(today);
const proposedByFinance = addMonths(proposedByClerk, 1);

test('the clerk proposes a prepayment, finance approves it, and nobody approves their own', async ({ as }) => {
  const clerk = await as('clerk');
  await test.step('the clerk sees what waits, and no way to approve it', async () => {
    await clerk.goto(`/budgets/run?month=${proposedByClerk}`);
    await expect(clerk.getByText('待审批')).toBeVisible();
    await expect(clerk.getByRole('button', { name: '审批入账' })).toHaveCount(0);
    await expect(clerk.getByText('审批由财务办理。')).toBeVisible();
  });
  const finance = await as('finance');
  await test.step('finance finds it on the worklist and approves it', async () => {
    await finance.getByRole('link', { name: /待审批预拨/ }).click();
    const row = finance.getByRole('row', { name: new RegExp(`^${proposedByClerk} `) });
    await row.getByRole('link', { name: '查看预拨' }).click();
    await expect(finance.getByText(/^梁静 /)).toBeVisible();
    await finance.getByRole('button', { name: '审批入账' }).click();
    const dialog = finance.getByRole('dialog');
    await expect(dialog).toContainText(/合计 ¥[\d,.]+ 将从统筹基金记入各机构已预拨，入账后不能撤销。/);
    await look(finance, 'money-approve');
    await dialog.getByRole('button', { name: '审批入账' }).click();
    await expect(finance.getByText('已拨付')).toBeVisible();
    await expect(finance.getByText(/^谢文静 /)).toBeVisible();
  });
  await test.step('but not the one she proposed herself before she moved to finance', async () => {
    await finance.goto(`/budgets/run?month=${proposedByFinance}`);
    await expect(finance.getByText(`${proposedByFinance} 的预拨是您提出的，须由另一人审批。请转给其他同事。`)).toBeVisible();
    await expect(finance.getByRole('button', { name: '审批入账' })).toHaveCount(0);
    await look(finance, 'money-same-person');
  });
});

test('the reviewer reviews what the clerk computed, and finance confirms it', async ({ as }) => {
  const reviewer = await as('reviewer');
  await reviewer.getByRole('link', { name: /待复核清算/ }).click();
  await reviewer.getByRole('link', { name: '人头限额' }).click();
  await test.step('not before the objection has its answer', async () => {
    await expect(reviewer.getByText('还有 1 条异议没有答复。请先在“异议”里逐条答复，再复核。')).toBeVisible();
    await reviewer.getByRole('link', { name: '异议（1 条待答复）' }).click();
    await reviewer.keyboard.press('Alt+KeyN');
    await reviewer.getByLabel('答复理由').fill('年中转入的居民自次年起计入辖区参保人数。');
    await look(reviewer, 'money-objection');
    await reviewer.getByRole('button', { name: '不予采纳' }).click();
    await expect(reviewer.getByText('年中转入的居民自次年起计入辖区参保人数。')).toBeVisible();
    await reviewer.getByRole('link', { name: '清算明细' }).click();
  });
  await reviewer.getByRole('button', { name: '复算' }).click();
  await expect(reviewer.getByText('复算一致：清算书、输入数据和总账相符，精确到分。')).toBeVisible();
  await reviewer.getByRole('button', { name: '复核通过' }).click();
  await reviewer.getByRole('dialog').getByRole('button', { name: '复核通过' }).click();
  await expect(reviewer.getByText('确认由财务办理。')).toBeVisible();
  await expect(reviewer.getByText(/^高鹏 /)).toBeVisible();
  await look(reviewer, 'money-reviewed');
  const clerk = await as('clerk');
  await clerk.goto(reviewer.url());
  await expect(clerk.getByText('确认由财务办理。')).toBeVisible();
  await expect(clerk.getByRole('button', { name: /^复核|^确认/ })).toHaveCount(0);
});

test('finance records the last payment, and the reviewer closes the year', async ({ as }) => {
  const finance = await as('finance');
  await finance.getByRole('link', { name: /待登记收付清算/ }).click();
  await finance.getByRole('link', { name: /点数法/ }).click();
  await finance.getByRole('button', { name: '登记收付' }).click();
  await expect(finance.getByText('还有 1 行没有登记。')).toBeVisible();
  await finance.getByLabel(/的收付日期$/).last().fill(`${Number(settledYearOf(today)) + 1}-${settlementPaidOn}`);
  await finance.getByLabel(/的凭证号$/).last().fill('付-0408-99');
  await finance.getByRole('button', { name: '登记已填的 1 行' }).click();
  await expect(finance.getByText('各行都已登记。')).toBeVisible();
  await look(finance, 'money-disposed');
  const reviewer = await as('reviewer');
  await reviewer.getByRole('link', { name: /待办结清算/ }).click();
  await reviewer.getByRole('link', { name: /点数法/ }).click();
  await reviewer.getByRole('button', { name: /^办\s*结$/ }).click();
  await reviewer.getByRole('dialog').getByRole('button', { name: /^办\s*结$/ }).click();
  await expect(reviewer.getByText('已办结', { exact: true }).first()).toBeVisible();
  await reviewer.getByRole('link', { name: '办理经过' }).click();
  await expect(reviewer.getByText('办结', { exact: true }).first()).toBeVisible();
  await look(reviewer, 'money-closed');
});
