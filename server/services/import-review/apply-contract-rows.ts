import type { Reach } from '@/db';
import { type StagedRow, listResidentsOnFile } from '@/db/queries/import-review';
import { unseal } from '@/db/sealed';
import { checkIdentityNumber } from '@/server/domain/kernel/identity-number';
import type { ServiceContext } from '../context';
import { type TakenContract, takeContracts } from '../import/import-contracts';
import type { IncomingRow } from '../import/incoming';
import type { ContractRowFacts } from '../import/judge-contracts';
import type { UnitOfWork } from '../unit-of-work';
import { digestOf, particularsOf } from './compare-rows';
import { judgeContractRows } from './judge-contract-rows';
import { type Applied, asReasons, incomingOf } from './reviewing';

/** Signs the people of rows that were decided. */
export async function signRows(context: ServiceContext, unit: UnitOfWork, reach: Reach, rows: readonly StagedRow[]): Promise<Applied[]> {
  const applied = new Map<number, Applied>();
  const signings = await signingsOf(unit, reach, rows);
  const stale = signings.filter(({ row }) => row === null).map(({ staged }) => staged);
  const judged = await judgeContractRows(context, unit.tx, reach, stale.map((staged) => incomingOf<ContractRowFacts>(staged)));
  stale.forEach(({ rowNumber }, at) => {
    const found = judged[at];
    if (found) applied.set(rowNumber, { rowNumber, result: null, judged: found });
  });
  const ready = signings.flatMap(({ row }) => row ?? []);
  const taken = await takeContracts(context, unit.tx, reach, ready);
  ready.forEach(({ rowNumber }, at) => {
    const each = taken[at];
    if (each) applied.set(rowNumber, resultOf(rowNumber, each));
  });
  return rows.flatMap(({ rowNumber }) => applied.get(rowNumber) ?? []);
}

interface Signer {
  readonly staged: StagedRow;
  /** The row with the number of whom it means; null when that person is not as they were when it was decided. */
  readonly row: IncomingRow<ContractRowFacts> | null;
}

async function signingsOf({ tx }: UnitOfWork, { regionCode }: Reach, rows: readonly StagedRow[]): Promise<Signer[]> {
  const same = rows.filter(({ decision }) => decision === 'same');
  const people = new Map((await listResidentsOnFile(tx, regionCode, same.flatMap(({ matchId }) => matchId ?? []))).map((resident) => [resident.id, resident]));
  return rows.map((staged) => {
    const row = incomingOf<ContractRowFacts>(staged);
    if (staged.decision !== 'same') return { staged, row };
    const person = people.get(staged.matchId ?? '');
    if (!person || digestOf(particularsOf(person)) !== staged.matchDigest) return { staged, row: null };
    const number = checkIdentityNumber(person.certType, unseal(person.identitySealed));
    return { staged, row: number.ok ? { ...row, facts: { ...row.facts, certType: person.certType, identity: number.value } } : null };
  });
}

function resultOf(rowNumber: number, { result, contractId }: TakenContract): Applied {
  switch (result.outcome) {
    case 'accepted':
      return { rowNumber, result: 'done', reasons: [], resultId: contractId };
    case 'already_held':
      return { rowNumber, result: 'held', reasons: [], resultId: contractId };
    case 'rejected':
    case 'conflicting':
      return { rowNumber, result: 'refused', reasons: asReasons(result.reasons), resultId: null };
  }
}
