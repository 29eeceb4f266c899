import { type Transform, Readable, pipeline } from 'node:stream';

/**
 * What comes out of a transform that is fed by `source`, no faster than it is asked for. Whoever stops asking stops the source; a failure
 * of either comes out here and nowhere else, where `compose` would let one out into the process when asking stops early.
 */
export async function* through<Out>(source: Iterable<unknown> | AsyncIterable<unknown>, transform: Transform): AsyncGenerator<Out, void, undefined> {
  // The failure reaches the transform, and by it the loop below.
  pipeline(Readable.from(source), transform, () => undefined);
  for await (const out of transform as AsyncIterable<Out>) yield out;
}
