import type { Page } from '@playwright/test';
import { look } from './support/look';
import { citizenId } from './support/people';
import { expect, test } from './support/story';

const unknown = citizenId('21011319900101777');

test('a wrong check digit is told while it is typed, and nobody is looked up', async ({ as }) => {
  const doctor = await as('doctor');
  let lookups = 0;
  doctor.on('request', (request) => (lookups += request.url().includes('resident.find') ? 1 : 0));
  await doctor.goto('/contracts/new');
  const wrong = unknown.slice(0, 17) + (unknown.endsWith('0') ? '1' : '0');
  await doctor.getByLabel('证件号码').fill(wrong);
  await expect(doctor.getByText('证件号码第 18 位校验码对不上，号码里至少有一位写错了。请对照证件逐位核对。')).toBeVisible();
  await doctor.getByRole('button', { name: /^签\s*约$/ }).click();
  await expect(doctor.getByText('现在还不能提交：请先刷卡或输入完整、正确的证件号码。请说明并取得居民同意后勾选。')).toBeVisible();
  expect(lookups).toBe(0);
  await look(doctor, 'bad-check-digit');
});

test('a second contract is refused with the team and the day, and every other reason with it', async ({ as, trouble }) => {
  trouble.expect(422, 'contract.sign');
  trouble.expect(409, 'contract.sign');
  const doctor = await as('doctor');
  const number = await numberOfSomebodySigned(doctor);
  await doctor.goto('/contracts/new');
  await doctor.getByLabel('证件号码').fill(number);
  await expect(doctor.getByText(/这位居民已与柳林社区卫生服务中心的柳林第[一二]团队签约到 \d{4}-\d{2}-\d{2}，到期前不能另签。/)).toBeVisible();
  await doctor.getByRole('radio', { name: /柳林第一团队/ }).check();
  await doctor.getByLabel(/并取得同意/).check();
  await doctor.getByRole('radio', { name: '在纸上签名' }).check();
  await doctor.getByRole('button', { name: /^签\s*约$/ }).click();
  const refusals = doctor.getByRole('alert').filter({ hasText: '签约到' });
  await expect(refusals).toBeFocused();
  await look(doctor, 'bad-second-contract');
});

test('a full team cannot be chosen, and refuses the draft that still names it', async ({ as, trouble }) => {
  trouble.expect(422, 'contract.sign');
  trouble.expect(409, 'contract.sign');
  const doctor = await as('longquan');
  await doctor.goto('/contracts/new');
  const full = doctor.getByRole('radio', { name: /龙泉第二团队，已签满 \d+ 人，请改选其他团队/ });
  await expect(full).toBeDisabled();
  await doctor.getByLabel('证件号码').fill(unknown);
  await doctor.getByLabel('姓名').fill('韩一鸣');
  await doctor.getByRole('radio', { name: /龙泉第一团队/ }).check();
  await doctor.getByLabel('已向居民（或监护人）说明以上内容，并取得同意').check();
  // As a draft of yesterday has it, when the team had room.
  await doctor.evaluate(() => {
    const name = 'gatekeeper.draft.contracts.desk';
    const draft = JSON.parse(localStorage.getItem(name) ?? '{}') as object;
    localStorage.setItem(name, JSON.stringify({ ...draft, teamId: 'team-12' }));
  });
  await doctor.reload();
  await doctor.getByRole('radio', { name: '在纸上签名' }).check();
  await doctor.getByRole('button', { name: /^签\s*约$/ }).click();
  await expect(doctor.getByRole('alert').filter({ hasText: '达到上限' })).toContainText(/龙泉第二团队已签 (\d+) 人，达到上限 \1 人。请改选其他团队/);
  await look(doctor, 'bad-full-team');
});

test('a draft outlives its tab, and goes when its owner signs out', async ({ as }) => {
  const doctor = await as('doctor');
  await doctor.goto('/contracts/new');
  await doctor.getByLabel('证件号码').fill(unknown);
  await doctor.getByLabel('姓名').fill('韩一鸣');
  await doctor.getByRole('radio', { name: /柳林第二团队/ }).check();
  const again = await doctor.context().newPage();
  await doctor.close();
  await again.goto('/contracts/new');
  await expect(again.getByLabel('证件号码')).toHaveValue(unknown);
  await expect(again.getByLabel('姓名')).toHaveValue('韩一鸣');
  await expect(again.getByRole('radio', { name: /柳林第二团队/ })).toBeChecked();
  await again.getByRole('button', { name: '退出登录' }).click();
  await expect(again).toHaveURL(/\/sign-in$/);
  expect(await again.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith('gatekeeper.draft.')))).toEqual([]);
});

async function numberOfSomebodySigned(page: Page): Promise<string> {
  await page.goto('/contracts?text=王桂英');
  await page.getByRole('row', { name: /王桂英/ }).getByRole('link').first().click();
  // The list's own link names her too: only the contract's page leads on to the resident.
  await expect(page.getByRole('heading', { level: 1, name: '签约：王桂英' })).toBeVisible();
  await page.getByRole('link', { name: '王桂英', exact: true }).click();
  await page.getByRole('button', { name: '查看完整号码' }).click();
  await page.getByLabel('查看理由（至少 4 个字）').fill('核对签约信息');
  await page.getByRole('dialog').getByRole('button', { name: /^查\s*看$/ }).click();
  return page.getByText(/^\d{17}[\dX]/).innerText().then((text) => text.slice(0, 18));
}
