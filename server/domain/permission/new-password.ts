import { commonPasswords } from './common-passwords';

/** In characters. The upper bound keeps a form small; nobody remembers more. */
export const passwordLength = { least: 10, most: 100 } as const;

/** What may be wrong with a password that someone chooses for themselves. */
export type NewPasswordRefusal =
  | 'password.not_repeated'
  | 'password.too_short'
  | 'password.too_long'
  | 'password.is_user_name'
  | 'password.not_new'
  | 'password.common';

/** Everything the form of a change can be answered with, beside 'session.missing', after which there is no form to show. */
export type PasswordRefusal = NewPasswordRefusal | 'password.old_wrong' | 'password.too_many' | 'password.unread';

export interface NewPassword {
  readonly userName: string;
  /** As it was typed; whether it is right is not known here, so that no answer tells. */
  readonly old: string;
  readonly chosen: string;
  readonly repeated: string;
}

/** Every reason against a new password, in the order of the form's fields; none when it may be taken. */
export function objectionsToPassword({ userName, old, chosen, repeated }: NewPassword): NewPasswordRefusal[] {
  const plain = chosen.normalize('NFKC');
  const length = [...plain].length;
  const folded = foldedPassword(chosen);
  const objections: NewPasswordRefusal[] = [];
  if (length < passwordLength.least) objections.push('password.too_short');
  if (length > passwordLength.most) objections.push('password.too_long');
  if (folded === foldedPassword(userName)) objections.push('password.is_user_name');
  if (plain === old.normalize('NFKC')) objections.push('password.not_new');
  if (commonPasswords.has(folded)) objections.push('password.common');
  if (plain !== repeated.normalize('NFKC')) objections.push('password.not_repeated');
  return objections;
}

/** Upper and lower case, full width and half width are one password to whoever guesses. */
export function foldedPassword(password: string): string {
  return password.normalize('NFKC').toLowerCase();
}
