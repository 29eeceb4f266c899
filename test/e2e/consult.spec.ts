import { deskAlone } from './support/desk-family';
import { look } from './support/look';
import { expect, test } from './support/story';

// A question that keeps a resident from travelling, and an answer that makes them travel after all.
test('a doctor asks a specialist, they talk it over, and the answer becomes a referral', async ({ as, trouble }) => {
  trouble.expect(422, 'consult.convert');
  test.setTimeout(120_000);
  const doctor = await as('doctor');
  await test.step('the doctor asks', async () => {
    await doctor.getByRole('link', { name: '远程会诊', exact: true }).click();
    await doctor.getByRole('link', { name: '申请会诊' }).click();
    await doctor.getByRole('combobox', { name: '查找居民' }).fill(deskAlone.name);
    await doctor.getByRole('option', { name: deskAlone.name }).click();
    await doctor.getByLabel('会诊类型').selectOption({ label: '心电诊断' });
    await doctor.getByLabel('答复机构').selectOption({ label: '北湖区中心医院（三级医院）' });
    await doctor.getByLabel('科室', { exact: true }).selectOption({ label: '心血管内科' });
    await doctor.getByRole('button', { name: '发出会诊申请' }).click();
    await expect(doctor.getByText(/还缺：诊断/)).toBeVisible();
    await doctor.getByRole('combobox', { name: '诊断' }).fill('gxy');
    await doctor.locator('.ant-select-item-option').filter({ hasText: '特发性（原发性）高血压' }).click();
    await doctor.getByLabel('要解决的问题').fill('阵发心悸，请判读心电图。');
    await doctor.getByLabel(/已向居民（或监护人）说明会诊机构/).check();
    await doctor.getByLabel(/居民已同意：如专科医生认为需要到院/).check();
    await look(doctor, 'consult-filled');
    await doctor.getByRole('button', { name: '发出会诊申请' }).click();
    await expect(doctor.getByRole('heading', { level: 1, name: '远程会诊 · 心电诊断' })).toBeVisible();
    await expect(doctor.getByText('还没有人发言。')).toBeVisible();
  });
  const hospital = await as('hospital');
  await test.step('the hospital asks back', async () => {
    await hospital.getByRole('link', { name: '远程会诊', exact: true }).click();
    await hospital.getByRole('row', { name: new RegExp(deskAlone.name) }).getByRole('link').click();
    await hospital.getByLabel('补充或提问').fill('发作持续多久？有无胸痛？');
    await hospital.getByRole('button', { name: '发送' }).click();
    await expect(hospital.getByText('发作持续多久？有无胸痛？')).toBeVisible();
  });
  await test.step('the doctor answers', async () => {
    await doctor.reload();
    await expect(doctor.getByText('发作持续多久？有无胸痛？')).toBeVisible();
    await doctor.getByLabel('补充或提问').fill('每次约十分钟，无胸痛。');
    await doctor.getByRole('button', { name: '发送' }).click();
    await expect(doctor.getByText('每次约十分钟，无胸痛。')).toBeVisible();
  });
  await test.step('the hospital has the resident come', async () => {
    await hospital.reload();
    await expect(hospital.getByText('每次约十分钟，无胸痛。')).toBeVisible();
    await hospital.getByRole('button', { name: '转为转诊' }).click();
    await hospital.getByRole('button', { name: '发出转诊并办结会诊' }).click();
    await expect(hospital.getByText(/还没有填写诊治意见/)).toBeVisible();
    await hospital.getByLabel('会诊结论和处理意见').fill('请来院做动态心电图。');
    await look(hospital, 'consult-convert');
    await hospital.getByRole('button', { name: '发出转诊并办结会诊' }).click();
    await expect(hospital.getByRole('heading', { level: 1, name: /上转/ })).toBeVisible();
  });
  await test.step('and the doctor finds the referral under the question', async () => {
    await doctor.reload();
    await expect(doctor.getByText('已办结', { exact: true }).first()).toBeVisible();
    await look(doctor, 'consult-closed');
    await doctor.getByRole('link', { name: /门诊，待答复/ }).click();
    await expect(doctor.getByRole('heading', { level: 1, name: /上转/ })).toBeVisible();
  });
});
