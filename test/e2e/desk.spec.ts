import type { Page } from '@playwright/test';
import { look } from './support/look';
import { deskAlone, deskByCard, deskFamily, deskTwin } from './support/desk-family';
import { expect, test } from './support/story';

const openDesk = async (page: Page) => {
  await page.goto('/contracts/new');
  await expect(page.getByLabel('证件号码')).toBeVisible();
};

test('a known resident is signed with few keystrokes beyond the number', async ({ as }) => {
  const doctor = await as('doctor');
  await openDesk(doctor);
  await doctor.getByRole('radio', { name: /柳林第一团队/ }).check();
  await doctor.getByLabel('证件号码').focus();
  await doctor.keyboard.type(deskAlone.certNo);
  await expect(doctor.getByText(deskAlone.name).first()).toBeVisible();
  let keystrokes = 0;
  const press = async (key: string) => {
    keystrokes += 1;
    await doctor.keyboard.press(key);
  };
  await press('Enter');
  await press('Space');
  await expect(doctor.getByLabel(/并取得同意/)).toBeChecked();
  // The resident signs the printed sheet; on a tablet they would write here instead.
  await press('Tab');
  await press('ArrowDown');
  await expect(doctor.getByRole('radio', { name: /纸/ })).toBeChecked();
  await press('Enter');
  await expect(doctor.getByText(`${deskAlone.name}已与柳林第一团队签约。`)).toBeVisible();
  expect(keystrokes).toBeLessThanOrEqual(12);
  await look(doctor, 'desk-signed');
});

test('a card is read from anywhere on the page, and what was begun survives a closed tab', async ({ as }) => {
  const doctor = await as('doctor');
  await openDesk(doctor);
  // As a reader types: no finger is that fast, and no field has the focus.
  await doctor.evaluate((typed) => {
    for (const key of [...typed, 'Enter']) document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  }, deskByCard.certNo);
  await expect(doctor.getByText('已读到证件号码。')).toBeVisible();
  await expect(doctor.getByText(deskByCard.name).first()).toBeVisible();
  await doctor.getByRole('radio', { name: /柳林第一团队/ }).check();
  await doctor.getByText('请说明并取得居民同意后勾选。').waitFor();
  const context = doctor.context();
  await doctor.close();
  const again = await context.newPage();
  await openDesk(again);
  await expect(again.getByLabel('证件号码')).toHaveValue(deskByCard.certNo);
  await expect(again.getByRole('radio', { name: /柳林第一团队/ })).toBeChecked();
  await look(again, 'desk-draft-kept');
});

test('a household is signed at once, the child by a guardian, each with a signature of their own', async ({ as }) => {
  const doctor = await as('doctor');
  await openDesk(doctor);
  const [grandmother, mother, child] = deskFamily;
  // Both readings of 单 find her.
  await doctor.getByText('没有带证件？').click();
  const box = doctor.getByRole('combobox', { name: '查找居民' });
  await box.fill('dxl');
  await expect(doctor.getByRole('option', { name: new RegExp(grandmother.name) })).toBeVisible();
  await box.fill('sxl');
  await doctor.getByRole('option', { name: new RegExp(grandmother.name) }).click();
  await doctor.getByLabel(`同时给${mother.name}签约`).check();
  await doctor.getByLabel(`同时给${child.name}签约`).check();
  await doctor.getByRole('radio', { name: /柳林第一团队/ }).check();
  await doctor.getByLabel('已向 3 位居民').check();
  await doctor.getByLabel(`${child.name}的监护人姓名`).fill(mother.name);
  await sign(doctor, grandmother.name);
  for (const { name } of [mother, child]) await doctor.getByRole('group', { name: `${name}（或监护人）签名` }).getByRole('radio', { name: /纸/ }).check();
  await look(doctor, 'desk-household-filled');
  await doctor.getByRole('button', { name: '签约 3 人' }).click();
  await expect(doctor.getByText('3 位居民已与柳林第一团队签约。')).toBeVisible();
  await look(doctor, 'desk-household-signed');
});

test('a number typed wrong is caught before a second record is made', async ({ as }) => {
  const doctor = await as('doctor');
  await openDesk(doctor);
  await doctor.getByLabel('证件号码').fill(deskTwin.mistyped);
  await expect(doctor.getByText('全统筹区还没有这位居民的档案。')).toBeVisible();
  await doctor.getByLabel('姓名', { exact: true }).fill(deskTwin.name);
  await expect(doctor.getByText('可能已有这位居民的档案，请先核对')).toBeVisible();
  await look(doctor, 'desk-close-match');
  await doctor.getByRole('button', { name: `是同一人，用${deskTwin.name}的档案` }).click();
  await expect(doctor.getByText('可能已有这位居民的档案，请先核对')).toBeHidden();
  await expect(doctor.getByText(deskTwin.name).first()).toBeVisible();
});

/** A name written with the mouse. */
async function sign(page: Page, name: string): Promise<void> {
  const pad = page.getByRole('group', { name: `${name}（或监护人）签名` }).locator('canvas');
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  if (!box) throw new Error('there is no pad to sign on');
  await page.mouse.move(box.x + 40, box.y + box.height / 2);
  await page.mouse.down();
  for (let step = 1; step <= 20; step += 1) await page.mouse.move(box.x + 40 + step * 12, box.y + box.height / 2 + (step % 2 === 0 ? 30 : -30));
  await page.mouse.up();
}
