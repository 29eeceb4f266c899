import { deskAlone } from './support/desk-family';
import { look } from './support/look';
import { expect, test } from './support/story';

const onePixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const megabyte = 1024 * 1024;

// What is written is kept on the server while it is written; what is dangerous is said; what goes along is looked at by its content.
test('a doctor writes a referral in two sittings, with danger signs and papers, and the hospital opens them', async ({ as, trouble }) => {
  trouble.expect(422, 'api/attachments');
  test.setTimeout(150_000);
  const doctor = await as('doctor');
  await test.step('begins, and the pressure speaks', async () => {
    await doctor.goto('/referrals/new');
    await doctor.getByRole('combobox', { name: '查找居民' }).fill(deskAlone.name);
    await doctor.getByRole('option', { name: deskAlone.name }).click();
    await expect(doctor.getByText(/未签约：可以转诊/).or(doctor.getByText(/已签约：/))).toBeVisible();
    await doctor.getByLabel('收缩压（mmHg）').fill('186');
    await doctor.getByLabel('舒张压（mmHg）').fill('112');
    await expect(doctor.getByText('发现危险信号，建议按“加急”转诊')).toBeVisible();
    await doctor.getByLabel('剧烈头痛').check();
    await expect(doctor.getByText('发现危险信号，建议按“急诊”转诊')).toBeVisible();
    await doctor.getByRole('button', { name: '改为“急诊”' }).click();
    await expect(doctor.getByLabel('优先级')).toHaveValue('emergency');
    await doctor.getByLabel('诊断', { exact: true }).fill('gxy');
    await doctor.locator('.ant-select-item-option').filter({ hasText: '特发性（原发性）高血压' }).click();
    await expect(doctor.getByText(/编码 I10.x00/)).toBeVisible();
    await doctor.getByLabel(/^病情摘要/).fill('头痛两小时，<b>视物</b>清楚，四肢活动好。');
    await expect(doctor.getByText(/已保存/)).toBeVisible();
    await doctor.waitForTimeout(2000);
  });
  await test.step('goes on where it stopped', async () => {
    await doctor.goto('/referrals/new');
    await doctor.getByRole('listitem').filter({ hasText: deskAlone.name }).getByRole('button', { name: '继续写' }).click();
    await expect(doctor.getByLabel(/^病情摘要/)).toHaveValue('头痛两小时，<b>视物</b>清楚，四肢活动好。');
    await expect(doctor.getByLabel('收缩压（mmHg）')).toHaveValue('186');
    await look(doctor, 'referral-form-begun');
  });
  await test.step('puts papers to it; what is none is refused with its sentence', async () => {
    const choose = doctor.getByLabel('选择文件上传');
    await choose.setInputFiles({ name: 'program.png', mimeType: 'image/png', buffer: Buffer.from('MZ this is a program') });
    await expect(doctor.getByText(/文件内容不是 PDF、JPG 或 PNG/)).toBeVisible();
    await choose.setInputFiles({ name: 'all-images.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(11 * megabyte, '%PDF-') });
    await expect(doctor.getByText(/文件超过 10 MB/)).toBeVisible();
    await choose.setInputFiles({ name: '<img src=x onerror=alert(1)>.png', mimeType: 'image/png', buffer: onePixel });
    await expect(doctor.getByRole('link', { name: /onerror=alert\(1\)>\.png/ })).toBeVisible();
  });
  await test.step('chooses where, and sends', async () => {
    await doctor.getByRole('checkbox', { name: '不占号，由医院安排时间' }).check();
    await doctor.getByLabel('科室', { exact: true }).selectOption('nephrology');
    await doctor.getByLabel('接诊机构').selectOption({ label: '北湖区中心医院（三级医院）' });
    await doctor.getByRole('button', { name: '发出转诊' }).click();
    await expect(doctor.getByText(/还差：填写转诊原因、选择怎样取得同意/)).toBeVisible();
    await doctor.getByLabel('转诊原因').fill('血压 186/112 mmHg 伴剧烈头痛，请急诊处理。');
    await doctor.getByLabel('当面说明，本人或监护人口头同意').check();
    await look(doctor, 'referral-form-filled');
    await doctor.getByRole('button', { name: '发出转诊' }).click();
    await expect(doctor.getByRole('heading', { level: 1, name: /^上转 Z210100\d+$/ })).toBeVisible();
    await expect(doctor.getByRole('region', { name: '资料' }).getByText('高血压急症')).toBeVisible();
  });
  const hospital = await as('hospital');
  await test.step('the hospital saves the paper', async () => {
    await hospital.goto(doctor.url());
    const download = hospital.waitForEvent('download');
    await hospital.getByRole('link', { name: /onerror=alert\(1\)>\.png/ }).click();
    expect((await download).suggestedFilename()).toContain('onerror');
    await look(hospital, 'referral-documents');
  });
});
