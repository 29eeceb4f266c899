import { listSignedByTail } from '@/db/queries/fulfilment-match';
import { tailIndexOf } from '@/db/queries/resident';
import type { Day } from '@/server/domain/kernel/calendar-day';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { type ListedPerson, personOf } from './list-follow-ups';

export interface MatchedLine {
  /** As it was pasted. */
  readonly text: string;
  /** Residents within reach with a contract that covers the day; one is meant, several are to be chosen from. */
  readonly people: readonly (ListedPerson & { readonly contractId: string; readonly teamName: string })[];
}

export const mostLines = 200;

/**
 * Who is meant by lines as people paste them from a sheet: the last four characters of an identity number, with or without a name in the
 * same line. Blank lines are left out.
 */
export async function matchResidents(context: ServiceContext, { lines, day }: { readonly lines: readonly string[]; readonly day: Day }): Promise<MatchedLine[]> {
  const reach = permit(context, 'service:record');
  const read = lines.map((line) => line.trim()).filter((line) => line !== '').map(readLine);
  const tails = [...new Set(read.flatMap(({ tail }) => (tail === null ? [] : [tailIndexOf(tail)])))];
  const found = await listSignedByTail(context.store.reads, reach, tails, day);
  return read.map(({ text, tail, name }) => ({
    text,
    people: found
      .filter(({ resident }) => tail !== null && resident.tailIndex === tailIndexOf(tail) && (name === null || resident.name === name))
      .map(({ resident, contractId, teamName }) => ({ ...personOf(context, resident), contractId, teamName })),
  }));
}

/** A whole number that was pasted is read by its tail; what is no number is the name. */
function readLine(text: string): { readonly text: string; readonly tail: string | null; readonly name: string | null } {
  const parts = text.normalize('NFKC').split(/[\s,;，；、]+/).filter((part) => part !== '');
  const tail = parts.find((part) => /^[0-9A-Za-z]*[0-9]{3}[0-9Xx]$/.test(part)) ?? null;
  return { text, tail: tail === null ? null : tail.slice(-4), name: parts.find((part) => part !== tail && !/[0-9]/.test(part)) ?? null };
}
