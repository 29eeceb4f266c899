/**
 * What a rule answers: a value, or every reason why not.
 *
 * A refusal is data — a stable code and the facts a person needs to act on it. The sentence for the code lives in
 * app/_copy, so that rules never speak and screens never decide.
 */
export interface Refusal<Code extends string = string, Facts extends object = object> {
  readonly code: Code;
  readonly facts: Facts;
}

export type Outcome<Value, R extends Refusal = Refusal> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly refusals: readonly [R, ...R[]] };

export function accept<Value>(value: Value): Outcome<Value, never> {
  return { ok: true, value };
}

export function refuse<R extends Refusal>(first: R, ...others: R[]): Outcome<never, R> {
  return { ok: false, refusals: [first, ...others] };
}

/** The value when no reason speaks against it; otherwise all the reasons, in the order of precedence they were given. */
export function unlessRefused<Value, R extends Refusal>(refusals: readonly R[], value: () => Value): Outcome<Value, R> {
  const [first, ...others] = refusals;
  return first === undefined ? accept(value()) : refuse(first, ...others);
}

/** The end of a switch over a union: compiles only while every case is handled. */
export function unreachable(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`);
}
