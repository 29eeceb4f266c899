import { readMonthBooks } from '@/db/queries/month';
import { listCarryBalances } from '@/db/queries/disposal';
import { listPendingPrepayments } from '@/db/queries/prepayment';
import { insertSettlement, newestVersion } from '@/db/queries/settlement';
import type { Tx } from '@/db';
import { lastDayOf } from '@/server/domain/kernel/calendar-day';
import type { Fen } from '@/server/domain/kernel/money';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { monthsOfYear } from '@/server/domain/month/close-month';
import { actorRef } from '@/server/domain/permission/actor';
import type { SettlementMethod } from '@/server/domain/policy/policy-version';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { SettlementBasis } from '@/server/domain/settlement/basis';
import { carriesInto } from '@/server/domain/settlement/carry';
import { decideComputation, decidePools } from '@/server/domain/settlement/course';
import { settle } from '@/server/domain/settlement/settle';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { digestOf } from '../policy/digest';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';
import { unitOfWork } from '../unit-of-work';
import { settledAlready } from './course-of';
import { type ComputeSettlementInput, gatherYear } from './gather-year';

export interface ComputedSettlement {
  readonly id: string;
  readonly year: string;
  readonly method: SettlementMethod;
  readonly version: number;
  readonly entitlementFen: Fen;
  readonly finalFen: Fen;
  readonly inputsDigest: string;
}

/**
 * 年终清算测算: gathers a closed year from the books in one snapshot, settles it, and keeps the statement as a new version
 * beside the ones before, with the digest of its inputs.
 */
export async function computeSettlement(context: ServiceContext, input: ComputeSettlementInput): Promise<Outcome<ComputedSettlement, AnyRefusal>> {
  const { regionCode } = permit(context, 'settlement:compute');
  const { year, method } = input;
  return unitOfWork(context, async ({ tx, audit }) => {
    const ready = await decideYear(tx, regionCode, year);
    if (!ready.ok) return ready;
    const policy = await getPolicyInForce(tx, regionCode, lastDayOf(`${year}-12`));
    if (!policy.ok) return policy;
    const gathered = await gatherYear(tx, policy.value, input);
    if (!gathered.ok) return gathered;
    const basis: SettlementBasis = { ...gathered.value.basis, deductions: input.deductions ?? [] };
    const open = decidePools(year, await settledAlready(tx, { regionCode, year, pools: basis.pools }));
    if (!open.ok) return open;
    const carried = carriesInto(basis, await listCarryBalances(tx, regionCode, `${year}-01`));
    const settled = settle(carried.length === 0 ? gathered.value.input : { ...gathered.value.input, carried });
    if (!settled.ok) return settled;
    const statement = settled.value;
    const { entitlementFen, finalFen } = statement.totals;
    const computed = { id: context.newId(), year, method, version: (await newestVersion(tx, regionCode, year, method)) + 1, entitlementFen, finalFen, inputsDigest: digestOf(statement.input) };
    const stored = await insertSettlement(tx, {
      ...computed,
      ...{ regionCode, statement, basis, pools: basis.pools, status: 'computed', policyId: policy.value.id },
      ...{ computedBy: actorRef(context.actor), computedAt: context.now() },
      ...{ deliveredDay: null, deliveredBy: null, deliveredAt: null, objectionsUntil: null, objections: 0 },
      ...{ reviewedBy: null, reviewedAt: null, confirmedBy: null, confirmedAt: null, closedBy: null, closedAt: null },
    });
    if (!stored) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'settlement' } });
    const { id, version, inputsDigest } = computed;
    await audit({ action: 'settlement.computed', subject: { kind: 'settlement', id }, chain: 'books', facts: { year, method, version, inputsDigest, finalFen } });
    return accept(computed);
  });
}

async function decideYear(tx: Tx, regionCode: string, year: string): Promise<Outcome<true, AnyRefusal>> {
  const { closed } = await readMonthBooks(tx, regionCode);
  return decideComputation({
    year,
    openMonths: monthsOfYear(year).filter((month) => !closed.has(month)),
    pendingPrepayments: await listPendingPrepayments(tx, regionCode, `${year}-01`, `${year}-12`),
  });
}
