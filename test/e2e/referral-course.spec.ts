import type { Page } from '@playwright/test';
import { look } from './support/look';
import { expect, test } from './support/story';

const nowhere = '没有这张转诊单';

/** The form that a key opens, and the words that go into it. */
async function act(page: Page, key: string, name: string, words: string): Promise<void> {
  await page.locator('h1').click();
  await page.keyboard.press(key);
  const form = page.getByRole('region', { name: `办理：${name}` });
  await form.getByRole('textbox').fill(words);
  await form.getByRole('button', { name: `确认${name}` }).click();
}

// What the hospital lacks is asked for and given; then another hospital can do more, and the sender decides.
test('a hospital asks, the doctor answers, the hospital sends it on, and the doctor calls it off', async ({ as }) => {
  test.setTimeout(120_000);
  const doctor = await as('doctor');
  await doctor.goto('/referrals?box=sent&tab=to_answer');
  await doctor.getByRole('table').getByRole('link').first().click();
  await expect(doctor.getByRole('heading', { level: 1, name: /上转/ })).toBeVisible();
  await expect(doctor.getByText(/^等.+办理$/)).toBeVisible();
  const address = doctor.url();
  const hospital = await as('hospital');

  await test.step('the office opens it, sees whose turn it is, and why the rest cannot be done yet', async () => {
    await hospital.goto(address);
    await expect(hospital.getByText(/^轮到您：请答复/)).toBeVisible();
    await hospital.getByText('现在不能办理的，以及为什么').click();
    await expect(hospital.getByText(/^登记到院：/)).toBeVisible();
    await look(hospital, 'referral-to-answer');
  });
  await test.step('and asks by a key', async () => {
    await act(hospital, 'i', '要求补充资料', '请补充近三个月的肾功能。');
    await expect(hospital.getByText('要求：请补充近三个月的肾功能。')).toBeVisible();
  });
  await test.step('the doctor, told by the bell, answers', async () => {
    await doctor.goto('/notices');
    await expect(doctor.getByText(/要求补充.+资料/).first()).toBeVisible();
    await doctor.goto(address);
    await expect(doctor.getByText('医院要求：请补充近三个月的肾功能。')).toBeVisible();
    await look(doctor, 'referral-info-wanted');
    await act(doctor, 'i', '补充资料', '肌酐 88 μmol/L，eGFR 82。');
    await expect(doctor.getByText('补充：肌酐 88 μmol/L，eGFR 82。')).toBeVisible();
  });
  await test.step('the hospital sends it on to where more can be done', async () => {
    await hospital.reload();
    await hospital.locator('h1').click();
    await hospital.keyboard.press('r');
    const form = hospital.getByRole('region', { name: '办理：改转他处' });
    await expect(form.getByRole('button', { name: '确认改转他处' })).toBeDisabled();
    await form.getByLabel('改转到哪家机构').selectOption({ index: 2 });
    await form.getByLabel('科室').selectOption({ label: '神经内科' });
    await form.getByRole('textbox').fill('该院神经介入团队更合适。');
    await look(hospital, 'referral-redirect');
    await form.getByRole('button', { name: '确认改转他处' }).click();
    await expect(hospital.getByText('已经办结，没有要办的事。')).toBeVisible();
    await expect(hospital.getByText('这张转诊单没有走完全程：已改转他处')).toBeVisible();
  });
  await test.step('the doctor follows it there and calls it off', async () => {
    await doctor.goto(address);
    await doctor.getByRole('region', { name: '前后的转诊单' }).getByRole('link').click();
    await expect(doctor.getByText(/^承接转诊单 /)).toBeVisible();
    await act(doctor, 'x', '撤回转诊', '居民不愿去那么远。');
    await expect(doctor.getByText('已撤回', { exact: true }).first()).toBeVisible();
    await look(doctor, 'referral-redirected-cancelled');
  });
});

test('one goes from a referral to the next one of the list by J and back by K; an unknown one says so', async ({ as, trouble }) => {
  trouble.expect(404, 'referral.detail');
  const hospital = await as('hospital');
  await hospital.goto('/referrals?tab=all');
  await hospital.getByRole('table').getByRole('link').first().click();
  await expect(hospital.getByText(/^列表中第 1 \/ \d+ 张$/)).toBeVisible();
  const first = await hospital.getByRole('heading', { level: 1 }).innerText();
  await hospital.locator('h1').click();
  await hospital.keyboard.press('j');
  await expect(hospital.getByText(/^列表中第 2 \/ \d+ 张$/)).toBeVisible();
  await hospital.locator('h1').click();
  await hospital.keyboard.press('k');
  await expect(hospital.getByRole('heading', { level: 1, name: first })).toBeVisible();
  await hospital.goto(`/referrals/detail?id=${encodeURIComponent(nowhere)}`);
  await expect(hospital.getByText(/没有找到/).first()).toBeVisible();
});
