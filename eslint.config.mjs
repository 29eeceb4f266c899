import next from 'eslint-config-next/core-web-vitals';
import tseslint from 'typescript-eslint';

const typescript = ['**/*.ts', '**/*.tsx'];

/**
 * Who may import whom, for the editor; test/architecture.test.ts holds the same table and sees dynamic imports too.
 * `own` are the project's folders and files a layer may reach, as what follows `@/`; `packages` are the outside ones it
 * may not. Whatever starts a verb may hold the store (`@/db`) to hand it on. The first entry that matches a file decides.
 */
const sql = ['drizzle-orm', 'better-sqlite3', 'pg', '@electric-sql'];
const web = ['next', 'next-auth', 'react', 'react-dom', 'antd', '@ant-design', '@tanstack'];
const layers = [
  { files: ['server/domain/**'], own: ['server/domain/'], onlyPackages: ['decimal.js'] },
  { files: ['server/services/**'], own: ['server/services/', 'server/domain/', 'db', 'db/', 'policies/'], packages: [...sql, ...web, '@trpc', 'node:http', 'node:https'] },
  { files: ['server/integration/**'], own: ['server/integration/', 'server/services/', 'server/domain/'], packages: [...sql, ...web, '@trpc'] },
  { files: ['server/jobs/**'], own: ['server/jobs/', 'server/services/', 'server/domain/', 'db'], packages: [...sql, ...web, '@trpc'] },
  { files: ['server/cli/**'], own: ['server/cli/', 'server/auth/', 'server/integration/', 'server/services/', 'server/domain/', 'db', 'db/seed/', 'policies/'], packages: [...sql, ...web, '@trpc'] },
  { files: ['server/auth/**'], own: ['server/auth/', 'server/services/', 'server/domain/', 'db', 'db/'], packages: [...sql, '@trpc', 'antd'] },
  { files: ['server/api/**'], own: ['server/api/', 'server/auth/', 'server/integration/', 'server/services/', 'server/domain/', 'db'], packages: [...sql, 'antd', 'react'] },
  { files: ['server/*.ts'], own: ['app/_copy/export', 'app/_copy/refusals', 'server/api/', 'server/auth/', 'server/integration/sms/', 'server/jobs/', 'server/services/', 'server/domain/', 'db', 'db/sealed'], packages: [...sql, 'antd', 'react'] },
  { files: ['db/**'], own: ['db', 'db/', 'server/domain/', 'policies/'], packages: [...web, '@trpc', 'node:http', 'node:https'] },
  { files: ['app/_trpc/**'], own: ['app/', 'server/api/', 'server/domain/'], packages: sql },
  { files: ['app/api/auth/**'], own: ['app/', 'server/auth/', 'server/domain/'], packages: [...sql, '@trpc'] },
  { files: ['app/**', 'proxy.ts'], own: ['app/', 'server/domain/'], packages: [...sql, '@trpc'] },
];

function arrow({ files, own, packages, onlyPackages }, at) {
  const folders = 'server|app|db|policies|test|domain|services|integration|jobs|cli|auth|api';
  const escape = (text) => text.replace(/[.*+?^$()[\]{}|\\]/g, '\\$&');
  const inside = `@/(?:${own.map((path) => (path.endsWith('/') ? escape(path) : `${escape(path)}$`)).join('|')})`;
  const named = (names) => names.map((name) => `${escape(name)}(?:/|$)`).join('|');
  const patterns = [
    { regex: `^@/(?!${inside.slice(2)})`, message: 'This layer may not import that one; CONTRIBUTING.md has the map.' },
    { regex: `^(?:\\.\\./)+(?:${folders})/`, message: 'Between layers import through @/, so that the arrow can be seen.' },
    onlyPackages
      ? { regex: `^(?!@/|\\.|${named(onlyPackages)})`, message: `Only ${onlyPackages.join(', ')} may be imported here.` }
      : { regex: `^(?:${named(packages)})`, message: 'This layer does not use that package; CONTRIBUTING.md has the map.' },
  ];
  // An earlier, more precise entry has claimed its files already.
  const ignores = layers.slice(0, at).flatMap((layer) => layer.files);
  return { files, ignores, rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] } };
}

const domainIsPure = {
  files: ['server/domain/**'],
  rules: {
    'no-restricted-globals': [
      'error',
      ...['process', 'fetch', 'performance', 'crypto', 'globalThis', 'setTimeout', 'setInterval', 'console'].map((name) => ({
        name,
        message: 'Rules are pure: what they need to know arrives as an argument.',
      })),
    ],
    'no-restricted-properties': ['error', { object: 'Date', property: 'now' }, { object: 'Math', property: 'random' }],
    'no-restricted-syntax': [
      'error',
      { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'The day is an argument.' },
      { selector: 'CallExpression[callee.name="Date"]', message: 'The day is an argument.' },
    ],
  },
};

export default tseslint.config(
  {
    ignores: ['node_modules/', '.next/', '.node/', 'data/', 'coverage/', 'test-results/', 'playwright-report/', 'next-env.d.ts', 'db/migrations/'],
  },
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' } },
  ...next.map((part) => ({ ...part, files: ['app/**/*.ts', 'app/**/*.tsx'] })).filter((part) => part.rules || part.plugins),
  {
    files: typescript,
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': ['error', { checkThenables: true }],
      // A handler that answers a promise is how React's own events are written; the screens' queries report failures.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      // A default that ends in unreachable(value) is checked by the compiler itself.
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      // An interface that awaits on one engine answers at once on the other.
      '@typescript-eslint/require-await': 'off',
      eqeqeq: 'error',
      'no-eval': 'error',
      'no-console': ['error', { allow: ['error', 'warn'] }],
      'max-lines': ['error', { max: 300 }],
      'max-lines-per-function': ['error', { max: 70 }],
    },
  },
  {
    files: ['app/**'],
    // Signing in and out loads the page anew on purpose: nothing of the person before stays in memory.
    // A drawing comes as a data address, which no loader could make smaller.
    rules: { '@next/next/no-location-assign-relative-destination': 'off', '@next/next/no-img-element': 'off' },
  },
  { files: ['server/cli/**', 'db/seed/**', 'test/bench/**'], rules: { 'no-console': 'off' } },
  {
    files: ['test/**'],
    rules: {
      // A describe holds its cases, and a table of worked examples is as long as its source.
      'max-lines-per-function': 'off',
      'max-lines': ['error', { max: 500 }],
      // Vitest's asymmetric matchers are typed any.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      'no-console': 'off',
    },
  },
  {
    files: ['**/*.mjs'],
    rules: { eqeqeq: 'error', 'no-undef': 'off', 'max-lines': ['error', { max: 300 }], 'max-lines-per-function': ['error', { max: 70 }] },
  },
  ...layers.map(arrow),
  domainIsPure,
);
