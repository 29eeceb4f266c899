import { look } from './support/look';
import { expect, test } from './support/story';

// No place now is not a dead end: a turn, a promised day, and a place as soon as there is one.
test('the office puts a patient on the waiting list by a key; the page says what is promised and why the turn is where it is', async ({ as }) => {
  test.setTimeout(120_000);
  const hospital = await as('hospital');
  await hospital.goto('/referrals?tab=to_answer&priority=routine&kind=outpatient');
  await hospital.getByRole('table').getByRole('link').first().click();
  await expect(hospital.getByRole('heading', { level: 1 })).toBeVisible();

  await test.step('queueing gives back what was held', async () => {
    await hospital.locator('h1').click();
    await hospital.keyboard.press('q');
    const form = hospital.getByRole('region', { name: '办理：转入候补' });
    await expect(form.getByText(/有空位时系统按顺序通知/)).toBeVisible();
    await look(hospital, 'waiting-queue-form');
    await form.getByRole('button', { name: '确认转入候补' }).click();
    const panel = hospital.getByRole('region', { name: '候补', exact: true });
    await expect(panel.getByText(/共 \d+ 人候补/)).toBeVisible();
    await expect(panel.getByText(/^\d{4}-\d\d-\d\d 前$/)).toBeVisible();
    await look(hospital, 'waiting-turn');
  });
});

test('the lists in their order, and the proof of every place that was given', async ({ as }) => {
  const hospital = await as('hospital');
  await hospital.goto('/referrals/waiting');
  await hospital.getByRole('button', { name: /风湿免疫科 门诊号源/ }).click();

  await test.step('everybody’s place in the order says why it is that', async () => {
    const first = hospital.getByRole('row').filter({ hasText: '第 1 位' });
    await first.getByText('第 1 位', { exact: true }).click();
    await expect(first.getByText(/排在第 1 位，前面没有人/)).toBeVisible();
    await look(hospital, 'waiting-list');
  });
  await test.step('the record counts by standing and opens to who was considered', async () => {
    await hospital.getByRole('button', { name: '优先记录' }).click();
    // The demo's offers reach back into last month.
    const from = hospital.getByLabel('从', { exact: true });
    await from.fill(`${new Date(Date.now() - 40 * 86_400_000).toISOString().slice(0, 10)}`);
    await expect(hospital.getByRole('region', { name: '优先就诊、优先检查、优先住院' }).getByRole('cell', { name: '优先就诊' }).first()).toBeVisible();
    await hospital.getByRole('button', { name: /^查看顺序/ }).first().click();
    await expect(hospital.getByText('得到这个空位', { exact: true })).toBeVisible();
    await expect(hospital.getByText(/^依据的政策版本/)).toBeVisible();
    await look(hospital, 'waiting-proof');
  });
});

test('somebody whom no reserved place suits stands on the list, past the promised day, and says so', async ({ as }) => {
  const hospital = await as('hospital');
  await hospital.goto('/referrals/waiting');
  await hospital.getByRole('button', { name: /风湿免疫科 门诊号源/ }).click();
  const row = hospital.getByRole('row').filter({ hasText: '未签约' });
  await expect(row.getByText(/^已超过 /)).toBeVisible();
  await row.getByRole('link').click();
  await expect(hospital.getByText(/^已过承诺日，还没有通知过空位/)).toBeVisible();
  await look(hospital, 'waiting-promise-broken');
});
