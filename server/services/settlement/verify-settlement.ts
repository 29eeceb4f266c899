import type { Queryable, Reach } from '@/db';
import { findSettlement } from '@/db/queries/settlement';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { carriesInto, carryDifferences } from '@/server/domain/settlement/carry';
import { type BooksDifference, differencesFromBooks } from '@/server/domain/settlement/check-books';
import { verifyStatement } from '@/server/domain/settlement/settle';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { digestOf } from '../policy/digest';
import { carriesOf } from './carries-of';
import { recountYearClaims } from './recount-claims';

export interface SettlementVerification {
  /** The stored inputs still have the digest they were stored with. */
  readonly digestHolds: boolean;
  /** Places where the statement says something else than its inputs give. */
  readonly fromInputs: readonly { readonly path: string; readonly published: string; readonly recomputed: string }[];
  /** Places where the ledger says something else than the inputs. */
  readonly fromBooks: readonly BooksDifference[];
  readonly holds: boolean;
}

/** 复算: computes a stored statement again from its inputs, and gathers those again from the ledger. For those who see the whole region. */
export async function verifySettlement(context: ServiceContext, id: string): Promise<Outcome<SettlementVerification, AnyRefusal>> {
  const reach = permit(context, 'settlement:read');
  return context.store.snapshot((q) => checkSettlement(q, reach, id));
}

async function checkSettlement(q: Queryable, reach: Reach, id: string): Promise<Outcome<SettlementVerification, AnyRefusal>> {
  const row = await findSettlement(q, reach, id);
  if (!row || reach.institutionCodes !== 'all') return refuse({ code: 'not_found', facts: { what: 'settlement' } });
  const recomputed = verifyStatement(row.statement);
  if (!recomputed.ok) return recomputed;
  const text = (value: unknown) => JSON.stringify(value) ?? '';
  const fromInputs = recomputed.value.map(({ path, published, recomputed: again }) => ({ path, published: text(published), recomputed: text(again) }));
  const { input } = row.statement;
  const fromBooks = [
    ...differencesFromBooks(input, row.basis, await recountYearClaims(q, reach.regionCode, `${row.year}-01`, `${row.year}-12`)),
    ...carryDifferences(input.carried ?? [], carriesInto(row.basis, await carriesOf(q, row))),
  ];
  const digestHolds = digestOf(row.statement.input) === row.inputsDigest;
  return accept({ digestHolds, fromInputs, fromBooks, holds: digestHolds && fromInputs.length === 0 && fromBooks.length === 0 });
}
