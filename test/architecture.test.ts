import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { allowed, forbiddenDynamic, forbiddenStatic } from './support/arrow-samples';
import { importsOf, listFiles, loadedWith, readSources, sourceFile, type SourceFile, walk } from './support/source-files';

/**
 * The map of CONTRIBUTING.md as a table of its own. `reaches` are the folders and files of the project that a layer may
 * import beside itself; `avoids` are packages. Whatever starts a verb may hold the store (`@/db`, which is db/index) to
 * hand it on; queries and tables are for services, and for auth, whose sessions are rows. The first layer whose folder holds a file is the file's layer.
 */
interface Layer {
  readonly folder: string;
  readonly reaches: readonly string[];
  readonly avoids: readonly string[] | 'everything but decimal.js';
}

const sql = ['drizzle-orm', 'better-sqlite3', 'pg', '@electric-sql/pglite'];
const screens = ['next', 'next-auth', 'react', 'react-dom', 'antd', '@ant-design/icons', '@tanstack/react-query'];
const wire = ['@trpc/server', '@trpc/client', '@trpc/tanstack-react-query'];

const layers: readonly Layer[] = [
  { folder: 'server/domain', reaches: [], avoids: 'everything but decimal.js' },
  { folder: 'server/services', reaches: ['server/domain', 'db', 'policies'], avoids: [...sql, ...screens, ...wire, 'node:http'] },
  { folder: 'server/integration', reaches: ['server/services', 'server/domain'], avoids: [...sql, ...screens, ...wire] },
  { folder: 'server/jobs', reaches: ['server/services', 'server/domain', 'db/index'], avoids: [...sql, ...screens, ...wire] },
  { folder: 'server/cli', reaches: ['server/auth', 'server/integration', 'server/services', 'server/domain', 'db/index', 'db/seed', 'policies'], avoids: [...sql, ...screens, ...wire] },
  { folder: 'server/auth', reaches: ['server/services', 'server/domain', 'db'], avoids: [...sql, ...wire, 'antd'] },
  { folder: 'server/api', reaches: ['server/auth', 'server/integration', 'server/services', 'server/domain', 'db/index'], avoids: [...sql, 'react', 'antd'] },
  { folder: 'server', reaches: ['app/_copy/export', 'app/_copy/refusals', 'server/api', 'server/auth', 'server/integration/sms', 'server/jobs', 'server/services', 'server/domain', 'db/index', 'db/sealed'], avoids: [...sql, 'react', 'antd'] },
  { folder: 'db', reaches: ['server/domain', 'policies'], avoids: [...screens, ...wire, 'node:http'] },
  { folder: 'app/_trpc', reaches: ['app', 'server/api', 'server/domain'], avoids: sql },
  { folder: 'app/api/auth', reaches: ['app', 'server/auth', 'server/domain'], avoids: [...sql, ...wire] },
  { folder: 'app', reaches: ['app', 'server/domain'], avoids: [...sql, ...wire] },
];

const holds = (folder: string, path: string) => path === folder || path.startsWith(`${folder}/`);

function layerOf(path: string): Layer {
  const found = layers.find(({ folder }) => holds(folder, path));
  if (!found) throw new Error(`${path} is in no layer`);
  return found;
}

/** Why a layer may not import that, or undefined when it may. `imported` is as importsOf answers it. */
function objection(layer: Layer, imported: string): string | undefined {
  if (imported.startsWith('/')) {
    const path = imported === '/db' ? 'db/index' : imported.slice(1);
    const isOwn = layers.find(({ folder }) => holds(folder, path)) === layer;
    return isOwn || layer.reaches.some((folder) => holds(folder, path)) ? undefined : `may not reach ${path}`;
  }
  if (layer.avoids === 'everything but decimal.js') {
    return imported === 'decimal.js' ? undefined : `may not import ${imported}`;
  }
  const avoided = imported === '(computed)' || layer.avoids.some((name) => holds(name, imported));
  return avoided ? `may not import ${imported}` : undefined;
}

function objections(file: SourceFile): string[] {
  return importsOf(file).flatMap((imported) => {
    const why = objection(layerOf(file.path), imported);
    return why === undefined ? [] : [`${file.path} ${why}`];
  });
}

const product = ['server', 'db', 'app'].flatMap(readSources).filter(({ path }) => !path.startsWith('db/migrations/'));
const tests = readSources('test');
const everything = [...product, ...tests, ...readSources('scripts')];
const domain = product.filter(({ path }) => path.startsWith('server/domain/'));

/** Where in a file something is, in the form an editor opens. */
function placesOf(file: SourceFile, isBad: (node: ts.Node) => boolean): string[] {
  const places: string[] = [];
  walk(file.tree, (node) => {
    if (!isBad(node)) return;
    const { line } = file.tree.getLineAndCharacterOfPosition(node.getStart(file.tree));
    places.push(`${file.path}:${line + 1} ${node.getText(file.tree).slice(0, 60)}`);
  });
  return places;
}

const byPath = new Map(product.map((file) => [file.path.replace(/\.tsx?$/, ''), file]));

/** The packages that are loaded with a file, by however many files of our own. */
function packagesUnder(file: SourceFile, seen = new Set<string>()): Set<string> {
  const packages = new Set<string>();
  for (const imported of loadedWith(file)) {
    const own = imported.startsWith('/') ? (byPath.get(imported.slice(1)) ?? byPath.get(`${imported.slice(1)}/index`)) : undefined;
    if (!imported.startsWith('/')) packages.add(imported);
    if (!own || seen.has(own.path)) continue;
    seen.add(own.path);
    for (const name of packagesUnder(own, seen)) packages.add(name);
  }
  return packages;
}

describe('the component kit', () => {
  const screens = product.filter(({ path }) => path.startsWith('app/(staff)/') && path.endsWith('/page.tsx'));
  const layoutsOver = (path: string) => path.split('/').flatMap((_, at, parts) => byPath.get([...parts.slice(0, at), 'layout'].join('/')) ?? []);
  const isDressed = ({ path }: SourceFile) => layoutsOver(path).some(({ text }) => text.includes('KitLayout'));
  const undressed = screens.filter((screen) => !isDressed(screen));

  test('dresses most screens of the staff, and the first ones do without it', () => {
    expect(undressed.map(({ path }) => path)).toEqual(expect.arrayContaining(['app/(staff)/worklist/page.tsx', 'app/(staff)/referrals/detail/page.tsx']));
    expect(undressed.length).toBeLessThan(screens.length / 4);
  });

  test('is loaded by no screen that has no KitLayout over it: add a layout.tsx as its neighbours have one', () => {
    expect(undressed.filter((screen) => packagesUnder(screen).has('antd')).map(({ path }) => path)).toEqual([]);
  });

  test('is found however deep it is loaded', () => {
    const [dressed] = screens.filter(({ path }) => path === 'app/(staff)/accounts/page.tsx');
    expect(dressed && packagesUnder(dressed).has('antd')).toBe(true);
  });
});

describe('who may import whom', () => {
  test.each(layers.map(({ folder }) => folder))('%s has files, and every import of theirs is allowed', (folder) => {
    const files = product.filter(({ path }) => layerOf(path).folder === folder);
    expect(files.length, `no file under ${folder} was read`).toBeGreaterThan(0);
    expect(files.flatMap(objections)).toEqual([]);
  });

  test.each([...forbiddenStatic, ...forbiddenDynamic])('in %s this is caught: %s', (path, text) => {
    expect(objections(sourceFile(path, text))).toHaveLength(1);
  });

  test.each(allowed)('in %s this is allowed: %s', (path, text) => {
    expect(objections(sourceFile(path, text))).toEqual([]);
  });
});

describe('the habits that a reader relies on', () => {
  test('files and folders are named in kebab-case', () => {
    const file = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)+$/;
    // Next marks a folder by what stands round its name: (group), [parameter], [...rest], _private, @slot.
    const folder = /^(\((?<group>.+)\)|\[\[?(\.\.\.)?[a-zA-Z]+\]?\]|[_@]?[a-z0-9]+(-[a-z0-9]+)*)$/;
    const names = ['server', 'db', 'app', 'test', 'scripts'].flatMap(listFiles);
    const odd = names.filter((path) => {
      if (path.startsWith('db/migrations/') || path.startsWith('test/examples/')) return false;
      const parts = path.split('/');
      return !file.test(parts.pop() ?? '') || !parts.every((part) => folder.test(part));
    });
    expect(odd).toEqual([]);
  });

  test('nothing is typed any', () => {
    const isAny = (node: ts.Node) => node.kind === ts.SyntaxKind.AnyKeyword;
    expect([...product, ...tests].flatMap((file) => placesOf(file, isAny))).toEqual([]);
  });

  test('no checker is told to look away', () => {
    const quieted = /@ts-(?:ignore|nocheck)|eslint-(?:disable|enable)/;
    expect(everything.filter(({ text }) => quieted.test(text)).map(({ path }) => path)).toEqual([]);
  });

  test('no test is skipped, focused, expected to fail or left for later', () => {
    const aside = ['skip', 'skipIf', 'runIf', 'only', 'todo', 'fixme', 'fails', 'fail'];
    const runners = ['test', 'it', 'describe', 'suite', 'context', 'ctx'];
    const isAside = (node: ts.Node): boolean => {
      if (ts.isIdentifier(node)) return ['xit', 'xtest', 'xdescribe', 'fit', 'fdescribe'].includes(node.text);
      if (!ts.isPropertyAccessExpression(node) || !aside.includes(node.name.text)) return false;
      let left: ts.Expression = node.expression;
      while (ts.isPropertyAccessExpression(left) || ts.isCallExpression(left)) left = left.expression;
      return ts.isIdentifier(left) && runners.includes(left.text);
    };
    expect(tests.flatMap((file) => placesOf(file, isAside))).toEqual([]);
    expect(placesOf(sourceFile('a.test.ts', 'test.describe.skip("x", () => {}); it.each([1]).only("y")'), isAside)).toHaveLength(2);
  });
});

describe('what only one place does', () => {
  test('rules know no clock, chance, machine or network', () => {
    expect(domain.flatMap((file) => placesOf(file, isImpure))).toEqual([]);
  });

  test.each(['Date.now()', 'new Date()', 'Date()', 'Math.random()', 'process.env.TZ', 'performance.now()', 'fetch("x")', 'crypto.randomUUID()'])(
    'a rule that says %s is caught',
    (text) => {
      expect(placesOf(sourceFile('server/domain/rule.ts', text), isImpure)).toHaveLength(1);
    },
  );

  test.each(['new Date(0)', 'Date.UTC(2024, 1)', 'const { process: name } = step; step.process'])('a rule may say %s', (text) => {
    expect(placesOf(sourceFile('server/domain/rule.ts', text), isImpure)).toEqual([]);
  });

  test('SQL is written under db/ only', () => {
    const isSql = (node: ts.Node) => ts.isTaggedTemplateExpression(node) && /^sql\b/.test(node.tag.getText());
    const outside = product.filter(({ path }) => !path.startsWith('db/'));
    expect(outside.flatMap((file) => placesOf(file, isSql))).toEqual([]);
    expect(placesOf(sourceFile('server/x.ts', 'sql`select 1`; sql<number>`count(*)`'), isSql)).toHaveLength(2);
  });
});

function isImpure(node: ts.Node): boolean {
  if (ts.isNewExpression(node)) return isNamed(node.expression, ['Date']) && (node.arguments?.length ?? 0) === 0;
  if (ts.isCallExpression(node)) return isNamed(node.expression, ['Date', 'fetch', 'setTimeout', 'setInterval', 'queueMicrotask']);
  if (!ts.isPropertyAccessExpression(node)) return false;
  if (isNamed(node.expression, ['Date'])) return node.name.text === 'now';
  if (isNamed(node.expression, ['Math'])) return node.name.text === 'random';
  return isNamed(node.expression, ['process', 'performance', 'crypto', 'globalThis', 'console']);
}

function isNamed(node: ts.Node, names: readonly string[]): boolean {
  return ts.isIdentifier(node) && names.includes(node.text);
}
