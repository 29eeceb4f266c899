import { type Day, isDay } from '@/server/domain/kernel/calendar-day';
import { type Fen, parseYuan } from '@/server/domain/kernel/money';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { RowProblem } from '@/server/services/import/incoming';
import type { SheetRow } from './sheet-row';

/** Reads the columns of one row and keeps every problem; a column that cannot be read gives a stand-in. */
export class RowReader {
  readonly problems: RowProblem[];
  readonly #fields: Readonly<Record<string, string>>;
  /** Columns whose content was lost before it came here; what else they say is not to the point. */
  readonly #lost: ReadonlySet<string | null>;

  constructor(row: SheetRow) {
    this.#fields = row.fields;
    this.problems = [...row.problems];
    this.#lost = new Set(row.problems.map((problem) => problem.column).filter((column) => column !== null));
  }

  refuse(column: string | null, ...refusals: readonly AnyRefusal[]): void {
    if (this.#lost.has(column)) return;
    for (const refusal of refusals) this.problems.push({ ...refusal, column });
  }

  optionalText(column: string, limit: number): string | null {
    const value = this.#fields[column]?.trim() ?? '';
    if (value === '') return null;
    // A text within the limit by code units is within it by characters.
    const length = value.length > limit ? [...value].length : value.length;
    if (length > limit) this.refuse(column, { code: 'import.value_too_long', facts: { column, length, limit } });
    return value;
  }

  text(column: string, limit: number): string {
    return this.optionalText(column, limit) ?? this.#missing(column, '');
  }

  /** A text of which no character was lost on the way: a person is not registered under a mark that stands for one. */
  wholeText(column: string, limit: number): string {
    const value = this.text(column, limit);
    if (value.includes('\uFFFD')) this.refuse(column, { code: 'import.characters_lost', facts: { column, value: value.slice(0, 50) } });
    return value;
  }

  oneOf<Value extends string>(column: string, known: readonly [Value, ...Value[]]): Value {
    const value = this.#fields[column]?.trim() ?? '';
    if (value === '') return this.#missing(column, known[0]);
    const found = known.find((each) => each === value);
    if (found !== undefined) return found;
    this.refuse(column, { code: 'import.value_unknown', facts: { column, value: value.slice(0, 50), known } });
    return known[0];
  }

  /** A list in one cell, parted by semicolons, commas or spaces. */
  manyOf<Value extends string>(column: string, known: readonly [Value, ...Value[]]): Value[] {
    const values = (this.#fields[column] ?? '').split(/[\s,;、，；]+/u).filter((value) => value !== '');
    return values.flatMap((value) => {
      const found = known.find((each) => each === value);
      if (found === undefined) this.refuse(column, { code: 'import.value_unknown', facts: { column, value: value.slice(0, 50), known } });
      return found ?? [];
    });
  }

  /** 1 is yes; 0 or nothing is no. */
  flag(column: string): boolean {
    const value = this.#fields[column]?.trim() ?? '';
    return value !== '' && this.oneOf(column, ['0', '1']) === '1';
  }

  optionalAmount(column: string): Fen | null {
    const value = this.#fields[column]?.trim() ?? '';
    if (value === '') return null;
    const amountFen = parseYuan(value);
    if (amountFen === null) this.refuse(column, { code: 'import.amount_malformed', facts: { column, value: value.slice(0, 50) } });
    return amountFen;
  }

  amount(column: string): Fen {
    const value = this.#fields[column]?.trim() ?? '';
    return value === '' ? this.#missing(column, 0) : (this.optionalAmount(column) ?? 0);
  }

  wholeNumber(column: string): number {
    const value = this.#fields[column]?.trim() ?? '';
    if (value === '') return this.#missing(column, 0);
    if (/^\d{1,9}$/.test(value)) return Number(value);
    this.refuse(column, { code: 'import.number_malformed', facts: { column, value: value.slice(0, 50) } });
    return 0;
  }

  optionalWholeNumber(column: string): number | null {
    const value = this.#fields[column]?.trim() ?? '';
    return value === '' ? null : this.wholeNumber(column);
  }

  optionalDay(column: string): Day | null {
    const value = this.#fields[column]?.trim() ?? '';
    if (value === '') return null;
    const exists: boolean = isDay(value);
    if (exists) return value;
    this.refuse(column, { code: 'import.day_malformed', facts: { column, value: value.slice(0, 50) } });
    return null;
  }

  day(column: string): Day {
    const value = this.#fields[column]?.trim() ?? '';
    return value === '' ? this.#missing(column, '') : (this.optionalDay(column) ?? '');
  }

  #missing<StandIn>(column: string, standIn: StandIn): StandIn {
    this.refuse(column, { code: 'import.value_missing', facts: { column } });
    return standIn;
  }
}
