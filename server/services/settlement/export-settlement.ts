import { findSettlement } from '@/db/queries/settlement';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { GenericRefusal } from '@/server/domain/refusals';
import type { Statement } from '@/server/domain/settlement/statement';
import type { ServiceContext } from '../context';
import { permit } from '../permit';

export interface ExportedStatement {
  readonly fileName: string;
  readonly statement: Statement;
}

/** The whole statement, to be published: for those who see the whole region. */
export async function exportSettlement(context: ServiceContext, id: string): Promise<Outcome<ExportedStatement, GenericRefusal>> {
  const reach = permit(context, 'settlement:read');
  const row = await findSettlement(context.store.reads, reach, id);
  if (!row || reach.institutionCodes !== 'all') return refuse({ code: 'not_found', facts: { what: 'settlement' } });
  return accept({ fileName: `settlement-${row.year}-${row.method}-v${row.version}.json`, statement: row.statement });
}
