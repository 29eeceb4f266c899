import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const alias = { '@': fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '') };

/** Rules and the map: no database, no server, seconds. */
const domain = ['test/domain/**/*.test.ts', 'test/integration/**/*.test.ts', 'test/properties/**/*.test.ts', 'test/architecture.test.ts'];
/** Everything that stores: runs once an engine, the one DATABASE_URL names (none: SQLite). */
const engine = [
  'test/service/**/*.test.ts',
  'test/api/**/*.test.ts',
  'test/faults/**/*.test.ts',
  'test/scenarios/**/*.test.ts',
  'test/upgrade/**/*.test.ts',
  'test/dialects.test.ts',
  'test/prepared.test.ts',
  'test/permissions.test.ts',
];
/** What the suite itself stands on. */
const tooling = ['test/support/**/*.test.ts', 'test/scripts/**/*.test.ts'];

export default defineConfig({
  resolve: { alias },
  test: {
    // The keys of a test installation, so that no test makes or reads the ones under data/.
    env: { GATEKEEPER_KEY: 'test installation', NEXTAUTH_SECRET: 'test installation' },
    projects: [
      { extends: true, test: { name: 'domain', include: domain, testTimeout: 120_000 } },
      {
        extends: true,
        // A test that kills and begins again does an import's work several times; on a busy machine that takes minutes.
        test: { name: 'engine', include: engine, pool: 'forks', testTimeout: 240_000, hookTimeout: 120_000 },
      },
      { extends: true, test: { name: 'tooling', include: tooling, testTimeout: 60_000, hookTimeout: 60_000 } },
    ],
  },
});
