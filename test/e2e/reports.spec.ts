import type { Page } from '@playwright/test';
import { addMonths, dayOfInstant, monthOf } from '@/server/domain/kernel/calendar-day';
import { look } from './support/look';
import { expect, test } from './support/story';

// Early in a month little has happened in it yet.
const thisMonth = monthOf(dayOfInstant(Date.now()));
const span = `from=${addMonths(thisMonth, -1)}&to=${thisMonth}`;

/** The number that a link shows and, on the page it opens, how many rows there are. */
async function opensToAsMany(page: Page, name: RegExp): Promise<number> {
  const link = page.getByRole('link', { name }).first();
  const shown = Number((await link.textContent())?.replace(/[^\d].*$/, ''));
  await link.click();
  await expect(page.getByText(`共 ${shown.toLocaleString('zh-CN')} 条`)).toBeVisible();
  return shown;
}

test.describe('proof', () => {
  test('the manager reads what is reserved and used, and every number opens to its rows', async ({ as }) => {
    const page = await as('manager');
    await page.goto('/referrals');
    await page.getByRole('link', { name: '转诊报表' }).click();
    await expect(page.getByRole('heading', { name: '转诊与预留报表' })).toBeVisible();
    await page.goto(`/referrals/reports?${span}`);
    await expect(page.getByRole('region', { name: '总体' })).toContainText('门诊号源');
    await look(page, 'reports-capacity');
    await opensToAsMany(page, /已使用/);
    await look(page, 'reports-places');
    await page.getByRole('link', { name: '返回报表' }).click();
    await page.getByText('转诊运行', { exact: true }).click();
    await expect(page.getByRole('region', { name: '答复', exact: true })).toContainText('按时率');
    await look(page, 'reports-flow');
    await opensToAsMany(page, /^上转 \d/);
    await look(page, 'reports-referrals');
    await page.goto(`/referrals/reports?tab=outside&${span}`);
    await expect(page.getByRole('region', { name: '签约居民到医院就诊的途径' }).first()).toContainText('未经转诊');
    await look(page, 'reports-outside');
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '导出 Excel' }).click()]);
    expect(file.suggestedFilename()).toMatch(/^转诊外就医-\d{4}-\d{2}-\d{4}-\d{2}\.xlsx$/);
  });

  test('the hospital writes an outing down; it stands in the quarter’s report until it is taken back', async ({ as, trouble }) => {
    trouble.expect(422, 'posting.record');
    const page = await as('hospital');
    await page.goto('/referrals/reports?tab=quarter');
    const surgery = page.getByRole('row', { name: /其中：手术/ });
    await expect(surgery).toBeVisible();
    const before = (await surgery.textContent()) ?? '';
    await look(page, 'reports-quarter');
    await page.getByRole('link', { name: '登记派驻与进修' }).click();
    await page.getByRole('button', { name: '登记一条' }).click();
    const form = page.getByRole('region', { name: '登记派驻或进修' });
    await form.getByLabel('类别').selectOption({ label: '手术' });
    await form.getByLabel('派出机构').selectOption({ label: '北湖区中心医院' });
    await form.getByLabel('接收机构').selectOption({ label: '柳林社区卫生服务中心' });
    await form.getByLabel('人员姓名').fill('<script>任志刚</script>');
    await form.getByLabel('受益患者人次').fill('3');
    await form.getByRole('button', { name: /保\s*存/ }).click();
    await expect(form.getByText('还没有填写职称')).toBeVisible();
    await form.getByLabel('职称').fill('副主任医师');
    await form.getByRole('button', { name: /保\s*存/ }).click();
    await expect(form.getByText(/已登记：/)).toBeVisible();
    await look(page, 'posting-new');
    await page.goto('/referrals/reports?tab=quarter');
    await expect(surgery).toBeVisible();
    expect(await surgery.textContent()).not.toBe(before);
    await page.goto('/referrals/postings');
    await page.getByRole('button', { name: /^作废：<script>任志刚/ }).click();
    await page.getByLabel('作废原因').fill('登记到了别的机构');
    await page.getByRole('button', { name: '确认作废' }).click();
    await expect(page.getByRole('dialog')).toBeHidden();
    await page.goto('/referrals/reports?tab=quarter');
    await expect(surgery).toHaveText(before);
  });
});
