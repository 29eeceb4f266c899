import { setImmediate } from 'node:timers/promises';
import type { Answer } from './answer';

/**
 * Of requests that come together each is begun in a turn of the event loop of its own. Next begins a page or a sign-in with a millisecond or two of
 * work; when a whole town signs in at once, calls would wait until the last of them has been begun.
 */
export function inTurn(answer: Answer): Answer {
  let turn: Promise<unknown> = Promise.resolve();
  return async (request, response) => {
    turn = turn.then(() => setImmediate());
    await turn;
    return answer(request, response);
  };
}
