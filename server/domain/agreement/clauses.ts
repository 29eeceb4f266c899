import { type Outcome, refuse, unlessRefused } from '@/server/domain/kernel/outcome';
import type { ClauseRefusal } from './refusals';
import { type Slot, type TableName, slotNamed, tableNamed } from './slots';

/** A piece of a line: words as they stand, or a slot. */
export type ClausePart = { readonly text: string } | { readonly slot: Slot };

export type Clause =
  | { readonly kind: 'heading' | 'paragraph'; readonly parts: readonly ClausePart[]; readonly optional: boolean }
  | { readonly kind: 'table'; readonly table: TableName };

/**
 * Reads the notation that a text is written in, one clause a line:
 *
 * - `# 一、服务内容` is a heading,
 * - `[[服务项目]]` is a table of that name,
 * - `? 由监护人{监护人姓名}代为签署。` is left out when one of its slots has nothing to say,
 * - anything else is a paragraph; empty lines only part clauses for the eye.
 *
 * Every fault is named with its line, counted from 1.
 */
export function parseClauses(body: string): Outcome<readonly Clause[], ClauseRefusal> {
  const clauses: Clause[] = [];
  const refusals: ClauseRefusal[] = [];
  for (const [index, raw] of body.split(/\r\n|\r|\n/).entries()) {
    const line = raw.trim();
    if (line !== '') readLine(line, index + 1, clauses, refusals);
  }
  if (clauses.length === 0 && refusals.length === 0) return refuse({ code: 'agreement.text_empty', facts: {} });
  return unlessRefused(refusals, () => clauses);
}

function readLine(line: string, number: number, clauses: Clause[], refusals: ClauseRefusal[]): void {
  const table = /^\[\[(.*)\]\]$/.exec(line);
  if (table) {
    const name = (table[1] ?? '').trim();
    const known = tableNamed(name);
    if (known) clauses.push({ kind: 'table', table: known });
    else refusals.push({ code: 'agreement.table_unknown', facts: { line: number, name } });
    return;
  }
  const optional = /^[?？]/.test(line);
  const rest = optional ? line.slice(1).trim() : line;
  const heading = /^#+\s*/.exec(rest);
  const parts = readParts(heading ? rest.slice(heading[0].length) : rest, number, refusals);
  clauses.push({ kind: heading ? 'heading' : 'paragraph', parts, optional });
}

function readParts(text: string, line: number, refusals: ClauseRefusal[]): ClausePart[] {
  const parts: ClausePart[] = [];
  let at = 0;
  for (const found of text.matchAll(/\{([^{}]*)\}/g)) {
    pushText(parts, text.slice(at, found.index), line, refusals);
    at = found.index + found[0].length;
    const name = (found[1] ?? '').trim();
    const slot = slotNamed(name);
    if (slot) parts.push({ slot });
    else refusals.push({ code: 'agreement.slot_unknown', facts: { line, name } });
  }
  pushText(parts, text.slice(at), line, refusals);
  return parts;
}

/** A brace that opens or closes nothing is a slot that somebody meant to write. */
function pushText(parts: ClausePart[], text: string, line: number, refusals: ClauseRefusal[]): void {
  if (/[{}]/.test(text)) refusals.push({ code: 'agreement.brace_open', facts: { line } });
  if (text !== '') parts.push({ text });
}
