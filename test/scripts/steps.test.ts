import { expect, test } from 'vitest';
import { countPlaywright, countVitest, runSteps } from '../../scripts/lib/steps.mjs';

const report = { numPassedTests: 3, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] };

test('passed and failed tests are counted as they are', () => {
  expect(countVitest({ ...report, numFailedTests: 2 }, 1)).toEqual({ passed: 3, failed: 2 });
  expect(countPlaywright({ stats: { expected: 4, unexpected: 1, flaky: 0, skipped: 0 } }, 1)).toEqual({ passed: 4, failed: 1 });
});

test('a test that was left out counts as failed', () => {
  expect(countVitest({ ...report, numPendingTests: 1, numTodoTests: 1 }, 0)).toEqual({ passed: 3, failed: 2 });
  expect(countPlaywright({ stats: { expected: 4, unexpected: 0, flaky: 1, skipped: 2 } }, 0)).toEqual({ passed: 4, failed: 3 });
});

test('a file that broke before its first test counts as one failure', () => {
  const broken = { status: 'failed', assertionResults: [] };
  expect(countVitest({ ...report, testResults: [broken] }, 1)).toEqual({ passed: 3, failed: 1 });
});

test('a run that failed beside its tests, or left no report, is not green', () => {
  expect(countVitest(report, 1)).toEqual({ passed: 3, failed: 1 });
  expect(countVitest(undefined, 0)).toEqual({ passed: 0, failed: 1 });
});

test('a step in which nothing ran has failed', async () => {
  const results = await runSteps([{ name: 'empty', run: () => ({ passed: 0, failed: 0 }) }]);
  expect(results).toEqual([{ name: 'empty', passed: 0, failed: 1 }]);
});
