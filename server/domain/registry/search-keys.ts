/** By what a resident is found beside their name as it is written. */
export const searchKeyKinds = ['name', 'pinyin', 'initials', 'tail', 'phone', 'phone_tail', 'address'] as const;
export type SearchKeyKind = (typeof searchKeyKinds)[number];

/** By what somebody was found: a key, or the whole certificate number. */
export type MatchedBy = SearchKeyKind | 'number';

export interface SearchKey {
  readonly kind: SearchKeyKind;
  /** Small letters and digits only where beginnings are searched for: every collation sorts those alike. */
  readonly key: string;
}

/** Rows written by an older way of making keys are written anew. Raise it when the way changes. */
export const searchKeyVersion = 1;

/** Longer than anything anybody types; what is beyond is not searched for. */
export const searchKeyLimit = 128;

/**
 * Any text as small letters and digits that begin alike whenever the texts do: four hexadecimal digits for each UTF-16 unit. Blanks and
 * punctuation do not count, nor capitals and full-width letters.
 */
export function asPlainKey(text: string): string {
  const bare = text.normalize('NFKC').toLowerCase().replace(/[\s\p{P}\p{S}]/gu, '');
  let key = '';
  for (let at = 0; at < bare.length; at += 1) key += bare.charCodeAt(at).toString(16).padStart(4, '0');
  return key.slice(0, searchKeyLimit);
}

/** The keys that begin so lie between these two, both included. */
export function rangeOf(beginning: string): { readonly from: string; readonly to: string } {
  return { from: beginning, to: `${beginning}${'z'.repeat(searchKeyLimit)}` };
}
