import { type AuditRow, listAudit as findAudit } from '@/db/queries/audit';
import type { ServiceContext } from '../context';
import { permit } from '../permit';

export interface ListAuditInput {
  readonly subjectKind: string | null;
  readonly subjectId: string | null;
  /** Only rows before this instant; null begins with the newest. */
  readonly before: number | null;
  readonly limit: number;
}

export interface AuditPage {
  readonly rows: readonly AuditRow[];
  /** The `before` of the next page; null when there is nothing older. */
  readonly next: number | null;
}

/**
 * One page of the region's audit, newest first. Rows of one instant stay on one page, because pages are told apart by
 * their instants; a page may therefore be shorter than `limit`, or longer when one instant alone has more rows.
 */
export async function listAudit(context: ServiceContext, input: ListAuditInput): Promise<AuditPage> {
  const reach = permit(context, 'audit:read');
  const filter = { subjectKind: input.subjectKind ?? undefined, subjectId: input.subjectId ?? undefined };
  const rows = await findAudit(context.store.reads, reach, { ...filter, before: input.before ?? undefined, limit: input.limit + 1 });
  const beyond = rows[input.limit];
  if (!beyond) return { rows, next: null };
  const whole = rows.filter((row) => row.at > beyond.at);
  if (whole.length > 0) return { rows: whole, next: beyond.at + 1 };
  const crowd = await findAudit(context.store.reads, reach, { ...filter, before: beyond.at + 1, limit: 5000 });
  return { rows: crowd.filter((row) => row.at === beyond.at), next: beyond.at };
}
