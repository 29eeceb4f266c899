import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { inTurn } from '@/server/api/answer-in-turn';

const ask = (answer: ReturnType<typeof inTurn>) => {
  const request = new IncomingMessage(new Socket());
  return answer(request, new ServerResponse(request));
};

test('of requests that come together each is begun in a turn of its own, in their order, whoever fails', async () => {
  let turns = 0;
  let isOver = false;
  const count = () => {
    turns += 1;
    if (!isOver) setImmediate(count);
  };
  setImmediate(count);
  const begun: number[] = [];
  const answer = inTurn(async () => {
    begun.push(turns);
    await Promise.resolve();
    if (begun.length === 2) throw new Error('the second');
  });
  const answers = await Promise.allSettled(Array.from({ length: 5 }, () => ask(answer)));
  isOver = true;
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled', 'fulfilled']);
  expect(new Set(begun).size).toBe(5);
  expect(begun).toEqual(begun.toSorted((a, b) => a - b));
});

test('nobody waits for an answer that takes its time', async () => {
  let letGo = () => {};
  const slow = new Promise<void>((resolve) => (letGo = resolve));
  const begun: number[] = [];
  const answer = inTurn(() => {
    begun.push(begun.length);
    return begun.length === 1 ? slow : Promise.resolve();
  });
  const first = ask(answer);
  await ask(answer);
  expect(begun).toEqual([0, 1]);
  letGo();
  await first;
});
