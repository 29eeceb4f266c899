import { type AuditPlace, type AuditRow, listAudit as findAudit } from '@/db/queries/audit';
import type { ServiceContext } from '../context';
import { permit } from '../permit';

export interface ListAuditInput {
  readonly subjectKind: string | null;
  readonly subjectId: string | null;
  /** The last row of the page before; null begins with the newest. */
  readonly before: AuditPlace | null;
  readonly limit: number;
}

export interface AuditPage {
  readonly rows: readonly AuditRow[];
  /** The `before` of the next page; null when there is nothing older. */
  readonly next: AuditPlace | null;
}

/** One page of the region's audit, newest first. */
export async function listAudit(context: ServiceContext, input: ListAuditInput): Promise<AuditPage> {
  const reach = permit(context, 'audit:read');
  const { subjectKind, subjectId, before, limit } = input;
  const filter = { subjectKind: subjectKind ?? undefined, subjectId: subjectId ?? undefined, before: before ?? undefined };
  const found = await findAudit(context.store.reads, reach, { ...filter, limit: limit + 1 });
  const rows = found.slice(0, limit);
  const last = found.length > limit ? rows.at(-1) : undefined;
  return { rows, next: last ? { at: last.at, chain: last.chain, seq: last.seq } : null };
}
