import type { PolicyDocumentRefusal } from '../refusals';

/** Names that stand twice in one list. */
export function duplicates(names: readonly string[], path: string): PolicyDocumentRefusal[] {
  const twice = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  return [...twice].map((value) => ({ code: 'policy.duplicate', facts: { path, value } }));
}
