import { expectAccessible, expectNoSidewaysScroll } from './support/accessible';
import { look } from './support/look';
import { expect, test } from './support/story';

test.describe('agreements', () => {
  test('a clerk reads the texts, writes a new one and sees it as it will be signed', async ({ as, trouble }) => {
    trouble.expect(422, 'agreement.previewTemplate');
    const page = await as('clerk');
    await page.goto('/agreements');
    await page.getByRole('button', { name: /^预览：个人信息处理知情同意书/ }).click();
    await expect(page.getByRole('article', { name: '个人信息处理知情同意书' })).toContainText('示例居民');
    await look(page, 'agreements');
    await page.getByRole('link', { name: '新增版本' }).click();
    await page.getByLabel('正文').fill('甲方{机构名称}与乙方{居民姓}签约。');
    await page.getByRole('button', { name: '预览' }).click();
    await expect(page.getByText('第 1 行的“{居民姓}”不是可用的填写项')).toBeVisible();
    await page.getByLabel('正文').fill('甲方{机构名称}与乙方{居民姓名}签约。\n[[服务包]]');
    await page.getByRole('button', { name: '预览' }).click();
    await expect(page.getByRole('article')).toContainText('与乙方示例居民签约');
    await look(page, 'agreement-new');
  });

  test('a doctor has a contract signed afterwards, takes its PDF, and anybody verifies the paper without a script', async ({ as, browse }) => {
    const page = await as('doctor');
    await page.goto('/contracts?text=&page=3');
    await page.locator('table tbody a').first().click();
    await page.getByRole('link', { name: /打印签约凭证/ }).click();
    const pad = page.getByRole('img', { name: /手写区/ });
    if (await pad.isVisible({ timeout: 15_000 }).catch(() => false)) {
      const box = await pad.boundingBox();
      if (!box) throw new Error('the pad has no place');
      await page.mouse.move(box.x + 40, box.y + 60);
      await page.mouse.down();
      for (let step = 0; step < 20; step += 1) await page.mouse.move(box.x + 40 + step * 14, box.y + 60 + 30 * Math.sin(step));
      await page.mouse.up();
      await expect(page.getByText('已签 1 笔')).toBeVisible();
      await look(page, 'agreement-sign');
      await page.getByRole('button', { name: '保存签名' }).click();
    }
    await expect(page.getByText(/屏幕手写签名|纸质签名/).first()).toBeVisible();
    await look(page, 'agreement-signed');
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '下载协议 PDF' }).click()]);
    expect(file.suggestedFilename()).toMatch(/^家庭医生签约协议_Q\d+\.pdf$/);
    await file.saveAs('test-results/screens/agreement.pdf');
    const code = (await page.getByText(/^核验码：/).textContent())?.replace('核验码：', '') ?? '';
    const number = /Q\d+/.exec((await page.getByText(/^协议编号：/).first().textContent()) ?? '')?.[0] ?? '';

    const stranger = await browse({ javaScriptEnabled: false, viewport: { width: 320, height: 700 } });
    await stranger.goto('/verify');
    await stranger.getByLabel('协议编号').fill(number);
    await stranger.getByLabel('核验码').fill(code.toLowerCase());
    await stranger.getByRole('button', { name: '核验' }).click();
    await expect(stranger.getByText('内容与签署时一致')).toBeVisible();
    await stranger.screenshot({ path: 'test-results/screens/verify.png', fullPage: true });
    await expectNoSidewaysScroll(stranger);
    await stranger.goto('/verify?number=Q21010020260101000001&code=0000000000000000');
    await expect(stranger.getByText('没有查到这份协议')).toBeVisible();

    const reader = await browse();
    await reader.goto('/verify');
    await expectAccessible(reader);
  });
});
