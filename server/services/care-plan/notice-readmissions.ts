import { listStayReferralsBetween, listStaysBetween, listWatchedPlans, saveCarePlan } from '@/db/queries/care-plan';
import type { Queryable } from '@/db';
import { type CareRules, careRulesOf, lateNews, readmissionUntil } from '@/server/domain/care-plan/care-work';
import type { CarePlan, Readmission } from '@/server/domain/care-plan/plan';
import { addDays, dayOfInstant, instantOf } from '@/server/domain/kernel/calendar-day';
import { dayMs } from '@/server/domain/kernel/instant';
import { accept, refuse } from '@/server/domain/kernel/outcome';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';
import { unitOfWork } from '../unit-of-work';

const batch = 200;

/**
 * 再入院: who was discharged with a plan and is in hospital again within the policy's days, be it by a settled stay or by a referral for
 * one that was arrived with. Each is noted on the plan once; a file that comes late still tells.
 */
export async function noticeReadmissions(context: ServiceContext): Promise<{ readonly noticed: number }> {
  const { regionCode } = permit(context, 'referral:close');
  const q = context.store.reads;
  const policy = await getPolicyInForce(q, regionCode, today(context));
  if (!policy.ok) return { noticed: 0 };
  const rules = careRulesOf(policy.value.referral);
  const since = addDays(today(context), -rules.readmissionDays - lateNews);
  let noticed = 0;
  let after = '';
  for (;;) {
    const plans = await listWatchedPlans(q, regionCode, since, batch, after);
    for (const plan of plans) {
      const found = await findReadmission(q, plan, rules);
      if (found && (await note(context, plan, found))) noticed += 1;
    }
    const last = plans.at(-1);
    if (!last || plans.length < batch) return { noticed };
    after = last.referralId;
  }
}

async function findReadmission(q: Queryable, { regionCode, residentId, referralId, dischargedOn, handedOverAt }: CarePlan, rules: CareRules): Promise<Readmission | null> {
  if (dischargedOn === null || handedOverAt === null) return null;
  const until = readmissionUntil(dischargedOn, rules);
  const visits = await listStaysBetween(q, regionCode, residentId, dischargedOn, until);
  // The referral that the patient goes down with is arrived with at home after the discharge; only ways back up count.
  const from = Math.max(instantOf(`${dischargedOn} 00:00:00`), handedOverAt);
  const referrals = await listStayReferralsBetween(q, regionCode, residentId, referralId, from, instantOf(`${until} 00:00:00`) + dayMs - 1);
  const all: Readmission[] = [...visits, ...referrals.map(({ number, arrivedAt }): Readmission => ({ source: 'referral', ref: number, on: dayOfInstant(arrivedAt) }))];
  return all.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))[0] ?? null;
}

async function note(context: ServiceContext, plan: CarePlan, readmission: Readmission): Promise<boolean> {
  const saved = await unitOfWork(context, async ({ tx, audit }) => {
    if (!(await saveCarePlan(tx, { ...plan, readmission }, plan.version))) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'care_plan' } });
    await audit({ action: 'care.readmitted', subject: { kind: 'referral', id: plan.referralId }, facts: { on: readmission.on, source: readmission.source } });
    return accept(null);
  });
  return saved.ok;
}
