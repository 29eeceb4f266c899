/**
 * A column of a file that people fill in. Its code is what the national interface or this system calls it; its names are what a header may
 * say instead, the first of them being the one that templates show.
 */
export interface FileColumn {
  readonly code: string;
  readonly names: readonly [string, ...string[]];
  /** Whether a file must have it. What a row must say besides is judged row by row. */
  readonly required: boolean;
  /**
   * What stands in it: `number` is a certificate's or another number whose every digit counts; `list` holds several values, parted by
   * semicolons; `yuan` an amount.
   */
  readonly kind: 'text' | 'number' | 'day' | 'time' | 'value' | 'list' | 'count' | 'yuan';
  /** Codes by the words that may stand for them; the first word of a code is the one that templates show. */
  readonly values?: Readonly<Record<string, string>>;
  /** What a row of a template says as an example; empty where nothing needs to be shown. */
  readonly example: string;
  /** What to put in, in a sentence. */
  readonly note: string;
}

/** The remark by which a row is known to be an example, which is passed over. */
export const exampleRemark = '示例行，导入时自动跳过';

/** Every kind of file has it last: whatever its filler wants to note. */
export const remarkColumn: FileColumn = {
  code: 'remark',
  names: ['备注', '说明'],
  required: false,
  kind: 'text',
  example: exampleRemark,
  note: '可不填。以“示例”开头的行不会导入。',
};

/** A header as it is compared: without blanks, marks of what is required, and what stands in brackets. */
export function plainHeader(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\([^()]*\)/g, '')
    .replace(/[\s*]/gu, '');
}

/** The code that a header stands for; the header itself where no column has that name. */
export function codeOfHeader(columns: readonly FileColumn[], header: string): string {
  const plain = plainHeader(header);
  return columns.find(({ code, names }) => code === plain.toLowerCase() || names.some((name) => plainHeader(name) === plain))?.code ?? header;
}

export function requiredCodes(columns: readonly FileColumn[]): string[] {
  return columns.filter((column) => column.required).map(({ code }) => code);
}
