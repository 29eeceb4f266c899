import { type BrowserContextOptions, expect, type Page, test as base } from '@playwright/test';
import { type DemoLogin, signIn } from './sign-in';
import { Trouble } from './trouble';

interface Story {
  /** What went wrong in any browser of the story; nothing may be left at its end. */
  readonly trouble: Trouble;
  /** Somebody else's browser, closed with the story. */
  readonly browse: (options?: BrowserContextOptions) => Promise<Page>;
  /** Somebody at their own desk, signed in. */
  readonly as: (login: DemoLogin) => Promise<Page>;
}

/** A Playwright test that fails on anything a browser complains of. */
export const test = base.extend<Story>({
  trouble: [
    async ({ context }, use) => {
      const trouble = new Trouble();
      trouble.watch(context);
      await use(trouble);
      expect(await trouble.all(), 'what the browsers complained of').toEqual([]);
    },
    { auto: true },
  ],
  browse: async ({ browser, trouble }, use) => {
    const opened: Page[] = [];
    await use(async (options) => {
      const context = await browser.newContext(options);
      trouble.watch(context, options?.javaScriptEnabled !== false);
      const page = await context.newPage();
      opened.push(page);
      return page;
    });
    for (const page of opened) await page.context().close();
  },
  as: async ({ browse }, use) => {
    await use(async (login) => {
      const page = await browse();
      await signIn(page, login);
      return page;
    });
  },
});

export { expect } from '@playwright/test';
