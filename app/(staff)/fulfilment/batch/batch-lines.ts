import type { RouterOutputs } from '@/app/_trpc/outputs';

type Found = RouterOutputs['fulfilment']['match'][number];
export type Person = Found['people'][number];
type Reported = RouterOutputs['fulfilment']['recordMany'][number];

/** One line of the sheet: what was pasted, who can be meant, who is, and what became of it. */
export interface BatchLine {
  readonly key: string;
  readonly text: string;
  readonly people: readonly Person[];
  /** Empty: nobody yet. */
  readonly residentId: string;
  readonly outcome: Reported['outcome'] | null;
}

/** The sheet with what was just matched below; a line that means one person is decided, and nobody stands in it twice. */
export function matched(before: readonly BatchLine[], found: readonly Found[]): BatchLine[] {
  return found.reduce<BatchLine[]>((lines, { text, people }) => {
    const [only, other] = people;
    const residentId = only && !other ? only.residentId : '';
    if (residentId !== '' && lines.some((line) => line.residentId === residentId)) return lines;
    return [...lines, { key: `${lines.length}-${text}`, text, people, residentId, outcome: null }];
  }, [...before]);
}

/** The sheet with people from the list of what is due. */
export function listed(before: readonly BatchLine[], rows: readonly Person[]): BatchLine[] {
  return matched(before, rows.map((person) => ({ text: person.name, people: [person] })));
}

export function reported(before: readonly BatchLine[], rows: readonly Reported[]): BatchLine[] {
  return before.map((line) => ({ ...line, outcome: rows.find(({ residentId }) => residentId === line.residentId)?.outcome ?? line.outcome }));
}

/** Who is to be recorded now: not those who were. */
export function chosenIds(lines: readonly BatchLine[]): string[] {
  return [...new Set(lines.filter(({ residentId, outcome }) => residentId !== '' && outcome?.ok !== true).map(({ residentId }) => residentId))];
}
