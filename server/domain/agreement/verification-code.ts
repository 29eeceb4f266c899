/** Letters and digits that are not taken for each other when they are read from paper (Crockford's base 32). */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const length = 16;

/**
 * 核验码: 80 random bits as sixteen characters, in groups of four on paper.
 *
 * @param bytes ten random bytes.
 */
export function verificationCodeOf(bytes: Uint8Array): string {
  if (bytes.length !== 10) throw new RangeError('a code is made of ten bytes');
  let bits = 0n;
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte);
  let code = '';
  for (let at = length - 1; at >= 0; at -= 1) code += alphabet[Number((bits >> BigInt(at * 5)) & 31n)];
  return code;
}

/** XXXX-XXXX-XXXX-XXXX, as it is printed. */
export function groupedCode(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1-');
}

/** What somebody typed, as the code it means: spaces, hyphens and case do not matter, O is 0, I and L are 1. Null when it cannot be one. */
export function readVerificationCode(typed: string): string | null {
  const plain = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  return plain.length === length && [...plain].every((character) => alphabet.includes(character)) ? plain : null;
}

/** The path that a printed QR leads to. */
export function verificationPath(regionCode: string, code: string): string {
  return `/verify/${regionCode}-${code}`;
}

/** Region and code of such a path's last part. Null when it cannot be one. */
export function readVerificationPath(part: string): { readonly regionCode: string; readonly code: string } | null {
  const match = /^(\d{6})-(.{16,24})$/.exec(part);
  const code = match ? readVerificationCode(match[2] ?? '') : null;
  return match && code ? { regionCode: match[1] ?? '', code } : null;
}

/** The region in an agreement's number: one letter, then six digits (services/contract/contract-number.ts). Null when there is none. */
export function regionOfAgreementNumber(number: string): string | null {
  return /^[A-Z](\d{6})\d{6,}$/.exec(number.normalize('NFKC').trim().toUpperCase())?.[1] ?? null;
}
