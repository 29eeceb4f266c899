import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const wcag22aa = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** No violation of WCAG 2.2 AA on the page as it stands, open pop-ups included; a failure names rule, element and reason. */
export async function expectAccessible(page: Page): Promise<void> {
  // The screens have no frames; asking for none, and for violations only, takes a third of the time.
  const { violations } = await new AxeBuilder({ page }).options({ runOnly: wcag22aa, resultTypes: ['violations'] }).setLegacyMode(true).analyze();
  const told = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`));
  // Soft, so that one run tells of every screen.
  expect.soft(told).toEqual([]);
}

/** The page holds at 200 % text and at the width of a small phone: nothing is cut off to the side. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const { content, view } = await page.evaluate(() => ({ content: document.documentElement.scrollWidth, view: document.documentElement.clientWidth }));
  expect(content).toBeLessThanOrEqual(view);
}

/** Every control is at least this big both ways; links inside a sentence are exempt, as in WCAG. */
export async function expectTargetsOf(page: Page, pixels: number): Promise<void> {
  const controls = page.locator('button:visible, input:visible, select:visible, summary:visible, nav a:visible, a[href^="tel:"]:visible');
  for (const control of await controls.all()) {
    // A box to tick is hit by its label as well.
    const isTick = (await control.getAttribute('type')) === 'checkbox' || (await control.getAttribute('type')) === 'radio';
    const box = await (isTick ? control.locator('xpath=ancestor::label') : control).boundingBox();
    const name = (await control.textContent()) || (await control.getAttribute('name'));
    expect(Math.min(box?.width ?? 0, box?.height ?? 0), `${name} is big enough to hit`).toBeGreaterThanOrEqual(pixels);
  }
}
