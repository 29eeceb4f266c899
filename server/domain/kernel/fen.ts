/** Integer 分 (1/100 yuan). Every amount in the domain, the database and the API is one of these. */
export type Fen = number;

const yuanPattern = /^-?\d{1,13}(\.\d{1,2})?$/;

/** Yuan as people and files write them ("1234.5") to 分; null when the text is no amount with at most two decimals. */
export function parseYuan(text: string): Fen | null {
  if (!yuanPattern.test(text)) return null;
  const negative = text.startsWith('-');
  const [yuan = '0', cents = ''] = text.replace('-', '').split('.');
  const fen = Number(yuan) * 100 + Number(cents.padEnd(2, '0'));
  return negative && fen !== 0 ? -fen : fen;
}

/** 分 as yuan with two decimals: 123456 → "1234.56". */
export function formatYuan(fen: Fen): string {
  const digits = String(Math.abs(fen)).padStart(3, '0');
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

export function sumFen(amounts: Iterable<Fen>): Fen {
  let total = 0;
  for (const amount of amounts) total += amount;
  return assertFen(total);
}

export function assertFen(value: number): Fen {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a whole number of 分: ${value}`);
  return value === 0 ? 0 : value;
}
