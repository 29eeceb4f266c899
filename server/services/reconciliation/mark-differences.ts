import { listMarkable, saveMark } from '@/db/queries/reconciliation';
import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import { actorRef } from '@/server/domain/permission/actor';
import { type Mark, decideMark } from '@/server/domain/reconciliation/mark';
import type { AnyRefusal } from '@/server/domain/refusals';
import { visitKeyText } from '@/server/domain/visit/compare-visits';
import type { VisitKey } from '@/server/domain/visit/visit';
import { nameOfActor } from '../actor-name';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { type UnitOfWork, unitOfWork } from '../unit-of-work';

export interface MarkDifferencesInput {
  /** Each as the list showed it: the adjudication's revision, and the version of its mark (0: none). At most 200. */
  readonly rows: readonly (VisitKey & { readonly revision: number; readonly version: number })[];
  readonly mark: Mark;
  readonly note: string;
}

/** What became of one row: marked, or every reason why not. */
export interface MarkedRow extends VisitKey {
  readonly refusals: readonly AnyRefusal[];
}

export interface MarkReport {
  readonly marked: number;
  readonly rows: readonly MarkedRow[];
}

/**
 * Says what became of differences, many at once: each row that may be marked is, and each other one is told why not. The
 * adjudications stay as they are.
 */
export async function markDifferences(context: ServiceContext, input: MarkDifferencesInput): Promise<Outcome<MarkReport, AnyRefusal>> {
  const reach = permit(context, 'reconciliation:work');
  return unitOfWork(context, async (unit) => {
    const held = new Map((await listMarkable(unit.tx, reach, input.rows)).map((row) => [visitKeyText(row), row]));
    const rows: MarkedRow[] = [];
    for (const seen of input.rows) {
      const { institutionCode, settlementId } = seen;
      const row = held.get(visitKeyText(seen));
      const refusals = row === undefined ? [{ code: 'not_found', facts: { what: 'visit' } } as const] : await markOne(context, unit, input, seen, row);
      rows.push({ institutionCode, settlementId, refusals });
    }
    const marked = rows.filter((row) => row.refusals.length === 0);
    await unit.audit({
      action: 'reconciliation.marked',
      subject: { kind: 'reconciliation', id: marked.length === 1 && marked[0] ? visitKeyText(marked[0]) : context.newId() },
      facts: { mark: input.mark, note: input.note, marked: marked.length, refused: rows.length - marked.length, visits: marked.map(visitKeyText) },
    });
    return accept({ marked: marked.length, rows });
  });
}

type Markable = Awaited<ReturnType<typeof listMarkable>>[number];

async function markOne(
  context: ServiceContext,
  { tx }: UnitOfWork,
  { mark, note }: MarkDifferencesInput,
  seen: MarkDifferencesInput['rows'][number],
  row: Markable,
): Promise<readonly AnyRefusal[]> {
  const { institutionCode, settlementId } = row;
  const decision = decideMark({ ...row, seen: seen.revision, mark, note });
  if (!decision.ok) return decision.refusals;
  const changed: AnyRefusal = { code: 'conflict.changed_meanwhile', facts: { what: 'reconciliation' } };
  if ((row.held?.version ?? 0) !== seen.version) return [changed];
  const won = await saveMark(tx, {
    ...{ regionCode: context.actor.regionCode ?? '', institutionCode, settlementId, note: note.trim(), ...decision.value },
    ...{ version: seen.version + 1, markedBy: actorRef(context.actor), markedByName: nameOfActor(context.actor), markedAt: context.now() },
  });
  return won ? [] : [changed];
}
