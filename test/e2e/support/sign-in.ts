import { expect, type Page } from '@playwright/test';

/** The logins that `gatekeeper seed demo` makes, and the doctor of 龙泉 that prepare-district adds; one password for all. */
export type DemoLogin = 'doctor' | 'nurse' | 'hospital' | 'county' | 'clerk' | 'reviewer' | 'finance' | 'manager' | 'admin' | 'auditor' | 'longquan';
export const demoPassword = 'gatekeeper-demo';

/** Signs in through the form and waits for the worklist. */
export async function signIn(page: Page, userName: DemoLogin): Promise<void> {
  await page.goto('/sign-in');
  await fillSignIn(page, userName, demoPassword);
  await expect(page.getByRole('heading', { level: 1, name: '工作台' })).toBeVisible();
}

export async function fillSignIn(page: Page, userName: string, password: string): Promise<void> {
  await page.getByLabel('用户名').fill(userName);
  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: /登\s*录/ }).click();
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: '退出登录' }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
}
