import type { Role } from '@/server/domain/permission/roles';
import type { Answer } from './ask';
import type { Holding } from './world';

interface Common {
  readonly path: string;
  /** Which of the inputs is asked for, where a procedure has several rows. */
  readonly what?: string;
  /** Everybody of the region may ask: only the other region is foreign. */
  readonly wide?: boolean;
}

/** A procedure that is asked for something by its name: an id, a code, a number. */
export interface NamedProbe extends Common {
  readonly kind: 'named';
  /** `own` is the asker's, for what else the input needs. */
  readonly input: (asked: Holding, own: Holding) => object;
  /** How the procedure says that there is nothing; NOT_FOUND unless given. */
  readonly nothing?: (answer: Answer) => boolean;
  /** Roles of a part of the region, for whom nothing of the region as a whole is there. */
  readonly neverFor?: readonly Role[];
  /** Only these of the roles that hold the scope; the others cannot come so far. */
  readonly roles?: readonly Role[];
}

/** A procedure that shows what there is. */
export interface ListProbe extends Common {
  readonly kind: 'list';
  readonly input?: (own: Holding) => object;
  /** What of a holding the answer shows: all of it of the asker's own, none of it of anybody else's. */
  readonly marks: (held: Holding) => readonly string[];
  /** Of the asker's own region but not of the asker, such as where one can be referred to. */
  readonly othersOnly?: boolean;
}

/** A procedure that counts or sums: what happens elsewhere must not change its answer. */
export interface SumProbe extends Common {
  readonly kind: 'sum';
  readonly input?: (own: Holding) => object;
}

/** A procedure in whose input nothing is named that somebody else could own. */
export interface BareProbe extends Common {
  readonly kind: 'bare';
  readonly input?: (own: Holding) => object;
  readonly why: string;
}

export type Probe = NamedProbe | ListProbe | SumProbe | BareProbe;

export function nameOf({ path, what }: Probe): string {
  return what === undefined ? path : `${path} (${what})`;
}

/** For lists that a foreign filter leaves empty. */
export function noRows({ code, value }: Answer): boolean {
  if (code !== 'OK') return false;
  const rows = Array.isArray(value) ? value : Object.values(value as object).find((field) => Array.isArray(field));
  return Array.isArray(rows) && rows.length === 0;
}

export function isNotFound({ code, refusals }: Answer): boolean {
  return code === 'NOT_FOUND' && refusals.length === 1 && refusals[0]?.code === 'not_found';
}
