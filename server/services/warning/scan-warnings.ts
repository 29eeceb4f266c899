import type { Reach } from '@/db';
import { type FindingRow, heldFindingOf, insertFindings, listHeldFindings, markVanished, renewFinding, saveScan } from '@/db/queries/warning';
import { listPeopleSeen } from '@/db/queries/warning-facts';
import { type Month, lastDayOf, monthOf } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import { actorRef } from '@/server/domain/permission/actor';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import type { AnyRefusal } from '@/server/domain/refusals';
import { detectOverspend } from '@/server/domain/warning/detect-overspend';
import { detectUnserved } from '@/server/domain/warning/detect-unserved';
import { detectWarnings } from '@/server/domain/warning/detect-warnings';
import { mergeFindings } from '@/server/domain/warning/finding';
import { scanMonths } from '@/server/domain/warning/scan-span';
import type { Found } from '@/server/domain/warning/warning';
import { inSlices } from '../breathe';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';
import { unitOfWork } from '../unit-of-work';
import { gatherContracts } from './gather-contracts';
import { gatherPeople } from './gather-people';
import { gatherPools } from './gather-pools';

export interface ScannedMonth {
  readonly month: Month;
  readonly people: number;
  /** What this scan found in all. */
  readonly findings: number;
  readonly added: number;
  /** With other facts than before, or back after they had vanished. */
  readonly renewed: number;
  readonly vanished: number;
}

/**
 * Looks through some months, both ends included, for what is worth somebody's look. It may be run as often as anyone likes: the
 * same finding stays one, what is gone is marked, and decisions stand while the facts do.
 */
export async function scanWarnings(context: ServiceContext, span: { readonly from: Month; readonly to: Month }): Promise<Outcome<ScannedMonth[], AnyRefusal>> {
  const reach = permit(context, 'warning:work');
  const months = scanMonths(span.from, span.to, monthOf(today(context)));
  if (!months.ok) return months;
  const scanned: ScannedMonth[] = [];
  for (const month of months.value) {
    const outcome = await scanMonth(context, reach, month);
    if (!outcome.ok) return outcome;
    scanned.push(outcome.value);
  }
  return accept(scanned);
}

const peopleInTurn = 1000;

async function scanMonth(context: ServiceContext, reach: Reach, month: Month): Promise<Outcome<ScannedMonth, AnyRefusal>> {
  const { regionCode } = reach;
  // News that comes while the month is read must find it older than itself.
  const scannedAt = context.now();
  const q = context.store.reads;
  const policy = await getPolicyInForce(q, regionCode, lastDayOf(month));
  if (!policy.ok) return policy;
  const ids = await listPeopleSeen(q, regionCode, month);
  const found: Found[] = [];
  for await (const some of inSlices(ids, peopleInTurn)) {
    for (const person of await gatherPeople(q, regionCode, month, some, policy.value)) found.push(...detectWarnings(person, policy.value.monitoring));
  }
  found.push(...detectUnserved(await gatherContracts(q, regionCode, month, policy.value.monitoring), month, policy.value.monitoring));
  found.push(...detectOverspend(await gatherPools(q, reach, month), month, policy.value.monitoring));
  return save(context, regionCode, { month, policy: policy.value, people: ids.length, found, scannedAt });
}

interface Scan {
  readonly month: Month;
  readonly policy: PolicyVersion;
  readonly people: number;
  readonly found: readonly Found[];
  readonly scannedAt: number;
}

async function save(context: ServiceContext, regionCode: string, { month, policy, people, found, scannedAt }: Scan): Promise<Outcome<ScannedMonth, AnyRefusal>> {
  return unitOfWork(context, async ({ tx, audit }) => {
    const held = await listHeldFindings(tx, regionCode, month, found);
    const changes = mergeFindings([...held.values()].map(heldFindingOf), found, month);
    await insertFindings(tx, changes.added.map((each) => newFinding(context, regionCode, month, policy.id, each)));
    for (const { id, found: each, status } of changes.renewed) {
      await renewFinding(tx, regionCode, id, { found: each, month, policyId: policy.id, status, version: held.get(id)?.version ?? 0 });
    }
    await markVanished(tx, regionCode, changes.vanished, context.now());
    const counts = { added: changes.added.length, renewed: changes.renewed.length, vanished: changes.vanished.length };
    await saveScan(tx, { regionCode, month, policyId: policy.id, people, findings: found.length, vanished: counts.vanished, scannedAt, scannedBy: actorRef(context.actor) });
    await audit({ action: 'warnings.scanned', subject: { kind: 'month', id: month }, chain: 'books', facts: { ...counts, findings: found.length, policyId: policy.id } });
    return accept({ month, people, findings: found.length, ...counts });
  });
}

function newFinding(context: ServiceContext, regionCode: string, month: Month, policyId: string, { visits, ...found }: Found): FindingRow {
  return {
    ...{ regionCode, id: context.newId(), month, policyId, ...found, visits: [...visits], foundAt: context.now(), vanishedAt: null },
    ...{ status: 'open', reason: null, note: null, decidedBy: null, decidedByName: null, decidedAt: null, version: 1 },
  };
}
