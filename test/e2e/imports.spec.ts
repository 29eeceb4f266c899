import { look } from './support/look';
import { citizenId } from './support/people';
import { expect, test } from './support/story';

const [first, second] = [citizenId('11010119710305101'), citizenId('11010119820406203')];
const csv = (rows: readonly string[]) => Buffer.from(`\uFEFF证件号码,姓名,险种,联系电话\r\n${rows.join('\r\n')}\r\n`);

test('a clerk uploads residents, decides row by row and by key, and has them written', async ({ as }) => {
  const clerk = await as('clerk');
  await clerk.goto('/imports');
  await look(clerk, 'imports-list');
  await clerk.getByRole('link', { name: '上传文件' }).click();
  await clerk.getByLabel('文件', { exact: true }).setInputFiles({ name: '新居民.csv', mimeType: 'text/csv', buffer: csv([`${first},尹大川,居民医保,13900007001`, `${second},尹小川,居民医保,13900007002`, '1.10101E+17,尹无号,居民医保,']) });
  await look(clerk, 'imports-new');
  await clerk.getByRole('button', { name: '上传并比对' }).click();
  await expect(clerk.getByRole('heading', { name: '审核导入：新居民.csv' })).toBeVisible();
  await expect(clerk.getByText('新增 2', { exact: true })).toBeVisible();
  await expect(clerk.getByText('不能采用 1', { exact: true })).toBeVisible();
  await expect(clerk.getByRole('alert').filter({ hasText: '末尾几位已经丢失' })).toBeVisible();
  await clerk.getByRole('button', { name: '尹大川' }).click();
  await expect(clerk.getByRole('heading', { name: /第 2 行 · 新增/ })).toBeVisible();
  await clerk.keyboard.press('a');
  await expect(clerk.getByRole('heading', { name: /第 3 行 · 新增/ })).toBeVisible();
  await clerk.keyboard.press('x');
  await expect(clerk.getByRole('region', { name: '将要写入' })).toContainText('将要写入：登记 1 人、舍弃 1 行。');
  await look(clerk, 'imports-review');
  await clerk.getByRole('button', { name: '写入已决定的行' }).click();
  await expect(clerk.getByRole('region', { name: '将要写入' })).toContainText('已办 1 行');
  await expect(clerk.getByText('已办结')).toBeVisible();
  await look(clerk, 'imports-applied');
  const download = clerk.waitForEvent('download');
  await clerk.getByRole('button', { name: '下载不能采用的行（Excel，含原因）' }).click();
  expect((await download).suggestedFilename()).toBe('未接收-新居民.xlsx');
});

test('the batch that waits in the demo has rows of every class, and close matches side by side', async ({ as }) => {
  const clerk = await as('clerk');
  await clerk.goto('/imports');
  await clerk.getByRole('link', { name: '待审核居民.csv' }).click();
  for (const name of ['新增', '有变更', '疑似本人', '已有相同记录', '已在别处签约或不归本批', '不能采用']) await expect(clerk.getByText(new RegExp(`^${name} [1-9]`))).toBeVisible();
  await clerk.getByText(/^疑似本人 [1-9]/).click();
  await clerk.getByRole('table').getByRole('button').first().click();
  await expect(clerk.getByText('档案里可能是同一人').first()).toBeVisible();
  await look(clerk, 'imports-close');
});
