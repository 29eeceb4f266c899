import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { working } from '@/app/_copy/working';
import { readSources, walk } from '../../support/source-files';

/** String literals anywhere inside a node. */
function textsIn(node: ts.Node): string[] {
  const texts: string[] = [];
  walk(node, (inner) => {
    if (ts.isStringLiteral(inner)) texts.push(inner.text);
  });
  return texts;
}

/** Every step, formula and operand that a rule writes into a working: properties of that name, and calls of `step(name, formula, operands)`. */
function wordsOf(tree: ts.Node): { steps: string[]; formulas: string[]; operands: string[] } {
  const found = { steps: [] as string[], formulas: [] as string[], operands: [] as string[] };
  const namesOf = (node: ts.Node | undefined) =>
    node && ts.isObjectLiteralExpression(node) ? node.properties.flatMap((property) => (property.name && ts.isIdentifier(property.name) ? [property.name.text] : [])) : [];
  walk(tree, (node) => {
    if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name)) {
      if (node.name.text === 'step' && ts.isStringLiteral(node.initializer)) found.steps.push(node.initializer.text);
      if (node.name.text === 'formula' && !ts.isIdentifier(node.initializer)) found.formulas.push(...textsIn(node.initializer).filter((text) => text.includes(' ')));
      if (node.name.text === 'operands') found.operands.push(...namesOf(node.initializer));
    }
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'step') {
      const [name, formula, operands] = node.arguments;
      if (name && ts.isStringLiteral(name)) found.steps.push(name.text);
      if (formula && ts.isStringLiteral(formula)) found.formulas.push(formula.text);
      found.operands.push(...namesOf(operands));
    }
  });
  return found;
}

const rules = ['benefit', 'budget', 'capitation', 'prepayment', 'service-fee', 'settlement', 'warning'].flatMap((noun) => readSources(`server/domain/${noun}`)).map(({ tree }) => wordsOf(tree));

describe('为什么是这个数', () => {
  test.each(['steps', 'formulas', 'operands'] as const)('has Chinese words for all %s of the rules', (kind) => {
    const written = [...new Set(rules.flatMap((rule) => rule[kind]))];
    expect(written.length).toBeGreaterThan(5);
    const known = Object.keys(working[kind]);
    expect(written.filter((word) => !known.some((name) => name === word || name.endsWith(`.${word}`)))).toEqual([]);
  });
});
