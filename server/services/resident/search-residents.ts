import type { Queryable, Reach } from '@/db';
import { type ResidentRow, findResident, findResidentByIdentity, identityIndexOf, tailIndexOf } from '@/db/queries/resident';
import { type KeyTerm, type SearchHit, type SignedToday, listSignedOn, searchByKey } from '@/db/queries/search-key';
import { checkIdentityNumber } from '@/server/domain/kernel/identity-number';
import { accept, unreachable } from '@/server/domain/kernel/outcome';
import { type SearchText, readSearchText } from '@/server/domain/registry/read-search-text';
import type { MatchedBy } from '@/server/domain/registry/search-keys';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';
import { type ResidentSummary, summaryOf } from './resident-summary';
import { phoneKey, phoneTailKey } from './search-keys';

export interface SearchedResident extends ResidentSummary {
  readonly matchedBy: MatchedBy;
  /** With whom they are signed today, wherever in the region it is. */
  readonly contract: SignedToday | null;
  /** Whether their own page opens for whoever asks. */
  readonly inReach: boolean;
}

export interface SearchResult {
  /** What the text was taken for; screens say it where nobody was found. */
  readonly readAs: SearchText['kind'];
  readonly rows: readonly SearchedResident[];
  /** Others fit as well; more of the text finds them. */
  readonly more: boolean;
}

const mostRows = 20;

/**
 * Residents by whatever is typed into one box: pinyin or its initials, the beginning of a name or address, four characters that end a
 * number or phone, a whole phone, a whole number. All lies within reach but the whole number, which finds anybody of the region. Whoever
 * is found by number or phone, whole or the end of it, sees so in their record.
 */
export async function searchResidents(context: ServiceContext, input: { readonly text: string }): Promise<SearchResult> {
  const reach = permit(context, 'resident:read');
  const read = readSearchText(input.text);
  if (read.kind === 'number') return byNumber(context, reach, read);
  const q = context.store.reads;
  const hits: SearchHit[] = [];
  for (const term of termsOf(read)) hits.push(...(await searchByKey(q, reach, term, mostRows + 1 + hits.length)));
  const found = [...new Map([...hits].reverse().map((hit) => [hit.row.id, hit])).values()].reverse();
  const rows = await shown(context, reach, found.slice(0, mostRows), true);
  const result = { readAs: read.kind, rows, more: found.length > mostRows };
  return read.kind === 'tail' || read.kind === 'phone' ? noteFound(context, rows, 'resident.found', result) : result;
}

/** Where to look, the likeliest first. */
function termsOf(read: Exclude<SearchText, { kind: 'number' }>): KeyTerm[] {
  switch (read.kind) {
    case 'nothing':
      return [];
    case 'tail':
      return [{ kind: 'tail', key: tailIndexOf(read.tail), whole: true }, ...(read.endsPhone ? [{ kind: 'phone_tail' as const, key: phoneTailKey(read.tail), whole: true }] : [])];
    case 'phone':
      return [{ kind: 'phone', key: phoneKey(read.digits), whole: true }];
    case 'letters':
      return [
        { kind: 'initials', key: read.letters, whole: false },
        { kind: 'pinyin', key: read.letters, whole: false },
      ];
    case 'words':
      return [{ kind: 'name', key: read.key, whole: false }, ...(read.mayBeAddress ? [{ kind: 'address' as const, key: read.key, whole: false }] : [])];
    default:
      return unreachable(read);
  }
}

async function byNumber(context: ServiceContext, reach: Reach, read: Extract<SearchText, { kind: 'number' }>): Promise<SearchResult> {
  const row = await findByNumber(context.store.reads, reach.regionCode, read);
  if (!row) return { readAs: 'number', rows: [], more: false };
  const rows = await shown(context, reach, [{ row, matchedBy: 'number' }], (await findResident(context.store.reads, reach, row.id)) !== null);
  return noteFound(context, rows, 'resident.looked_up', { readAs: 'number', rows, more: false });
}

/**
 * Leaves an audit row of each of those who were found by what only they have, before they are shown. A list of those who are called so
 * leaves none: whoever opens one of them does.
 */
export async function noteFound<Result>(context: ServiceContext, found: readonly { readonly id: string }[], action: 'resident.found' | 'resident.looked_up', result: Result): Promise<Result> {
  if (found.length === 0) return result;
  const noted = await unitOfWork(context, async ({ audit }) => {
    for (const { id } of found) await audit({ action, subject: { kind: 'resident', id } });
    return accept(result);
  });
  if (!noted.ok) throw new Error('an audit row was refused');
  return noted.value;
}

async function findByNumber(q: Queryable, regionCode: string, { number, certTypes }: Extract<SearchText, { kind: 'number' }>): Promise<ResidentRow | null> {
  for (const certType of certTypes) {
    const identity = checkIdentityNumber(certType, number);
    const row = identity.ok ? await findResidentByIdentity(q, regionCode, identityIndexOf(certType, identity.value)) : null;
    if (row) return row;
  }
  return null;
}

async function shown(context: ServiceContext, { regionCode }: Reach, found: readonly { readonly row: ResidentRow; readonly matchedBy: MatchedBy }[], inReach: boolean): Promise<SearchedResident[]> {
  const day = today(context);
  const signed = await listSignedOn(context.store.reads, regionCode, found.map(({ row }) => row.id), day);
  return found.map(({ row, matchedBy }) => ({ ...summaryOf(row, day), matchedBy, contract: signed.get(row.id) ?? null, inReach }));
}
