import { randomInt } from 'node:crypto';

/** Digits and small letters, none of which is taken for another when it is read from paper. */
const characters = '23456789abcdefghjkmnpqrstuvwxyz';

/** A first password: four groups of four characters, about 79 bits; it is told once and works until it is changed. */
export function newFirstPassword(): string {
  const group = () => Array.from({ length: 4 }, () => characters[randomInt(characters.length)]).join('');
  return Array.from({ length: 4 }, group).join('-');
}
