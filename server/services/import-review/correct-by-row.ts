import type { Reach } from '@/db';
import type { StagedRow } from '@/db/queries/import-review';
import { allows } from '@/server/domain/permission/actor';
import type { ServiceContext } from '../context';
import { correctWithin } from '../contract/correct-contract';
import type { ContractRowFacts } from '../import/judge-contracts';
import type { UnitOfWork } from '../unit-of-work';
import { judgeContractRows } from './judge-contract-rows';
import { type OneApplied, incomingOf } from './reviewing';

/** Puts a contract right that a row tells otherwise, as whoever corrects one at the desk does. */
export async function correctByRow(context: ServiceContext, unit: UnitOfWork, reach: Reach, row: StagedRow): Promise<OneApplied> {
  if (!allows(context.actor, 'contract:correct')) return { ok: false, refusals: [{ code: 'permission.denied', facts: { scope: 'contract:correct' } }] };
  const incoming = incomingOf<ContractRowFacts>(row);
  const [judged] = await judgeContractRows(context, unit.tx, reach, [incoming]);
  if (!judged) throw new Error('a row was not judged');
  const { rowNumber } = row;
  if (judged.class === 'held') return { ok: true, applied: { rowNumber, result: 'held', reasons: [], resultId: judged.matchId } };
  const isAsDecided = judged.class === 'changed' && judged.matchId === row.matchId && judged.matchDigest === row.matchDigest;
  if (!isAsDecided || judged.matchId === null) return { ok: true, applied: { rowNumber, result: null, judged } };
  const { termYears, packageCodes } = incoming.facts;
  const requestKey = `review:${row.reviewId}:${rowNumber}`;
  const corrected = await correctWithin(context, unit, reach, { requestKey, contractId: judged.matchId, correction: { termYears, packageCodes }, note: noteOf(row) });
  return corrected.ok ? { ok: true, applied: { rowNumber, result: 'done', reasons: [], resultId: corrected.value.contractId } } : corrected;
}

/** What the correction rests on, as its history tells. */
function noteOf({ rowNumber }: StagedRow): string {
  return `批量导入第 ${rowNumber} 行`;
}
