import { findPolicyVersion } from '@/db/queries/policy';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { type Parameter, listParameters } from '@/server/domain/policy/list-parameters';
import type { PolicySource, SettlementMethod } from '@/server/domain/policy/policy-version';
import { settlementMethods } from '@/server/domain/policy/policy-version';
import type { GenericRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';

export interface PolicyView {
  readonly id: string;
  readonly title: string;
  readonly regionName: string;
  readonly inForceFrom: string;
  readonly inForceTo: string | null;
  readonly digest: string;
  readonly importedAt: number;
  readonly source: PolicySource;
  /** The methods that this version has parameters for. */
  readonly methods: readonly SettlementMethod[];
  /** Age bands in the order of the document, for their parameters' paths count them. */
  readonly ageBands: readonly string[];
  readonly parameters: readonly Parameter[];
}

/** One version with every number it holds, each with its clause and how sure it is. */
export async function getPolicy(context: ServiceContext, id: string): Promise<Outcome<PolicyView, GenericRefusal>> {
  const { regionCode } = permit(context, 'policy:read');
  const row = await findPolicyVersion(context.store.reads, regionCode, id);
  if (!row) return refuse({ code: 'not_found', facts: { what: 'policy' } });
  const { title, inForceFrom, inForceTo, digest, importedAt, body } = row;
  const methods = settlementMethods.filter((method) => body.settlement[method] !== undefined);
  const ageBands = body.capitation.ageBands.map((band) => band.id);
  const { regionName, source } = body;
  return accept({ id, title, regionName, inForceFrom, inForceTo, digest, importedAt, source, methods, ageBands, parameters: listParameters(body) });
}
