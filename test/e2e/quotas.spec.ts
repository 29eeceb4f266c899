import type { Page } from '@playwright/test';
import { newestFullDay } from '@/server/cli/seed/demo-day';
import { addDays, dayOfInstant, weekday } from '@/server/domain/kernel/calendar-day';
import { look } from './support/look';
import { expect, test } from './support/story';

const today = dayOfInstant(Date.now());
/** The Tuesday after next: far enough for anybody to book, near enough to be made at once. */
const tuesday = addDays(today, 16 - weekday(today));

async function fillSchedule(page: Page): Promise<void> {
  const form = page.getByRole('region', { name: '新增排班' });
  await form.getByLabel('专家、设备或病区').selectOption({ label: '肾内科 魏清源' });
  await form.getByRole('checkbox', { name: '周二' }).check();
  await form.getByRole('checkbox', { name: '节假日照常' }).check();
  await form.getByLabel('每次数量').fill('9');
  await form.getByRole('button', { name: '保存并生成号源' }).click();
}

test('the referral office gives a new specialist a week, a day off, more places, and calls one clinic off', async ({ as, trouble }) => {
  const office = await as('hospital');
  await office.getByRole('link', { name: '预留号源', exact: true }).click();
  await office.getByRole('link', { name: '专家、设备和病区' }).click();
  await office.getByRole('button', { name: '登记一个' }).click();
  const dialog = office.getByRole('dialog');
  await dialog.getByLabel('科室').selectOption({ label: '肾内科' });
  await dialog.getByLabel('名称').fill('魏清源');
  await look(office, 'quotas-story-resource');
  await dialog.getByRole('button', { name: /^保\s*存$/ }).click();
  await expect(office.getByRole('row', { name: /魏清源.*还没有排班/ })).toBeVisible();

  await office.getByRole('link', { name: '排班和停诊' }).click();
  await office.getByRole('button', { name: '新增排班' }).click();
  await fillSchedule(office);
  await expect(office.getByText(/已保存：生成 [3-5] 场，调整 0 场，停诊 0 场/)).toBeVisible();
  await office.getByRole('button', { name: '新增排班' }).click();
  trouble.expect(422, 'capacity.addSchedule');
  await fillSchedule(office);
  await expect(office.getByRole('region', { name: '新增排班' }).getByRole('alert')).toContainText('与已有的排班重叠');
  await look(office, 'quotas-story-overlap');

  await office.getByRole('button', { name: '登记停诊或调整' }).click();
  const exception = office.getByRole('region', { name: '登记停诊或调整' });
  await exception.getByLabel('范围').selectOption({ label: '肾内科 魏清源' });
  await exception.getByLabel('从哪天起').fill(addDays(tuesday, 7));
  await exception.getByLabel('到哪天止').fill(addDays(tuesday, 7));
  await exception.getByLabel('原因').fill('学术会议');
  await exception.getByRole('button', { name: /^保\s*存$/ }).click();
  await expect(office.getByText('已保存：生成 0 场，调整 0 场，停诊 1 场。')).toBeVisible();
  await expect(office.getByRole('row', { name: /魏清源.*停诊.*学术会议/ })).toBeVisible();
  await look(office, 'quotas-story-schedules');

  await office.goto(`/quotas?day=${tuesday}&department=nephrology`);
  await office.getByRole('link', { name: /查看 肾内科 魏清源/ }).click();
  await office.getByLabel('总数').fill('12');
  await office.getByRole('button', { name: '保存数量' }).click();
  await expect(office.getByText('12 号', { exact: true })).toBeVisible();
  await expect(office.getByRole('row', { name: /^4 / })).toBeVisible();
  await look(office, 'quotas-story-session');
  await office.getByLabel('停诊原因').fill('临时外出会诊');
  await office.getByRole('button', { name: '确认停诊' }).click();
  await expect(office.getByText('已停诊，没有居民受影响。')).toBeVisible();
  await office.getByRole('button', { name: '知道了' }).click();
  await expect(office.getByText('已停诊', { exact: true })).toBeVisible();
});

test('a clinic with patients is not called off by accident, and moving them is told one by one', async ({ as, trouble }) => {
  const office = await as('hospital');
  // A week after the last day that the demo tells. On a Monday it is still this week, of which what has begun cannot be called off any more.
  const day = addDays(newestFullDay(Date.now()), 7);
  const firstAhead = addDays(day, 1 - weekday(day)) > today ? 1 : weekday(today) + 1;
  await office.goto(`/quotas?day=${day}&kind=clinic`);
  const busy = office.locator(`[role=listitem]:nth-child(n + ${firstAhead}) article`).filter({ hasText: /已约 [1-9]/ });
  await busy.first().getByRole('link').click();
  await office.getByLabel('停诊原因').fill('医师生病');
  trouble.expect(422, 'quota.cancel');
  await office.getByRole('button', { name: '确认停诊' }).click();
  await expect(office.getByRole('region', { name: '停诊' }).getByRole('alert')).toContainText('张转诊单占用这场出诊的号');
  await office.getByLabel('这些天已经约好的居民怎么办').selectOption('rebook');
  await expect(office.getByLabel('改约到哪一场')).toBeVisible();
  await look(office, 'quotas-story-rebook');
  await office.getByRole('button', { name: '确认停诊' }).click();
  await expect(office.getByText(/已停诊，\d+ 张转诊单都有了着落/)).toBeVisible();
  await look(office, 'quotas-story-rebooked');
});

test('others see the weeks and cannot change them', async ({ as }) => {
  const manager = await as('manager');
  await manager.goto('/quotas/schedules');
  await expect(manager.getByRole('row', { name: /心内科一病区.*周一、周二/ })).toBeVisible();
  await expect(manager.getByRole('button', { name: '新增排班' })).toHaveCount(0);
  await expect(manager.getByRole('button', { name: /^修改/ })).toHaveCount(0);
  await look(manager, 'quotas-story-manager');
});
