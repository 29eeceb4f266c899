import ts from 'typescript';
import { expect, test } from 'vitest';
import { auditActions, auditSubjects } from '@/app/_copy/audit';
import { readSources, walk } from '../../support/source-files';

/** The text literals given to a property of that name anywhere in the server's code. */
function textsOf(name: string): Set<string> {
  const found = new Set<string>();
  for (const { tree } of readSources('server')) {
    walk(tree, (node) => {
      if (ts.isPropertyAssignment(node) && node.name.getText(tree) === name && ts.isStringLiteral(node.initializer)) found.add(node.initializer.text);
    });
  }
  return found;
}

test('every action that is audited has Chinese words', () => {
  // An action is noun.verb; steps of referrals are put together from the step's name.
  const actions = [...textsOf('action')].filter((action) => action.includes('.'));
  expect(actions.length).toBeGreaterThan(20);
  expect(actions.filter((action) => !(action in auditActions))).toEqual([]);
});

test('every kind of thing an audit row is about has Chinese words', () => {
  const kinds = new Set<string>();
  for (const { tree } of readSources('server/services')) {
    walk(tree, (node) => {
      if (!ts.isPropertyAssignment(node) || node.name.getText(tree) !== 'subject' || !ts.isObjectLiteralExpression(node.initializer)) return;
      for (const property of node.initializer.properties) {
        if (ts.isPropertyAssignment(property) && property.name.getText(tree) === 'kind' && ts.isStringLiteral(property.initializer)) kinds.add(property.initializer.text);
      }
    });
  }
  expect(kinds.size).toBeGreaterThan(5);
  expect([...kinds].filter((kind) => !(kind in auditSubjects))).toEqual([]);
});
