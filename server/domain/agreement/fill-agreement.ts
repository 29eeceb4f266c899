import { type Outcome, unlessRefused } from '@/server/domain/kernel/outcome';
import { type Clause, type ClausePart, parseClauses } from './clauses';
import type { AgreementDocument, DocumentBlock, DocumentTable } from './document';
import type { FillingRefusal } from './refusals';
import { type Slot, type TableName, slotNames, tableNames } from './slots';
import type { AgreementTemplate } from './template';

/** What a text is filled with. Null says that there is nothing of the kind: an adult has no guardian. */
export interface AgreementFacts {
  readonly values: Readonly<Record<Slot, string | null>>;
  readonly tables: Readonly<Record<TableName, DocumentTable | null>>;
}

/**
 * The document of one contract. A slot or a table that the text calls for and the facts do not have refuses the whole; only a
 * clause marked as optional is left out for it.
 */
export function fillAgreement(template: AgreementTemplate, facts: AgreementFacts): Outcome<AgreementDocument, FillingRefusal> {
  const clauses = parseClauses(template.body);
  if (!clauses.ok) return clauses;
  const missing = new Set<string>();
  const blocks = clauses.value.flatMap((clause) => blockOf(clause, facts, missing) ?? []);
  const refusals = [...missing].map((name): FillingRefusal => ({ code: 'agreement.fact_missing', facts: { name } }));
  const { scene, kind, version: templateVersion } = template;
  return unlessRefused(refusals, () => ({ scene, kind, templateVersion, title: wellFormed(template.title), number: facts.values.number, blocks }));
}

function blockOf(clause: Clause, { values, tables }: AgreementFacts, missing: Set<string>): DocumentBlock | null {
  if (clause.kind === 'table') {
    const name = tableNames[clause.table];
    const table = tables[clause.table];
    if (table === null) missing.add(name);
    return table && { kind: 'table', name, head: table.head?.map(wellFormed) ?? null, rows: table.rows.map((row) => row.map((cell) => wellFormed(cell).trim())) };
  }
  if (clause.optional && clause.parts.some((part) => 'slot' in part && isBlank(values[part.slot]))) return null;
  return { kind: clause.kind, text: clause.parts.map((part) => textOf(part, values, missing)).join('').trim() };
}

function textOf(part: ClausePart, values: AgreementFacts['values'], missing: Set<string>): string {
  if ('text' in part) return wellFormed(part.text);
  const value = values[part.slot];
  if (value !== null && !isBlank(value)) return wellFormed(value).trim();
  missing.add(slotNames[part.slot]);
  return '';
}

function isBlank(value: string | null): boolean {
  return value === null || value.trim() === '';
}

/** Half a character has no bytes of its own and could not be digested; it is shown as the sign for an unreadable one. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd').replace(/\p{Cc}+/gu, ' ');
}
