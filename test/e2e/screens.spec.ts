import type { Page } from '@playwright/test';
import { newestClosedMonth } from '@/db/seed/closed-months';
import { newestFullDay, settledYearOf } from '@/server/cli/seed/demo-day';
import { addMonths, dayOfInstant, monthOf } from '@/server/domain/kernel/calendar-day';
import { look } from './support/look';
import type { DemoLogin } from './support/sign-in';
import { test } from './support/story';

// Each screen is kept as a picture; a recording of all of them beside it would double the time.
test.use({ trace: 'off' });

interface Screen {
  readonly name: string;
  open(page: Page): Promise<unknown>;
}

const at = (name: string, path: string): Screen => ({ name, open: (page) => page.goto(path) });
/** A screen that is reached from the one before it. */
const then = (name: string, open: Screen['open']): Screen => ({ name, open });
const firstRow = (page: Page) => page.locator('table tbody a').first();
const open = (label: RegExp) => (page: Page) => page.getByRole('button', { name: label }).first().click();
const close = (label: RegExp) => async (page: Page) => {
  await page.getByRole('dialog').getByRole('button', { name: label }).last().click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
};
const follow = (label: RegExp) => (page: Page) => page.getByRole('link', { name: label }).first().click();
const inRow = (row: RegExp) => (page: Page) => page.getByRole('row').filter({ hasText: row }).getByRole('link').last().click();

const caseload: readonly Screen[] = [
  at('residents', '/residents'),
  then('resident', (page) => firstRow(page).click()),
  at('contracts', '/contracts'),
  at('contracts-expiring', '/contracts?tab=expiring&within=90'),
  at('contracts-none', '/contracts?text=没有这个人'),
  then('contract', async (page) => {
    await page.goto('/contracts');
    await firstRow(page).click();
  }),
];
/** A resident's record by its parts, and who lives with them. */
const record: readonly Screen[] = [
  then('resident-record', async (page) => {
    await page.goto('/residents');
    await firstRow(page).click();
  }),
  ...[1, 2, 3, 4].map((tab) => then(`resident-tab-${tab}`, (page: Page) => page.getByRole('tab').nth(tab).click())),
];
const fulfilment: readonly Screen[] = [
  at('fulfilment', '/fulfilment'),
  at('fulfilment-overdue', '/fulfilment?tab=overdue'),
  at('fulfilment-unserved', '/fulfilment?tab=unserved'),
  at('fulfilment-renewals', '/fulfilment/renewals'),
];
const teams: readonly Screen[] = [at('teams', '/teams'), then('team', (page) => firstRow(page).click())];
const coverage: readonly Screen[] = [at('coverage', '/coverage')];
const notices: readonly Screen[] = [at('notices', '/notices')];
const imports: readonly Screen[] = [at('imports', '/imports'), at('imports-new', '/imports/new')];
const agreements: readonly Screen[] = [at('agreements', '/agreements')];
const duplicates: readonly Screen[] = [at('duplicates', '/residents/duplicates'), then('duplicates-compare', (page) => firstRow(page).click())];
const visits: readonly Screen[] = [
  at('visits', '/visits'),
  at('visits-enhanced', '/visits?enhanced=1'),
  then('visit', (page) => firstRow(page).click()),
  at('visits-refunds', '/visits/refunds'),
];
const oversight: readonly Screen[] = [at('reconciliation', '/reconciliation'), at('differences', '/reconciliation?tab=rows'), then('difference', open(/^查看$/)), at('warnings', '/warnings'), then('warning', open(/^查看$/))];
const referralsOf = (box: 'received' | 'sent'): readonly Screen[] => [
  at('referrals-received', '/referrals'),
  at('referrals-sent', '/referrals?box=sent&tab=all'),
  then('referrals-keys', open(/键盘操作/)),
  then('referral', async (page) => {
    await page.goto(`/referrals?box=${box}&tab=all`);
    await firstRow(page).click();
  }),
  then('referral-slip', follow(/打印转诊单/)),
];
const referrals = referralsOf('sent');
/** Who comes back, by the side that looks. */
const returning = (...tabs: readonly string[]): readonly Screen[] => tabs.map((tab) => at(`returning-${tab}`, `/referrals/returning?tab=${tab}`));
const recognitions: readonly Screen[] = [
  at('recognitions', '/recognitions'),
  at('recognitions-expiring', '/recognitions?tab=expiring'),
  at('recognitions-none', '/recognitions?text=没有这个人'),
  then('recognition', async (page) => {
    await page.goto('/recognitions?tab=in_force');
    await firstRow(page).click();
  }),
  then('recognition-slip', follow(/打印认定结果/)),
];
/** The lists, a place in the order, and the proof of the newest offer. */
const waiting: readonly Screen[] = [
  at('waiting', '/referrals/waiting'),
  then('waiting-offers', (page) => page.getByRole('button', { name: '优先记录' }).click()),
  then('waiting-proof', open(/^查看顺序/)),
];
const consults: readonly Screen[] = [
  at('consults', '/consults'),
  then('consult', async (page) => {
    await page.goto('/consults?box=sent&cut=all');
    await firstRow(page).click();
  }),
];
/** For those who have no sessions of their own there is none to open. */
const quotaLists: readonly Screen[] = [
  at('quotas', '/quotas'),
  at('quotas-wards', '/quotas?kind=ward'),
  at('quotas-resources', '/quotas/resources'),
  at('quotas-schedules', '/quotas/schedules'),
  at('quotas-specialty', '/quotas/specialty'),
];
const quotas: readonly Screen[] = [
  ...quotaLists,
  then('quotas-session', async (page) => {
    await page.goto('/quotas?kind=ward');
    await page.locator('article a').first().click();
  }),
];
const thisMonth = monthOf(dayOfInstant(Date.now()));
const reports: readonly Screen[] = [
  at('reports-capacity', `/referrals/reports?from=${thisMonth}&to=${thisMonth}`),
  at('reports-specialists', `/referrals/reports?by=resource&from=${thisMonth}&to=${thisMonth}`),
  then('reports-places', (page) => page.getByRole('region', { name: '专家、设备或病区' }).getByRole('link').first().click()),
  at('reports-flow', '/referrals/reports?tab=flow'),
  then('reports-referrals', (page) => page.getByRole('link', { name: /^发出转诊/ }).first().click()),
  at('reports-quarter', '/referrals/reports?tab=quarter'),
  at('reports-outside', '/referrals/reports?tab=outside'),
  at('postings', '/referrals/postings'),
];
const today = newestFullDay(Date.now());
const settledYear = settledYearOf(today);
// The one before it may have been approved by a story already.
const monthProposed = addMonths(newestClosedMonth(today), 1);
const budgets: readonly Screen[] = [
  at('budgets', '/budgets'),
  then('budget', (page) => page.getByRole('region', { name: /^各范围/ }).getByRole('link').first().click()),
  at('budgets-last-year', `/budgets?year=${settledYear}`),
  at('months', `/budgets?tab=months&year=${settledYear}`),
  then('month', (page) => firstRow(page).click()),
  at('prepayments', `/budgets?tab=prepayments&year=${monthProposed.slice(0, 4)}`),
  then('prepayment', inRow(/待审批/)),
  at('fees', `/budgets?tab=fees&year=${settledYear}`),
];
const settlements: readonly Screen[] = [
  at('assessments', '/assessments'),
  at('settlements', '/settlements'),
  then('settlement-ceiling', follow(/人头限额/)),
  then('settlement-points', async (page) => {
    await page.goto('/settlements');
    await follow(/点数法/)(page);
  }),
  then('settlement-line', (page) => page.getByRole('region', { name: '居民普通门诊各机构清算明细' }).getByRole('button').first().click()),
  then('settlement-objections', follow(/^异议/)),
  then('settlement-closing', follow(/^收付与办结$/)),
  then('settlement-course', follow(/^办理经过$/)),
  then('settlement-print', follow(/^打\s*印$/)),
];
/** As far as an institution sees them. */
const ownSettlements: readonly Screen[] = [at('settlements', '/settlements'), then('settlement', follow(/点数法/)), then('settlement-objections', follow(/^异议/))];
const policies: readonly Screen[] = [at('policies', '/policies'), then('policies-compare', follow(/比较两个版本/))];
const monitoring: readonly Screen[] = [at('monitoring', '/monitoring')];

const screens: Readonly<Record<Exclude<DemoLogin, 'county' | 'longquan'>, readonly Screen[]>> = {
  doctor: [
    at('worklist', '/worklist'),
    ...caseload,
    then('contract-end', open(/^解\s*约$/)),
    then('contract-end-reasons', (page) => page.getByLabel('解约原因').click()),
    then('contract-slip', async (page) => {
      await page.keyboard.press('Escape');
      await page.goto('/contracts');
      await firstRow(page).click();
      await follow(/打印签约凭证/)(page);
    }),
    at('contract-new', '/contracts/new'),
    then('contract-new-search', (page) => page.getByText('没有带证件？').click()),
    at('contract-requests', '/contracts/requests'),
    ...record,
    ...fulfilment,
    at('fulfilment-batch', '/fulfilment/batch'),
    ...teams,
    ...imports,
    ...agreements,
    ...notices,
    at('notices-outbox', '/notices?view=outbox'),
    at('resident-new', '/residents/new'),
    then('resident-unmask', async (page) => {
      await page.goto('/residents');
      await firstRow(page).click();
      await open(/查看完整号码/)(page);
    }),
    ...referrals,
    ...returning('receive', 'follow_up', 'tasks', 'later', 'away', 'watch'),
    at('referral-new', '/referrals/new'),
    then('referral-new-filled', async (page) => {
      await page.getByRole('combobox', { name: '查找居民' }).fill('王');
      await page.getByRole('option').first().click();
      await page.getByLabel('收缩压（mmHg）').fill('186');
      await page.getByLabel('舒张压（mmHg）').fill('112');
      await page.getByLabel('剧烈头痛').check();
    }),
    at('waiting', '/referrals/waiting'),
    ...consults,
    at('consult-new', '/consults/new'),
    ...recognitions,
    at('recognition-new', '/recognitions/new'),
    ...quotaLists,
    ...visits,
    at('reconciliation', '/reconciliation'),
    ...policies,
    at('password', '/password'),
    at('nowhere', '/nowhere'),
  ],
  nurse: [at('worklist', '/worklist'), ...caseload, ...fulfilment, ...referrals, ...returning('receive'), ...recognitions, ...quotaLists, ...visits, ...policies],
  hospital: [
    at('worklist', '/worklist'),
    ...ownSettlements,
    at('residents', '/residents'),
    ...referralsOf('received'),
    ...returning('to_return', 'handed', 'readmitted'),
    ...waiting,
    then('referral-accept', async (page) => {
      await page.goto('/referrals?tab=to_answer');
      await firstRow(page).click();
    }),
    then('referral-decline', open(/不予接收/)),
    at('referrals-check-in', '/referrals/check-in'),
    at('recognitions', '/recognitions'),
    ...quotas,
    ...reports,
    then('posting-new', open(/登记一条/)),
    then('quota-schedule-new', async (page) => {
      await page.goto('/quotas/schedules');
      await open(/新增排班/)(page);
    }),
    then('quota-exception-new', open(/登记停诊或调整/)),
    then('quota-schedule-change', open(/^修改 /)),
    then('quota-resource-new', async (page) => {
      await page.goto('/quotas/resources');
      await open(/登记一个/)(page);
    }),
    then('quota-publish', async (page) => {
      await page.goto('/quotas');
      await open(/临时发布一场/)(page);
    }),
    then('quota-cancel', async (page) => {
      await open(/下一周/)(page);
      await page.locator('article a').first().click();
      await page.getByLabel(/怎么办/).selectOption('rebook');
    }),
    ...policies,
  ],
  clerk: [
    at('worklist', '/worklist'),
    ...caseload,
    ...referrals,
    at('recognitions', '/recognitions'),
    ...quotas,
    ...reports,
    ...visits,
    ...oversight,
    at('warnings-overspend', '/warnings?kind=budget_overspend'),
    then('warning-overspend', open(/^查看$/)),
    then('warning-scan', open(/立即筛查/)),
    ...record,
    ...duplicates,
    ...imports,
    ...coverage,
    ...agreements,
    at('agreement-new', '/agreements/new'),
    at('import', '/visits/import'),
    then('import-rejected', open(/柳林中心补报/)),
    ...budgets,
    then('budget-dialog', async (page) => {
      await page.goto('/budgets');
      await open(/核定控费总额/)(page);
    }),
    ...settlements,
    then('settlement-compute', async (page) => {
      await page.goto('/settlements');
      await open(/核算一个年度/)(page);
    }),
    at('diagnoses', '/diagnoses'),
    ...policies,
    at('policies-assumed', '/policies?only=assumed'),
    then('policy-import', open(/导入政策文件/)),
  ],
  reviewer: [
    at('worklist', '/worklist'),
    ...caseload,
    ...referrals,
    ...recognitions,
    then('recognition-decide', async (page) => {
      await page.goto('/recognitions');
      await firstRow(page).click();
    }),
    then('recognition-decline', open(/^不予认定$/)),
    then('recognition-revoke', async (page) => {
      await page.goto('/recognitions?tab=in_force');
      await firstRow(page).click();
      await open(/^撤销认定$/)(page);
    }),
    ...quotas,
    ...visits,
    ...oversight,
    ...budgets,
    ...settlements,
    ...monitoring,
    ...policies,
    at('trials', '/policies/trial'),
  ],
  finance: [at('worklist', '/worklist'), ...budgets, ...settlements, ...monitoring, ...policies],
  manager: [at('worklist', '/worklist'), at('contracts', '/contracts'), ...teams, at('team-handover', '/teams/handover'), ...coverage, ...notices, ...referrals, ...quotas,
    ...reports, ...budgets, ...settlements, ...monitoring, ...policies],
  admin: [at('worklist', '/worklist'), at('specialty', '/quotas/specialty'), then('specialty-new', (page) => page.getByRole('button', { name: '新建专科联盟' }).click()), at('accounts', '/accounts'), then('account-disable', open(/停用 .* 的账号/)), then('account-kept', close(/不停用/)), ...policies],
  auditor: [at('worklist', '/worklist'), ...caseload, ...fulfilment, ...duplicates, ...coverage, ...referrals, ...quotas, ...visits, ...oversight, ...budgets, ...settlements, ...monitoring, ...policies, at('audit', '/audit'), at('accounts', '/accounts')],
};

test('the sign-in page', async ({ page, trouble }) => {
  trouble.expect(401, '/api/');
  await page.goto('/sign-in');
  await look(page, 'sign-in');
});

for (const [login, list] of Object.entries(screens)) {
  test(`every screen of ${login} is accessible and keeps quiet`, async ({ as, trouble }) => {
    test.setTimeout(240_000);
    trouble.expect(404, '/nowhere');
    const page = await as(login as DemoLogin);
    for (const screen of list) {
      await test.step(screen.name, async () => {
        await screen.open(page);
        await look(page, `${login}-${screen.name}`);
      });
    }
  });
}
