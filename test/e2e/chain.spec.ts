import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import QRCode from 'qrcode';
import { dayOfInstant } from '@/server/domain/kernel/calendar-day';
import { look } from './support/look';
import { citizenId, phone } from './support/people';
import { expect, test } from './support/story';
import { visitFile } from './support/visit-file';

const today = dayOfInstant(Date.now());
const newcomer = { number: citizenId('21011319680315482'), name: '周雨晴' };
const liulin = 'H21010000011';

// One resident from the desk to the books: each step is done by whoever does it in life, at their own screen.
test('a resident is signed, referred, seen, better reimbursed, and counted', async ({ as, browse }) => {
  test.setTimeout(180_000);
  const doctor = await as('doctor');
  const contractNumber = await test.step('the doctor signs a newcomer at the desk', () => sign(doctor));
  const address = await test.step('and prints the slip with its code', () => printSlip(doctor));
  const resident = await browse(phone);
  await test.step('the resident opens the code and is signed', async () => {
    await openPaper(resident, address);
    await expect(resident.getByText(/您已签约，还有 36[4-6] 天到期/)).toBeVisible();
    await resident.goto('/r/me/contract');
    await expect(resident.getByText(contractNumber).first()).toBeVisible();
    await resident.goto('/r/me/benefits');
    await expect(resident.getByText('还没有您的就诊报销记录。')).toBeVisible();
  });
  await test.step('the doctor refers them onto a reserved place', () => refer(doctor));
  const hospital = await as('hospital');
  await test.step('the hospital accepts, which books it, and sees the patient through', () => treat(hospital));
  await test.step('the doctor reads what to do next, and so does the resident', async () => {
    await doctor.reload();
    await expect(doctor.getByText('已转回基层', { exact: true }).first()).toBeVisible();
    await expect(doctor.getByText('继续口服降压药，两周后复查。')).toBeVisible();
    await resident.goto('/r/me/referrals');
    await expect(resident.getByText('已看完，转回您的家庭医生继续照看')).toBeVisible();
  });
  const clerk = await as('clerk');
  await test.step('the clerk imports what the centre settled', () => importVisits(clerk));
  await test.step('and sees why the fund pays what it pays', () => explainVisit(clerk));
  await test.step('the resident sees what signing saved', async () => {
    await resident.goto('/r/me/benefits');
    await expect(resident.getByText('本年度，因为签约，医保为您多报销了 ¥38.00。')).toBeVisible();
    await expect(resident.getByText('共 1 次就诊，医保支付 ¥304.00。')).toBeVisible();
    await look(resident, 'resident-after-visit');
  });
});

test('a line of the closed year opens down to a visit and the contract of that day', async ({ as }) => {
  const reviewer = await as('reviewer');
  await reviewer.getByRole('link', { name: '年终清算' }).click();
  await reviewer.getByRole('row', { name: /已确认|已办结/ }).getByRole('link', { name: /点数法/ }).click();
  const lines = reviewer.getByRole('region', { name: '居民普通门诊各机构清算明细' });
  const row = lines.getByRole('row', { name: /金桥社区卫生服务中心/ });
  const final = await row.getByRole('cell').last().innerText();
  await row.getByRole('button', { name: /金桥社区卫生服务中心/ }).click();
  await expect(reviewer.getByText('最终清算额').first()).toBeVisible();
  await expect(reviewer.getByText(final).first()).toBeVisible();
  await expect(reviewer.getByText(/\d+ 次就诊相加 ¥[\d,.]+，与这一行一致。/)).toBeVisible();
  const visit = reviewer.getByRole('region', { name: '这一行背后的就诊' }).getByRole('row').filter({ has: reviewer.getByRole('link', { name: '查看签约' }) }).first();
  const paid = await visit.getByRole('cell').nth(5).innerText();
  await visit.getByRole('link').first().click();
  await expect(reviewer.getByRole('heading', { level: 1, name: /^就诊待遇：/ })).toBeVisible();
  await expect(reviewer.getByRole('group').filter({ hasText: '为什么是这个数' }).getByText(paid).first()).toBeVisible();
  const day = /\d{4}-\d{2}-\d{2}/.exec(await reviewer.getByRole('heading', { level: 1 }).innerText())?.[0] ?? '';
  await reviewer.getByRole('link', { name: '打开签约' }).click();
  await expect(reviewer.getByRole('heading', { level: 1, name: /^签约：/ })).toBeVisible();
  const [from = '', to = ''] = (await reviewer.getByRole('region', { name: '签约内容' }).getByText(/^\d{4}-\d{2}-\d{2} 至 \d{4}-\d{2}-\d{2}$/).innerText()).split(' 至 ');
  expect(from <= day && day <= to, `${from} to ${to} covers ${day}`).toBe(true);
});

async function sign(page: Page): Promise<string> {
  await page.getByRole('link', { name: '签约', exact: true }).click();
  await page.getByRole('link', { name: '新签约' }).click();
  // The list it is clicked on asks for a number as well.
  await expect(page.getByRole('heading', { level: 1, name: '新签约' })).toBeVisible();
  await page.getByLabel('证件号码').fill(newcomer.number);
  await expect(page.getByText(/出生日期 1968-03-15，女，\d+ 岁/)).toBeVisible();
  await expect(page.getByText('全统筹区还没有这位居民的档案。')).toBeVisible();
  await page.getByLabel('姓名').fill(newcomer.name);
  await page.getByRole('radio', { name: '职工医保' }).check();
  await page.getByRole('checkbox', { name: '高血压', exact: true }).check();
  await page.getByRole('radio', { name: /柳林第一团队，剩余 \d+ 人/ }).check();
  await page.getByLabel('已向居民（或监护人）说明以上内容，并取得同意').check();
  await page.getByRole('radio', { name: '在纸上签名' }).check();
  await look(page, 'chain-contract-filled');
  await page.getByRole('button', { name: /^签\s*约$/ }).click();
  await expect(page.getByText('周雨晴已与柳林第一团队签约。')).toBeVisible();
  const number = await page.getByText(/^Q210100\d+$/).innerText();
  await look(page, 'chain-contract-signed');
  return number;
}

async function printSlip(page: Page): Promise<string> {
  await page.getByRole('link', { name: '打印签约凭证' }).click();
  const issued = page.waitForResponse(/pass\.issue/);
  await page.getByRole('button', { name: '生成二维码并打印' }).click();
  const [answer] = (await (await issued).json()) as [{ readonly result: { readonly data: { readonly path: string } } }];
  const address = new URL(answer.result.data.path, page.url()).href;
  const drawn = await page.getByRole('img', { name: '居民查询二维码' }).locator('path').last().getAttribute('d');
  // What the paper shows is the address itself, drawn; nothing else could be read off it.
  expect(await QRCode.toString(address, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 })).toContain(drawn ?? 'no drawing');
  await look(page, 'chain-slip');
  return address;
}

async function openPaper(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.getByLabel('证件号码的最后四位').fill(newcomer.number.slice(-4));
  await page.getByRole('button', { name: '查看' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /您好/ })).toBeVisible();
}

async function refer(page: Page): Promise<void> {
  await page.getByRole('link', { name: '转诊', exact: true }).click();
  await page.getByRole('link', { name: '新转诊' }).click();
  await page.getByRole('combobox', { name: '查找居民' }).fill(newcomer.name);
  await page.getByRole('option', { name: newcomer.name }).click();
  await expect(page.getByText(/已签约：柳林第一团队，到 .*可以使用预留号和预留床位。/)).toBeVisible();
  await page.getByLabel('科室', { exact: true }).selectOption({ label: '心血管内科（有预留号）' });
  await page.getByLabel('接诊机构').selectOption({ label: '北湖区中心医院（三级医院）' });
  // The place is held before the form says so.
  const place = page.getByRole('radio', { name: /剩 \d+/ }).first();
  await place.click();
  await expect(place).toBeChecked();
  await expect(page.getByText(/^已占住：/)).toBeVisible();
  await page.getByLabel('诊断', { exact: true }).fill('gxy');
  await page.locator('.ant-select-item-option').filter({ hasText: '特发性（原发性）高血压' }).click();
  await page.getByLabel('转诊原因').fill('规律用药两周血压仍不达标，请调整方案。');
  await page.getByLabel('当面说明，本人或监护人口头同意').check();
  await look(page, 'chain-referral-filled');
  await page.getByRole('button', { name: '发出转诊' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /^上转 Z210100\d+$/ })).toBeVisible();
  await expect(page.getByText(/^已占，保留到/)).toBeVisible();
}

async function treat(page: Page): Promise<void> {
  await page.getByRole('link', { name: /待答复/ }).click();
  await page.getByRole('row', { name: new RegExp(newcomer.name) }).getByRole('link').click();
  await expect(page.getByRole('radio', { name: /用转诊所占的/ })).toBeChecked();
  await page.getByRole('button', { name: '确认接收并预约' }).click();
  await expect(page.getByText('已预约', { exact: true })).toBeVisible();
  await look(page, 'chain-referral-accepted');
  await page.getByRole('button', { name: '登记到院' }).click();
  await page.getByRole('button', { name: '确认登记到院' }).click();
  await page.getByRole('button', { name: '完成诊治' }).click();
  await page.getByLabel(/^诊治意见/).fill('继续口服降压药，两周后复查。');
  await page.getByRole('button', { name: '确认完成诊治' }).click();
  await page.getByRole('button', { name: '转回基层' }).click();
  await page.getByRole('button', { name: '确认直接转回' }).click();
  await expect(page.getByText(/^等.*办理$/)).toBeVisible();
}

async function importVisits(page: Page): Promise<void> {
  const settled = {
    ...{ fixmedins_code: liulin, medins_setl_id: 'E2E0001', psn_cert_type: '01', certno: newcomer.number, psn_name: newcomer.name, insutype: '310', med_type: '11' },
    ...{ setl_time: `${today} 09:30:00`, medfee_sumamt: '600.00', fulamt_ownpay_amt: '20.00', overlmt_selfpay: '0.00', preselfpay_amt: '0.00', inscp_scp_amt: '580.00' },
    ...{ dise_codg: 'I10.x00', dise_name: '特发性（原发性）高血压', hifp_pay: '266.00', act_pay_dedc: '200.00' },
  };
  const file = visitFile('柳林中心.csv', [
    settled,
    { ...settled, medins_setl_id: 'E2E0002', inscp_scp_amt: '570.00' },
    { ...settled, medins_setl_id: 'E2E0003', fixmedins_code: 'H21010099999' },
  ]);
  await page.getByRole('link', { name: '就诊与待遇' }).click();
  await page.getByRole('link', { name: '导入结算记录' }).click();
  await page.getByLabel(/^选择结算文件/).setInputFiles(file);
  await page.getByRole('button', { name: '开始导入' }).click();
  await expect(page.getByText('导入完成，共 3 行。')).toBeVisible();
  await expect(page.getByRole('progressbar', { name: '已处理行数' })).toHaveAttribute('aria-valuenow', '100');
  await expect(page.getByRole('row', { name: /^3 .*四部分金额相加是 ¥590.00，与总额 ¥600.00 相差 ¥10.00。/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /^4 .*没有编码为 H21010099999 的机构。/ })).toBeVisible();
  await look(page, 'chain-import');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '下载这些行（CSV，含原因）' }).click();
  const saved = await download;
  expect(saved.suggestedFilename()).toBe('未接收-柳林中心.csv');
  const text = await readFile(await saved.path(), 'utf8');
  const [head = '', ...rows] = text.replace(/^\uFEFF/, '').trim().split('\r\n');
  expect(head).toMatch(/^fixmedins_code,.*,原因$/);
  expect(rows).toHaveLength(2);
  expect(rows[0]).toContain('E2E0002');
  expect(rows[1]).toContain('没有编码为 H21010099999 的机构');
}

async function explainVisit(page: Page): Promise<void> {
  await page.getByRole('link', { name: '查看就诊记录' }).click();
  await page.getByRole('row', { name: new RegExp(newcomer.name) }).getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1, name: `就诊待遇：${newcomer.name}，${today}` })).toBeVisible();
  const why = page.getByRole('group').filter({ hasText: '为什么是这个数' });
  const added = why.getByRole('listitem').filter({ hasText: '签约增补' }).first();
  await expect(added).toContainText('10%');
  await expect(added).toContainText('依据：');
  await expect(why).toContainText('80%');
  await expect(why).toContainText('¥304.00');
  await expect(page.getByText('比较结果：医院未给签约增补')).toBeVisible();
  await expect(page.getByText(new RegExp(`柳林第一团队，${today} 至`))).toBeVisible();
  await look(page, 'chain-visit');
  await page.getByRole('link', { name: '打开签约' }).click();
  await expect(page.getByRole('heading', { level: 1, name: `签约：${newcomer.name}` })).toBeVisible();
}
