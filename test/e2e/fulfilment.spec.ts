import { look, settled } from './support/look';
import { expect, test } from './support/story';

test('a nurse records what is due in place, and for many at once', async ({ as }) => {
  const nurse = await as('nurse');
  await nurse.getByRole('link', { name: '履约服务', exact: true }).click();
  // What is late on the day of the run depends on the day; what is soon due is recorded in the same way.
  const record = nurse.getByRole('region').getByRole('button', { name: /^登记 / });
  for (const tab of [/^已逾期/, /^应做/, /^30天内将到/]) {
    await nurse.locator('label').filter({ hasText: tab }).click();
    await expect(nurse.getByRole('radio', { name: tab })).toBeChecked();
    await settled(nurse);
    if ((await record.count()) > 0) break;
  }
  await look(nurse, 'fulfilment-due');
  await record.first().click();
  const heading = nurse.getByRole('heading', { name: /^给 .* 登记服务$/ });
  const person = await heading.textContent();
  await look(nurse, 'fulfilment-record');
  await nurse.getByRole('form', { name: '登记服务' }).getByRole('button', { name: /^登\s*记$/ }).click();
  // The next one takes its place, or the panel goes with the last.
  await expect(nurse.getByRole('heading', { name: person ?? '', exact: true })).toHaveCount(0);

  await nurse.goto('/fulfilment?tab=unserved');
  await look(nurse, 'fulfilment-unserved');
  await nurse.goto('/fulfilment/batch');
  await nurse.getByRole('textbox', { name: '粘贴名单' }).fill('没有这个人 0000');
  await nurse.getByRole('button', { name: '核对名单' }).click();
  await expect(nurse.getByText('没有找到当天在签约期内的居民', { exact: false })).toBeVisible();
  await nurse.getByLabel('服务项目').selectOption({ label: '高血压面对面随访' });
  await nurse.getByRole('textbox', { name: '粘贴名单' }).fill('王桂英 0021');
  await nurse.getByRole('button', { name: '核对名单' }).click();
  await nurse.getByRole('button', { name: /^登记 \d+ 位$/ }).click();
  await expect(nurse.getByText('全部登记完成', { exact: false })).toBeVisible();
  await look(nurse, 'fulfilment-batch');
});

test('a doctor reminds of renewals and writes down a call', async ({ as }) => {
  const doctor = await as('doctor');
  await doctor.goto('/fulfilment/renewals');
  await look(doctor, 'renewals');
  await doctor.getByRole('button', { name: '勾选本页' }).click();
  await doctor.getByRole('button', { name: /^发送提醒（\d+ 位）$/ }).click();
  await expect(doctor.getByText(/已给 \d+ 位居民发送提醒|已发送 \d+ 位/)).toBeVisible();
  await doctor.getByRole('button', { name: /^记电话结果/ }).last().click();
  await doctor.getByLabel('说明（可不填）').fill('下周来');
  await doctor.getByRole('button', { name: '愿意续签' }).click();
  await expect(doctor.getByText(/愿意续签（.*下周来/).first()).toBeVisible();
  await look(doctor, 'renewals-after');
});
