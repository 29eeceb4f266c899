import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, test } from 'vitest';
import { allowed, forbiddenStatic } from '../support/arrow-samples';

/** The project's own configuration, without the rules that would need the sample to exist as a file. */
const eslint = new ESLint({
  overrideConfig: [tseslint.configs.disableTypeChecked],
  ruleFilter: ({ ruleId }) => ruleId === '@typescript-eslint/no-restricted-imports',
});

async function complaints(path: string, text: string): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath: path });
  return result?.messages.map(({ ruleId, message }) => ruleId ?? message) ?? [];
}

describe('the editor sees the same arrows as test/architecture.test.ts', () => {
  test.each(forbiddenStatic)('in %s this is underlined: %s', async (path, text) => {
    expect(await complaints(path, text)).toEqual(['@typescript-eslint/no-restricted-imports']);
  });

  test.each(allowed)('in %s this is not: %s', async (path, text) => {
    expect(await complaints(path, text)).toEqual([]);
  });
});
