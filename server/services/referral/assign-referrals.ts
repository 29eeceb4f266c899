import { type ReferralAssignee, findReferralAssignee, listReferralAssignees, saveAssignee } from '@/db/queries/referral-assignee';
import { type Outcome, accept, refuse, unlessRefused } from '@/server/domain/kernel/outcome';
import { refusalsOfAssignment } from '@/server/domain/referral/assign-referral';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';
import { type ReferralHandle, type ReferralReceipt, loadReferral, recordEvent } from './change-referral';
import { tellAccount } from './tell-referral';

/** Who takes it in hand: whoever asks, nobody in particular, or one of the colleagues. */
export type AssignTo = 'me' | 'nobody' | { readonly accountId: string };

export interface AssignReferralInput extends ReferralHandle {
  readonly to: AssignTo;
}

/** The receiver says who of its people has a referral in hand. It takes nobody's right to act on it. */
export function assignReferral(context: ServiceContext, { to, ...handle }: AssignReferralInput): Promise<Outcome<ReferralReceipt, AnyRefusal>> {
  const reach = permit(context, 'referral:accept');
  const accountId = accountIdOf(context, to);
  return unitOfWork<ReferralReceipt, AnyRefusal>(context, async (unit) => {
    const { tx } = unit;
    const loaded = await loadReferral(tx, context, reach, handle);
    if (!loaded.ok) return loaded;
    const { kept, facts } = loaded.value;
    const { referral } = facts;
    const chosen = accountId === null ? null : await findReferralAssignee(tx, referral.regionCode, accountId);
    const judged = unlessRefused<null, AnyRefusal>(refusalsOfAssignment(referral, context.actor, accountId === null ? null : (chosen ?? 'unknown')), () => null);
    if (!judged.ok) return judged;
    const version = kept.version + 1;
    if (!(await saveAssignee(tx, referral, accountId, kept.version))) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'referral' } });
    await recordEvent(context, unit, referral, version, { name: 'assigned', facts: { to: chosen?.name ?? null } });
    // Whoever takes one in hand knows it already.
    const isOwn = context.actor.kind === 'staff' && context.actor.accountId === accountId;
    if (accountId !== null && !isOwn) await tellAccount(tx, context, referral, accountId, { template: 'referral_assigned', facts: { dueAt: referral.answerDueAt } });
    return accept({ id: referral.id, number: referral.number, status: referral.status, version });
  });
}

function accountIdOf({ actor }: ServiceContext, to: AssignTo): string | null {
  if (to === 'nobody') return null;
  if (to !== 'me') return to.accountId;
  if (actor.kind !== 'staff') throw new Error('only people take referrals in hand');
  return actor.accountId;
}

export interface AssignedRow {
  readonly referralId: string;
  /** None means that it was done. */
  readonly refusals: readonly AnyRefusal[];
}

/** Many at once, each for itself: one that is refused keeps no other from being done. The report has a row for each, in their order. */
export async function assignReferrals(context: ServiceContext, input: { readonly referrals: readonly ReferralHandle[]; readonly to: AssignTo }): Promise<readonly AssignedRow[]> {
  permit(context, 'referral:accept');
  const report: AssignedRow[] = [];
  for (const handle of input.referrals) {
    const outcome = await assignReferral(context, { ...handle, to: input.to });
    report.push({ referralId: handle.referralId, refusals: outcome.ok ? [] : outcome.refusals });
  }
  return report;
}

/** Who can take a referral in hand at the actor's institutions, by name. */
export async function listAssignees(context: ServiceContext): Promise<readonly Omit<ReferralAssignee, 'disabled'>[]> {
  const reach = permit(context, 'referral:accept');
  const found = await listReferralAssignees(context.store.reads, reach);
  return found.map(({ accountId, name, institutionCode, role }) => ({ accountId, name, institutionCode, role })).sort((a, b) => a.name.localeCompare(b.name, 'zh-CN'));
}
