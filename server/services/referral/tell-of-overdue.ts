import type { Tx } from '@/db';
import { findReferral } from '@/db/queries/referral';
import { type SeenReferral, listManagerIds, listOverdue, listTold, listUnescalated, markEscalated } from '@/db/queries/referral-clock';
import { findInstitution } from '@/db/queries/registry';
import { dayMs, hourMs } from '@/server/domain/kernel/instant';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { Referral } from '@/server/domain/referral/referral';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';
import { unitOfWork } from '../unit-of-work';
import { recordEvent } from './change-referral';
import { type StaffNews, tellAccount, tellReceiver, tellSender } from './tell-referral';

const batchSize = 200;
/** Whoever was not told within a day of the answer's time hears of it by the escalation. */
const reminderMs = dayMs;

/** Tells hospitals of the answers that they owe: each once, and once more when what was asked for has come and its new time is over. */
export async function remindOfOverdue(context: ServiceContext): Promise<{ reminded: number }> {
  const { regionCode } = permit(context, 'referral:close');
  const now = context.now();
  let reminded = 0;
  // What was told already stays on the list for a day, so that a busy day's list is gone through to its end.
  for (let after: { readonly answerDueAt: number; readonly id: string } | null = null; ; ) {
    const overdue = await listOverdue(context.store.reads, regionCode, { since: now - reminderMs, until: now }, after, batchSize);
    reminded += await remindOf(context, regionCode, overdue);
    const last = overdue.at(-1);
    if (overdue.length < batchSize || typeof last?.answerDueAt !== 'number') return { reminded };
    after = { answerDueAt: last.answerDueAt, id: last.id };
  }
}

async function remindOf(context: ServiceContext, regionCode: string, overdue: readonly { readonly id: string; readonly answerDueAt: number | null }[]): Promise<number> {
  const keyed = overdue.map(({ id, answerDueAt }) => ({ id, key: `${id}.overdue.${answerDueAt}` }));
  const told = await listTold(context.store.reads, regionCode, keyed.map(({ key }) => key));
  let reminded = 0;
  for (const { id, key } of keyed.filter((one) => !told.has(one.key))) {
    await context.store.transaction(async (tx) => {
      const kept = await findReferral(tx, { regionCode, institutionCodes: 'all' }, id);
      const news = kept && overdueNews(kept.referral);
      if (kept?.referral.status !== 'sent' || !news) return;
      await tellReceiver(tx, context, kept.referral, news, key);
      reminded += 1;
    });
  }
  return reminded;
}

/**
 * Tells the managers of the hospital's alliance, and the sender, of referrals that are unanswered some hours after their time (policy
 * `escalateAfterHours`), each once. A referral that is answered at the same moment is left alone.
 */
export async function escalateReferrals(context: ServiceContext): Promise<{ escalated: number }> {
  const { regionCode } = permit(context, 'referral:close');
  const policy = await getPolicyInForce(context.store.reads, regionCode, today(context));
  if (!policy.ok) return { escalated: 0 };
  const dueBy = context.now() - policy.value.referral.escalateAfterHours.value * hourMs;
  for (let escalated = 0; ; ) {
    const found = await listUnescalated(context.store.reads, regionCode, dueBy, batchSize);
    let moved = 0;
    for (const seen of found) if ((await escalate(context, regionCode, seen)).ok) moved += 1;
    escalated += moved;
    if (found.length < batchSize || moved === 0) return { escalated };
  }
}

function escalate(context: ServiceContext, regionCode: string, seen: SeenReferral): Promise<Outcome<null, AnyRefusal>> {
  return unitOfWork<null, AnyRefusal>(context, async (unit) => {
    const { tx } = unit;
    const kept = await findReferral(tx, { regionCode, institutionCodes: 'all' }, seen.id);
    const news = kept && overdueNews(kept.referral);
    if (!kept || !news || !(await markEscalated(tx, regionCode, seen, context.now()))) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'referral' } });
    const managers = await managersOf(tx, kept.referral);
    await recordEvent(context, unit, kept.referral, seen.version + 1, { name: 'escalated', facts: { answerDueAt: kept.referral.answerDueAt, managers: managers.length } });
    await tellSender(tx, context, kept.referral, news);
    for (const id of managers) await tellAccount(tx, context, kept.referral, id, news);
    return accept(null);
  });
}

/** The managers of the receiving hospital's alliance; a hospital of none has nobody above it to be told here. */
export async function managersOf(tx: Tx, { regionCode, toInstitutionCode }: Referral): Promise<string[]> {
  const hospital = await findInstitution(tx, regionCode, toInstitutionCode);
  return hospital?.allianceId ? listManagerIds(tx, regionCode, hospital.allianceId) : [];
}

function overdueNews({ answerDueAt }: Referral): StaffNews | null {
  return answerDueAt === null ? null : { template: 'referral_overdue', facts: { dueAt: answerDueAt } };
}
