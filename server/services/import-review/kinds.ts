import type { Reach } from '@/db';
import type { StagedRow } from '@/db/queries/import-review';
import type { ReviewKind } from '@/server/domain/import/review';
import type { ServiceContext } from '../context';
import type { ContractRowFacts } from '../import/judge-contracts';
import type { ResidentRowFacts } from '../import/import-residents';
import type { UnitOfWork } from '../unit-of-work';
import { signRows } from './apply-contract-rows';
import { changeByDecidedRow, registerRows } from './apply-resident-rows';
import { correctByRow } from './correct-by-row';
import { judgeContractRows } from './judge-contract-rows';
import { judgeResidents } from './judge-residents';
import type { Applied, OneApplied, Reviewing } from './reviewing';

export const reviewedResidents: Reviewing<ResidentRowFacts> = { kind: 'residents', judge: judgeResidents };
export const reviewedContracts: Reviewing<ContractRowFacts> = { kind: 'contracts', judge: judgeContractRows };

/** How decided rows are applied. */
export interface Applying {
  /** Whether a row has a transaction to itself, because a refusal must undo what was written of it. */
  readonly isAlone: (row: StagedRow) => boolean;
  readonly one: (context: ServiceContext, unit: UnitOfWork, reach: Reach, row: StagedRow) => Promise<OneApplied>;
  /** Rows that refuse without leaving anything behind. */
  readonly many: (context: ServiceContext, unit: UnitOfWork, reach: Reach, rows: readonly StagedRow[]) => Promise<Applied[]>;
}

export const applyingOf: Readonly<Record<ReviewKind, Applying>> = {
  residents: { isAlone: (row) => row.class === 'changed' || row.decision === 'same', one: changeByDecidedRow, many: registerRows },
  contracts: { isAlone: (row) => row.class === 'changed', one: correctByRow, many: signRows },
};
