import { look } from './support/look';
import { demoPassword, fillSignIn } from './support/sign-in';
import { expect, test } from './support/story';

test('the alliance manager sees coverage and the quota of their own alliance', async ({ as }) => {
  const manager = await as('manager');
  await expect(manager.getByRole('link', { name: /^签约覆盖 \d/ })).toContainText('%');
  await expect(manager.getByRole('link', { name: /重点人群签约覆盖/ })).toContainText('%');
  await manager.getByRole('link', { name: '预留号源', exact: true }).click();
  await expect(manager.getByRole('row', { name: /北湖区中心医院 门诊号源/ })).toContainText('达标');
  await expect(manager.getByText('清河县人民医院')).toHaveCount(0);
  await expect(manager.getByRole('button', { name: '临时发布一场' })).toHaveCount(0);
});

test('the auditor reads who did what, and can change nothing', async ({ as }) => {
  const auditor = await as('auditor');
  await auditor.getByRole('link', { name: '操作日志', exact: true }).click();
  await expect(auditor.getByRole('row', { name: /白岩.*审计.*登录/ }).first()).toBeVisible();
  await auditor.getByLabel('对象', { exact: true }).selectOption({ label: '清算' });
  await auditor.getByRole('button', { name: /^查\s*询$/ }).click();
  await expect(auditor.getByRole('row', { name: /梁静.*医保经办.*核算清算/ }).first()).toBeVisible();
  await auditor.getByRole('link', { name: '账号', exact: true }).click();
  await expect(auditor.getByRole('row', { name: /张明远/ })).toBeVisible();
  await expect(auditor.getByRole('button', { name: /^停用/ })).toHaveCount(0);
});

test('the administrator disables an account, and its owner is out at the next click', async ({ as, trouble, page }) => {
  const county = await as('county');
  // A list on which nothing is asked until somebody clicks.
  await county.goto('/notices');
  await expect(county.getByRole('heading', { level: 1 })).toBeVisible();
  const admin = await as('admin');
  await admin.getByRole('link', { name: '账号', exact: true }).click();
  await admin.getByRole('button', { name: '停用 郝春燕 的账号' }).click();
  await look(admin, 'oversight-disable');
  await admin.getByRole('dialog').getByRole('button', { name: '停用账号' }).click();
  await expect(admin.getByText('“郝春燕”的账号已停用，退出了 1 处登录。')).toBeVisible();

  trouble.expect(401, '/api/');
  trouble.expect(401, '.');
  await county.getByRole('link', { name: '转诊', exact: true }).click();
  await expect(county).toHaveURL(/\/sign-in\?next=/);
  await page.goto('/sign-in');
  await fillSignIn(page, 'county', demoPassword);
  await expect(page.getByRole('alert').filter({ hasText: '用户名或密码不对，或者账号已停用。' })).toBeFocused();

  await admin.getByRole('button', { name: '启用 郝春燕 的账号' }).click();
  await expect(admin.getByText('“郝春燕”的账号已启用，可以重新登录。')).toBeVisible();
  await fillSignIn(page, 'county', demoPassword);
  await expect(page.getByRole('heading', { level: 1, name: '工作台' })).toBeVisible();
});
