import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runNode, tool } from './process.mjs';

/**
 * A step answers { passed, failed } counts. One that ran nothing has failed: a suite that finds no file would
 * otherwise be green.
 */
export async function runSteps(steps) {
  const results = [];
  for (const { name, run } of steps) {
    console.log(`\n── ${name}`);
    const began = Date.now();
    const counted = await run();
    const ranNothing = counted.passed + counted.failed === 0;
    if (ranNothing) console.log('Nothing ran here, and something should have: counted as one failure.');
    const result = { name, passed: counted.passed, failed: ranNothing ? 1 : counted.failed };
    console.log(`${name}: ${result.passed} passed, ${result.failed} failed (${seconds(began)})`);
    results.push(result);
  }
  return results;
}

/** Prints what failed and, alone on the last line, the sum. Answers the exit code. */
export function conclude(results) {
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  const broken = results.filter((result) => result.failed > 0).map((result) => result.name);
  console.log(broken.length > 0 ? `\nFailed in: ${broken.join('; ')}` : '');
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
  return broken.length > 0 || results.length === 0 ? 1 : 0;
}

export const types = {
  name: 'types',
  async run() {
    const generated = await runNode(tool('next', 'typegen'), { stdout: 'ignore' });
    const checked = await runNode(tool('tsc', '--noEmit'));
    return asOne(generated.code === 0 && checked.code === 0);
  },
};

export const lint = {
  name: 'lint',
  async run() {
    const { code } = await runNode(tool('eslint', '--max-warnings=0', '.'));
    return asOne(code === 0);
  },
};

/** A vitest run over the named projects, on the engine of `databaseUrl`; without one, on SQLite. */
export function vitest(name, { projects, databaseUrl, only = [] }) {
  const chosen = projects.map((project) => `--project=${project}`);
  return {
    name,
    run: () =>
      withReport(async (file) => {
        const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
        const env = { DATABASE_URL: databaseUrl, DB_DIALECT: undefined, NODE_ENV: 'test' };
        const { code } = await runNode(tool('vitest', 'run', ...chosen, ...reporters, ...only), { env });
        return countVitest(readReport(file), code);
      }),
  };
}

export function playwright(name, chromiumPath) {
  return {
    name,
    run: () =>
      withReport(async (file) => {
        const { code } = await runNode(tool('playwright', 'test', '--reporter=list,json'), {
          env: { CHROMIUM_PATH: chromiumPath, PLAYWRIGHT_JSON_OUTPUT_FILE: file, DATABASE_URL: undefined },
        });
        return countPlaywright(readReport(file), code);
      }),
  };
}

/** A step that could not be had on this machine; silence would read as success. */
export function missing(name, why) {
  return {
    name,
    run: () => {
      console.log(why);
      return { passed: 0, failed: 1 };
    },
  };
}

/** A skipped test counts as failed: this suite has none. So does a file that broke before its first test. */
export function countVitest(report, code) {
  if (!report) return { passed: 0, failed: 1 };
  const broken = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  const left = report.numPendingTests + report.numTodoTests;
  return atLeastOneFailure({ passed: report.numPassedTests, failed: report.numFailedTests + broken.length + left }, code);
}

export function countPlaywright(report, code) {
  if (!report) return { passed: 0, failed: 1 };
  const { expected, unexpected, flaky, skipped } = report.stats;
  return atLeastOneFailure({ passed: expected, failed: unexpected + flaky + skipped }, code);
}

/** A run may fail beside its tests, by an error that nobody caught: the exit code knows. */
function atLeastOneFailure(counts, code) {
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

function asOne(good) {
  return good ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

async function withReport(work) {
  const folder = mkdtempSync(join(tmpdir(), 'gk-report-'));
  try {
    return await work(join(folder, 'report.json'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

export function seconds(began) {
  return `${((Date.now() - began) / 1000).toFixed(1)} s`;
}
