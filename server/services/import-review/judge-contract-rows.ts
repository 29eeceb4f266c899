import type { Reach, Tx } from '@/db';
import { classOfContract } from '@/server/domain/import/review';
import type { ServiceContext } from '../context';
import type { CloseMatch, CloseMatchFacts } from '../duplicate/list-close-matches';
import type { IncomingRow } from '../import/incoming';
import { type ContractRowFacts, type JudgedContract, indexOfRow, judgeContract, openContractBook } from '../import/judge-contracts';
import { listNamesakeMatches } from './close-matches';
import { digestOf, particularsOf } from './compare-rows';
import { type Judged, asReasons } from './reviewing';

/** Judges rows of contracts as things stand. */
export async function judgeContractRows(context: ServiceContext, tx: Tx, reach: Reach, rows: readonly IncomingRow<ContractRowFacts>[]): Promise<Judged[]> {
  const book = await openContractBook(context, tx, reach, rows);
  const judged = rows.map((row) => judgeContract(book, row));
  const matches = await listNamesakeMatches(tx, reach.regionCode, rows.map((row, at) => (judged[at]?.kind === 'unknown_person' ? signerOf(row.facts) : null)));
  return rows.map((row, at) => {
    const found = judged[at];
    if (!found) throw new Error('a row was not judged');
    return rowOf(row, found, matches[at] ?? []);
  });
}

function rowOf({ facts }: IncomingRow<ContractRowFacts>, found: JudgedContract, close: readonly CloseMatch[]): Judged {
  const rowClass = classOfContract({
    isWrong: found.kind === 'unreadable',
    isKnown: found.kind !== 'unknown_person',
    closeMatches: close.length,
    onFile: found.kind === 'on_file' ? { differences: found.isSame ? 0 : 1 } : null,
    isSigned: found.kind === 'refused' && found.reasons.some(({ code }) => code === 'contract.already_active'),
    isRefused: found.kind === 'refused',
  });
  const index = indexOfRow(facts);
  const match = close[0]?.row ?? null;
  return {
    class: rowClass,
    reasons: 'reasons' in found && rowClass !== 'close' ? asReasons(found.reasons) : [],
    keyIndex: found.kind === 'unreadable' || index === null ? null : digestOf([index, facts.startDay]),
    contentIndex: digestOf(facts),
    likeIndex: null,
    turn: facts.startDay,
    matchId: found.kind === 'on_file' ? found.contract.id : (match?.id ?? null),
    matchDigest: found.kind === 'on_file' ? contractDigest(found.contract) : match && digestOf(particularsOf(match)),
  };
}

/** What a contract is like, as far as a file can tell it otherwise. */
export function contractDigest({ termYears, packageCodes, endDay, status }: { readonly termYears: number; readonly packageCodes: readonly string[]; readonly endDay: string; readonly status: string }): string {
  return digestOf([termYears, packageCodes, endDay, status]);
}

/** Whom a row means, by everything but the number. */
export function signerOf({ certType, identity, name, birthDay }: ContractRowFacts): CloseMatchFacts | null {
  return name === null || identity === null ? null : { certType, certNo: identity.normalized, name, sex: null, birthDay, phone: null, address: null };
}
