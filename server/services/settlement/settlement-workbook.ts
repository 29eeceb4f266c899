import { findPolicyVersion } from '@/db/queries/policy';
import { listActorNames } from '@/db/queries/settlement';
import type { Queryable, Reach } from '@/db';
import { type SettlementRow, findSettlement } from '@/db/queries/settlement';
import { listDisposals } from '@/db/queries/disposal';
import { listObjections } from '@/db/queries/objection';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { ExportedWorkbook, WorkbookRow, WorkbookSheet } from '@/server/domain/kernel/workbook';
import { dayOfInstant } from '@/server/domain/kernel/calendar-day';
import { formatYuan } from '@/server/domain/kernel/money';
import type { WorkingStep } from '@/server/domain/policy/cited';
import type { GenericRefusal } from '@/server/domain/refusals';
import type { StatementLine } from '@/server/domain/settlement/statement';
import { type Words, columnsOf } from '@/server/domain/words';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { linesWithin } from './lines-within';

/** 清算书 as a workbook: cover, pools, lines, deductions, objections and the whole working, as far as the actor's reach goes. */
export async function exportSettlementWorkbook(context: ServiceContext, { id }: { readonly id: string }, words: Words): Promise<Outcome<ExportedWorkbook, GenericRefusal>> {
  const reach = permit(context, 'settlement:read');
  return context.store.snapshot(async (q) => {
    const row = await findSettlement(q, reach, id);
    if (!row) return refuse<GenericRefusal>({ code: 'not_found', facts: { what: 'settlement' } });
    const lines = linesWithin(reach, row);
    const own = (code: string) => row.basis.names[code] ?? code;
    const sheets = [
      await coverSheet(q, words, row),
      poolsSheet(words, row, lines),
      await linesSheet(q, words, row, lines, own),
      ...deductionsSheet(words, row, reach, own),
      ...(await objectionsSheet(q, words, row, reach, own)),
      workingSheet(words, row, lines, own),
    ];
    const fileName = [words.label('file', 'settlement'), row.year, words.label('settlementMethod', row.method), `v${row.version}`].join('-');
    return accept({ fileName, workbook: { sheets } });
  });
}

async function coverSheet(q: Queryable, words: Words, row: SettlementRow): Promise<WorkbookSheet> {
  const policy = await findPolicyVersion(q, row.regionCode, row.policyId);
  const names = await listActorNames(q, [row.computedBy, row.deliveredBy, row.reviewedBy, row.confirmedBy, row.closedBy]);
  const done = (by: string | null, at: number | null) => (by === null || at === null ? '' : `${names(by)} ${dayOfInstant(at)}`);
  const items: readonly (readonly [string, string])[] = [
    ['region', policy?.body.regionName ?? row.regionCode],
    ['year', row.year],
    ['method', words.label('settlementMethod', row.method)],
    ['version', String(row.version)],
    ['status', words.label('settlementStatus', row.status)],
    ['pool', row.pools.map((pool) => words.label('pool', pool)).join('、')],
    ['policy', policy?.title ?? row.policyId],
    ['digest', row.inputsDigest],
    ['computed', done(row.computedBy, row.computedAt)],
    ['delivered', done(row.deliveredBy, row.deliveredAt)],
    ['objections', row.objectionsUntil ?? ''],
    ['reviewed', done(row.reviewedBy, row.reviewedAt)],
    ['confirmed', done(row.confirmedBy, row.confirmedAt)],
    ['closed', done(row.closedBy, row.closedAt)],
  ];
  return {
    name: words.label('sheet', 'settlement.cover'),
    columns: columnsOf(words, [['item', 'text', 20], ['value', 'text', 80]]),
    rows: items.map(([item, value]) => [words.label('column', item), value]),
  };
}

function poolsSheet(words: Words, { statement }: SettlementRow, lines: readonly StatementLine[]): WorkbookSheet {
  const shown = new Set(lines.map(({ poolId }) => poolId));
  return {
    name: words.label('sheet', 'settlement.pools'),
    columns: columnsOf(words, [['pool', 'text'], ['settlementTotal', 'yuan'], ['shared', 'yuan'], ['totalPoints', 'decimal'], ['pointValue', 'decimal']]),
    rows: statement.pools
      .filter(({ id }) => shown.has(id))
      .map((pool) => [words.label('pool', pool.id), pool.settlementTotalFen, pool.retainedOrSharedFen, pool.totalPoints, pool.pointValue]),
  };
}

async function linesSheet(q: Queryable, words: Words, row: SettlementRow, lines: readonly StatementLine[], nameOf: (code: string) => string): Promise<WorkbookSheet> {
  const disposals = await listDisposals(q, row.regionCode, row.id);
  const rowOf = (line: StatementLine): WorkbookRow => {
    const disposal = disposals.find(({ poolId, code }) => poolId === line.poolId && code === line.code)?.disposal;
    const moved = disposal === undefined || disposal.kind === 'carried' ? [null, null] : [disposal.day, disposal.voucher];
    return [
      ...[words.label('pool', line.poolId), line.code, nameOf(line.code), line.feeForServiceFen, line.weight, line.points, line.ceilingFen, line.entitlementFen],
      ...[line.specialFen, line.outsideFen, line.withheldFen, line.prepaidFen, line.deductionsFen, line.carriedFen ?? 0, line.finalFen],
      ...[words.label('disposalKind', disposal?.kind), ...moved],
    ];
  };
  return {
    name: words.label('sheet', 'settlement.lines'),
    columns: columnsOf(words, [
      ...([['pool', 'text'], ['institutionCode', 'text'], ['institutionName', 'text', 30], ['feeForService', 'yuan'], ['weight', 'decimal'], ['points', 'decimal']] as const),
      ...([['ceiling', 'yuan'], ['entitlement', 'yuan'], ['specialFees', 'yuan'], ['outside', 'yuan'], ['withheld', 'yuan'], ['prepaid', 'yuan']] as const),
      ...([['deductions', 'yuan'], ['carried', 'yuan'], ['final', 'yuan'], ['disposal', 'text'], ['paidOn', 'day'], ['voucher', 'text']] as const),
    ]),
    rows: lines.map(rowOf),
  };
}

function deductionsSheet(words: Words, { basis }: SettlementRow, reach: Reach, nameOf: (code: string) => string): WorkbookSheet[] {
  const { institutionCodes } = reach;
  const shown = basis.deductions.filter((each) => institutionCodes === 'all' || institutionCodes.includes(each.institutionCode));
  if (shown.length === 0) return [];
  return [
    {
      name: words.label('sheet', 'settlement.deductions'),
      columns: columnsOf(words, [['pool', 'text'], ['institutionCode', 'text'], ['institutionName', 'text', 30], ['deductions', 'yuan'], ['reason', 'text', 40], ['reference', 'text', 24]]),
      rows: shown.map((each) => [words.label('pool', each.pool), each.institutionCode, nameOf(each.institutionCode), each.amountFen, each.reason, each.reference]),
    },
  ];
}

async function objectionsSheet(q: Queryable, words: Words, row: SettlementRow, reach: Reach, nameOf: (code: string) => string): Promise<WorkbookSheet[]> {
  const objections = await listObjections(q, reach, [row.id]);
  if (objections.length === 0) return [];
  return [
    {
      name: words.label('sheet', 'settlement.objections'),
      columns: columnsOf(words, [['number', 'count'], ['pool', 'text'], ['institutionName', 'text', 30], ['disputed', 'yuan'], ['text', 'text', 50], ['status', 'text'], ['answer', 'text', 50]]),
      rows: objections.map(({ number, poolId, code, amountFen, text, state }) => [
        ...[number, words.label('pool', poolId), nameOf(code), amountFen, text],
        ...[words.label('objectionStatus', state.status), 'answer' in state ? state.answer : ''],
      ]),
    },
  ];
}

function workingSheet(words: Words, { statement }: SettlementRow, lines: readonly StatementLine[], nameOf: (code: string) => string): WorkbookSheet {
  const shown = new Set(lines.map(({ poolId }) => poolId));
  const rowsOf = (poolId: string, name: string, steps: readonly WorkingStep[]): WorkbookRow[] =>
    steps.map((step) => {
      const said = words.step(step);
      return [words.label('pool', poolId), name, said.name, said.formula, said.operands, amountOrText(step, said.result), said.clause, said.confidence];
    });
  return {
    name: words.label('sheet', 'settlement.working'),
    columns: columnsOf(words, [['pool', 'text'], ['institutionName', 'text', 30], ['step', 'text', 24], ['formula', 'text', 40], ['operands', 'text', 60], ['result', 'text', 18], ['clause', 'text', 50], ['confidence', 'text']]),
    rows: [
      ...statement.pools.filter(({ id }) => shown.has(id)).flatMap((pool) => rowsOf(pool.id, '', pool.working)),
      ...lines.flatMap((line) => rowsOf(line.poolId, nameOf(line.code), line.working)),
    ],
  };
}

/** A sum of money as plain yuan, which a reader of the sheet can compute with. */
function amountOrText(step: WorkingStep, text: string): string {
  return step.result.unit === 'fen' ? formatYuan(step.result.value) : text;
}
