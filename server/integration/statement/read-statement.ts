import { unreachable } from '@/server/domain/kernel/outcome';
import type { Carry } from '@/server/domain/settlement/carry';
import { type SettlementInput, settleableMethods } from '@/server/domain/settlement/statement';
import { DocumentReader, type DocumentProblem, type Fields } from './document-reader';
import { readAllianceTotal, readComposite, readTotalKept } from './read-alliances';
import { readCeiling } from './read-ceiling';
import { readPoints } from './read-points';

export type { DocumentProblem } from './document-reader';

type Read = { readonly input: SettlementInput; readonly problems: readonly [] } | { readonly input: null; readonly problems: readonly DocumentProblem[] };

/**
 * The inputs of a settlement from JSON: what `settle --input` takes, or a published statement. Amounts are yuan text with at
 * most two decimals, so that no reader ever rounds one. Every problem is named, not the first alone.
 */
export function readSettlementInput(json: unknown): Read {
  const reader = new DocumentReader();
  const root = reader.record(json, '');
  const input = readByMethod(reader, root);
  const carried = readCarried(reader, root);
  if (reader.problems.length > 0) return { input: null, problems: reader.problems };
  return { input: carried.length === 0 ? input : { ...input, carried }, problems: [] };
}

function readByMethod(reader: DocumentReader, root: Fields): SettlementInput {
  const method = reader.oneOf(root, '', 'method', settleableMethods);
  switch (method) {
    case 'points':
      return readPoints(reader, root);
    case 'per_head_ceiling':
      return readCeiling(reader, root);
    case 'alliance_total':
      return readAllianceTotal(reader, root);
    case 'total_kept_or_borne':
      return readTotalKept(reader, root);
    case 'composite':
      return readComposite(reader, root);
    default:
      return unreachable(method);
  }
}

function readCarried(reader: DocumentReader, root: Fields): Carry[] {
  if (root.carried === undefined) return [];
  return reader.list(root, '', 'carried', (json, path): Carry => {
    const carry = reader.record(json, path);
    reader.onlyKeys(carry, path, ['pool', 'code', 'amount']);
    return { poolId: reader.text(carry, path, 'pool'), code: reader.text(carry, path, 'code'), amountFen: reader.amount(carry, path, 'amount') };
  });
}
