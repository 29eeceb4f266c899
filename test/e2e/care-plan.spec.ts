import { look, settled } from './support/look';
import { expect, test } from './support/story';

test('the hospital writes a plan and sends the patient back; the team receives, sees and reads the print', async ({ as, trouble }) => {
  trouble.expect(422, 'care.return');
  const hospital = await as('hospital');
  await hospital.goto('/referrals/returning');
  await look(hospital, 'returning-hospital');
  const row = hospital.getByRole('row').filter({ hasText: '诊疗中' }).filter({ has: hospital.getByRole('link', { name: '写计划' }) }).first();
  const person = await row.getByRole('link').first().textContent();
  await row.getByRole('link', { name: '写计划' }).click();
  await expect(hospital.getByRole('heading', { level: 1, name: /的接续计划$/ })).toBeVisible();
  // Everything that lacks is told at once, and nothing that was written is lost.
  await hospital.getByLabel('诊疗经过').fill('入院后调整用药，胸闷缓解。');
  await hospital.getByRole('button', { name: '完成治疗并转回' }).click();
  await expect(hospital.getByText('下转标准还有', { exact: false })).toBeVisible();
  await look(hospital, 'care-plan-refused');
  await hospital.reload();
  await expect(hospital.getByLabel('诊疗经过')).toHaveValue('入院后调整用药，胸闷缓解。');
  await hospital.getByLabel('出院时情况').fill('无胸闷胸痛，血压 128/78 mmHg。');
  await hospital.getByRole('button', { name: '全部符合' }).click();
  await hospital.getByRole('button', { name: '添加一种药' }).click();
  const drug = hospital.getByRole('group').filter({ has: hospital.getByText(/^第 \d+ 种药$/) }).last();
  await drug.getByLabel('药名').fill('单硝酸异山梨酯缓释片');
  await drug.getByLabel('每次', { exact: true }).fill('40');
  await hospital.getByRole('textbox', { name: /转回意见/ }).fill('病情稳定，回社区继续二级预防。');
  await look(hospital, 'care-plan-written');
  await hospital.getByRole('button', { name: '完成治疗并转回' }).click();
  await hospital.waitForURL(/referrals\/detail/);
  await expect(hospital.getByRole('region', { name: '接续计划' }).getByText('单硝酸异山梨酯缓释片', { exact: false })).toBeVisible();
  await look(hospital, 'care-plan-panel');

  const nurse = await as('nurse');
  await nurse.goto('/referrals/returning?whose=all');
  await look(nurse, 'returning-receive');
  const name = (person ?? '').split(' ')[0] ?? '';
  await nurse.getByRole('button', { name: `接回 ${name}` }).click();
  await nurse.getByRole('region', { name: `办理 ${name}` }).getByRole('button', { name: /确认.*接回|接回/ }).click();
  await expect(nurse.getByRole('button', { name: `接回 ${name}` })).toHaveCount(0);
  await nurse.getByText(/^待随访/).click();
  await settled(nurse);
  await nurse.getByRole('button', { name: `随访 ${name}` }).click();
  const form = nurse.getByRole('region', { name: `办理 ${name}` });
  await form.getByLabel('收缩压（mmHg）').fill('186');
  await form.getByLabel('舒张压（mmHg）').fill('112');
  await expect(form.getByRole('alert')).toContainText('180');
  await look(nurse, 'follow-up-danger');
  await form.getByLabel('收缩压（mmHg）').fill('132');
  await form.getByLabel('舒张压（mmHg）').fill('82');
  await form.getByLabel(/^随访情况和处理/).fill('无胸闷，按计划服药。');
  await form.getByRole('button', { name: /登记随访/ }).click();
  await expect(nurse.getByRole('button', { name: `随访 ${name}` })).toHaveCount(0);
});

test('tasks of plans are worked off, and a plan is printed', async ({ as }) => {
  const doctor = await as('doctor');
  for (const tab of ['follow_up', 'tasks', 'later', 'away', 'watch']) {
    await doctor.goto(`/referrals/returning?tab=${tab}`);
    await look(doctor, `returning-${tab}`);
  }
  await doctor.goto('/referrals/returning?tab=tasks');
  await doctor.getByRole('button', { name: /^登记 / }).first().click();
  await look(doctor, 'returning-task');
  await doctor.getByRole('row').filter({ hasText: '核对用药' }).getByRole('link').first().click();
  await doctor.getByRole('link', { name: '打印小结' }).click();
  await expect(doctor.getByRole('article', { name: '出院小结和接续计划单' })).toBeVisible();
  await look(doctor, 'care-plan-print');
});
