const byteOrderMark = '\uFEFF';

/**
 * CSV text (RFC 4180) that spreadsheet programs read as UTF-8 and never as formulas: text that begins like one gets an
 * apostrophe before it. A negative amount is a number and stays as it is.
 */
export function csvOf(rows: readonly (readonly string[])[]): string {
  return byteOrderMark + rows.map((row) => `${row.map(cellOf).join(',')}\r\n`).join('');
}

function cellOf(text: string): string {
  const isNumber = /^-?\d+(\.\d+)?$/.test(text);
  const safe = !isNumber && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
