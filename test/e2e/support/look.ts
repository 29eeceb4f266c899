import { expect, type Page } from '@playwright/test';
import { expectAccessible } from './accessible';

/** Waits until nothing of the page is still being read. */
export async function settled(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByText('正在读取…')).toHaveCount(0);
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
}

/** The screen as it stands is accessible, and is kept as a picture to look at. */
export async function look(page: Page, name: string): Promise<void> {
  await settled(page);
  await page.evaluate(() => document.fonts.ready);
  // Colours are judged once nothing moves any more.
  await page.evaluate(() => Promise.allSettled(document.getAnimations().filter((one) => one.effect?.getTiming().iterations !== Infinity).map((one) => one.finished)));
  // An open dialog covers what is in view, and the page behind it is no picture of its own.
  const fullPage = (await page.getByRole('dialog').count()) === 0;
  await page.screenshot({ path: `test-results/screens/${name}.png`, fullPage });
  await expectAccessible(page);
}
