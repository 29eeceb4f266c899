import { expectAccessible } from './support/accessible';
import { settled } from './support/look';
import { phone } from './support/people';
import { expect, test } from './support/story';

// A doctor on a home visit, an office at the bedside: what they open there.
const paths = ['/worklist', '/referrals?box=sent&tab=all', '/referrals/new', '/referrals/waiting', '/contracts', '/contracts/new', '/fulfilment', '/quotas'];

test('a doctor’s screens fit a phone, with the menu folded until it is wanted', async ({ as, browse }) => {
  const person = await as('doctor');
  const page = await browse({ ...phone, storageState: await person.context().storageState() });
  for (const path of paths) {
    await page.goto(path);
    await settled(page);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wide, path).toBe(0);
  }

  await page.goto('/worklist');
  const menu = page.getByRole('navigation', { name: '主菜单' });
  await expect(menu.getByRole('link', { name: '签约', exact: true })).toBeHidden();
  await menu.getByRole('button', { name: '打开菜单' }).click();
  await expect(menu.getByRole('link', { name: '签约', exact: true })).toBeVisible();
  await expectAccessible(page);
  await menu.getByRole('link', { name: '签约', exact: true }).click();
  await expect(page).toHaveURL(/\/contracts/);
  await settled(page);
  await expect(menu.getByRole('button', { name: '打开菜单' })).toHaveAttribute('aria-expanded', 'false');
  // Also a link to where one is already.
  await menu.getByRole('button', { name: '打开菜单' }).click();
  await menu.getByRole('link', { name: '签约', exact: true }).click();
  await expect(menu.getByRole('button', { name: '打开菜单' })).toHaveAttribute('aria-expanded', 'false');
});
