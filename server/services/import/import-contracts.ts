import type { Reach, Tx } from '@/db';
import { listContractsOfResident } from '@/db/queries/contract';
import { listIdentityIndexes } from '@/db/queries/resident-alias';
import { type ServiceContext, today } from '../context';
import { expireOverdue } from '../contract/expire-contracts';
import { writeContract } from '../contract/save-signed-contract';
import { permit } from '../permit';
import { refoldResidents } from '../visit/refold-residents';
import type { ImportCounts, ImportSummary, IncomingFile, IncomingRow } from './incoming';
import { type ContractBook, type ContractRowFacts, columnOf, indexOfRow, judgeContract, openContractBook } from './judge-contracts';
import { type RowResult, startImport } from './run-import';
import { inColumn } from './visit-problems';

export type { ContractRowFacts } from './judge-contracts';

/**
 * Import contracts that were signed on paper. Each is judged as on its first day, so that it may lie in the past; one that is
 * still in force claims its person and takes a place in its team like any other, one that has ended is kept as expired.
 * Visits that are held already and fall into it are adjudicated again.
 *
 * @throws PermissionDenied without contract:import.
 */
export async function importContracts(context: ServiceContext, file: IncomingFile<ContractRowFacts>, onProgress?: (counts: ImportCounts) => void): Promise<ImportSummary> {
  const reach = permit(context, 'contract:import');
  const take = async (tx: Tx, rows: readonly IncomingRow<ContractRowFacts>[]) => (await takeContracts(context, tx, reach, rows)).map(({ result }) => result);
  const started = await startImport(context, reach, { kind: 'contracts', file, institutionCode: null, take, inOrder: byFirstDay });
  return started.run(onProgress);
}

/** A row that was taken, and the contract that it became or was already. */
export interface TakenContract {
  readonly result: RowResult;
  readonly contractId: string | null;
}

/** Takes rows in one transaction, in the order of their first days, and answers in theirs. */
export async function takeContracts(context: ServiceContext, tx: Tx, reach: Reach, rows: readonly IncomingRow<ContractRowFacts>[]): Promise<TakenContract[]> {
  const { regionCode } = reach;
  await expireOverdue(tx, regionCode, today(context), { limit: 1_000_000 });
  const book = await openContractBook(context, tx, reach, rows);
  const results = new Map<IncomingRow<ContractRowFacts>, TakenContract>();
  const signed = new Set<string>();
  for (const row of byFirstDay(rows)) {
    const { residentId, ...taken } = await takeContract(book, tx, row, signed);
    if (taken.result.outcome === 'accepted' && residentId !== null) signed.add(residentId);
    results.set(row, taken);
  }
  if (signed.size > 0) await refoldResidents(tx, { regionCode, residentIds: [...signed], arrivals: [], policies: book.policies, now: context.now() });
  return rows.map((row) => results.get(row) ?? { result: { outcome: 'rejected', reasons: [] }, contractId: null });
}

/** The order of the file does not matter: of one person's contracts the earlier is taken first. */
function byFirstDay(rows: readonly IncomingRow<ContractRowFacts>[]): IncomingRow<ContractRowFacts>[] {
  return rows.toSorted(({ facts: { startDay: one } }, { facts: { startDay: other } }) => (one < other ? -1 : one > other ? 1 : 0));
}

async function takeContract(book: ContractBook, tx: Tx, row: IncomingRow<ContractRowFacts>, signed: ReadonlySet<string>): Promise<TakenContract & { readonly residentId: string | null }> {
  const identityIndex = indexOfRow(row.facts) ?? '';
  const person = book.people.get(identityIndex);
  // Whom an earlier row signed since the book was opened has one more contract than it says.
  const judged = judgeContract(book, row, person && signed.has(person.id) ? await listContractsOfResident(tx, book.regionCode, person.id) : undefined);
  if (judged.kind === 'on_file' && judged.isSame) return { result: { outcome: 'already_held' }, contractId: judged.contract.id, residentId: judged.person.id };
  if (judged.kind === 'on_file') {
    const { teamName, endDay: until } = judged.contract;
    const reasons = [inColumn({ code: 'contract.already_active', facts: { teamName, until, sameTeam: true } }, 'certno')];
    return { result: { outcome: 'rejected', reasons }, contractId: null, residentId: judged.person.id };
  }
  if (judged.kind !== 'signable') return { result: { outcome: 'rejected', reasons: judged.reasons }, contractId: null, residentId: null };
  const { signing, team, held } = judged;
  const written = await writeContract(book.context, tx, { signing, identityIndexes: await listIdentityIndexes(tx, book.regionCode, judged.person.id), contracts: held, team, requestKey: `import:${signing.contract.id}` });
  return written.ok
    ? { result: { outcome: 'accepted' }, contractId: written.value.contract.id, residentId: judged.person.id }
    : { result: { outcome: 'rejected', reasons: written.refusals.map((refusal) => inColumn(refusal, columnOf(refusal))) }, contractId: null, residentId: null };
}
