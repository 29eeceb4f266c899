import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** One file of the project, read as TypeScript reads it. Paths are from the project's root, with forward slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly tree: ts.SourceFile;
}

export function sourceFile(path: string, text: string): SourceFile {
  const kind = path.endsWith('.tsx') ? ts.ScriptKind.TSX : path.endsWith('.mjs') ? ts.ScriptKind.JS : ts.ScriptKind.TS;
  return { path, text, tree: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind) };
}

/** Every file under a folder, whatever its kind. */
export function listFiles(folder: string): string[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  return entries.flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    return entry.isDirectory() ? listFiles(path) : [path];
  });
}

/** The program text under a folder; a folder that does not exist has none. */
export function readSources(folder: string): SourceFile[] {
  return listIfThere(folder)
    .filter((path) => /\.(ts|tsx|mjs)$/.test(path) && !path.endsWith('.d.mts'))
    .map((path) => sourceFile(path, readFileSync(join(root, path), 'utf8')));
}

function listIfThere(folder: string): string[] {
  try {
    return listFiles(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

export function walk(tree: ts.Node, visit: (node: ts.Node) => void): void {
  visit(tree);
  ts.forEachChild(tree, (child) => walk(child, visit));
}

/**
 * What a file imports, in every way the language has: import, export from, import(), import('…').Type, require(). Files
 * of the project are answered as paths from its root, packages as they are written.
 */
export function importsOf(file: SourceFile): string[] {
  const found: string[] = [];
  walk(file.tree, (node) => {
    const named = importedBy(node);
    if (named !== undefined) found.push(resolve(file.path, named));
  });
  return found;
}

/** What is loaded together with a file: neither types nor what it fetches later. As `importsOf` answers it. */
export function loadedWith(file: SourceFile): string[] {
  return file.tree.statements.flatMap((statement) => {
    const isLoaded = (ts.isImportDeclaration(statement) && !statement.importClause?.isTypeOnly) || (ts.isExportDeclaration(statement) && !statement.isTypeOnly);
    return isLoaded && statement.moduleSpecifier ? [resolve(file.path, textOf(statement.moduleSpecifier))] : [];
  });
}

function importedBy(node: ts.Node): string | undefined {
  if (ts.isImportDeclaration(node)) return textOf(node.moduleSpecifier);
  if (ts.isExportDeclaration(node) && node.moduleSpecifier) return textOf(node.moduleSpecifier);
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return textOf(node.argument.literal);
  if (ts.isExternalModuleReference(node)) return textOf(node.expression);
  if (!ts.isCallExpression(node)) return undefined;
  const isImport = node.expression.kind === ts.SyntaxKind.ImportKeyword;
  const isRequire = ts.isIdentifier(node.expression) && node.expression.text === 'require';
  return isImport || isRequire ? textOf(node.arguments[0]) : undefined;
}

/** A name put together while running cannot be followed, so it is answered as one that no layer may import. */
function textOf(node: ts.Node | undefined): string {
  return node && ts.isStringLiteralLike(node) ? node.text : '(computed)';
}

function resolve(from: string, named: string): string {
  if (named.startsWith('@/')) return `/${named.slice(2)}`;
  if (named.startsWith('.')) return `/${posix.join(posix.dirname(from), named)}`;
  return named;
}
