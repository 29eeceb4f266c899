import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkPolicy } from '@/server/domain/policy/check/check-policy';
import { compareVersions } from '@/server/domain/policy/compare-versions';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';

interface Document {
  benefit: { plans: { id: string; annualMaximum: { value: string } | null }[]; enhancements: { points: { value: string; clause: string; confidence: string } }[] };
}

function shenyang(change: (document: Document) => void = () => undefined): PolicyVersion {
  const document = JSON.parse(readFileSync('policies/210100/2024-01-01.json', 'utf8')) as Document;
  change(document);
  const checked = checkPolicy(document);
  if (!checked.ok) throw new Error(JSON.stringify(checked.refusals));
  return checked.value;
}

test('a version is like itself', () => {
  const { changes, unchanged } = compareVersions(shenyang(), shenyang());
  expect(changes).toEqual([]);
  expect(unchanged).toBeGreaterThan(100);
});

test('one changed number is one change, with both values', () => {
  const { changes } = compareVersions(shenyang(), shenyang(({ benefit }) => {
    const [plan] = benefit.plans;
    if (plan?.annualMaximum) plan.annualMaximum.value = '13000.00';
  }));
  expect(changes.map(({ key, parts }) => [key, parts])).toEqual([['benefit.plans[310-outpatient].annualMaximum', ['value']]]);
  expect(changes[0]?.before?.values).toEqual([{ group: null, fromFen: null, quantity: { unit: 'fen', value: 1_200_000 } }]);
  expect(changes[0]?.after?.values).toEqual([{ group: null, fromFen: null, quantity: { unit: 'fen', value: 1_300_000 } }]);
});

test('a plan left out is told as its own parameters, and none of the others', () => {
  const { changes } = compareVersions(shenyang(), shenyang(({ benefit }) => void benefit.plans.pop()));
  expect(changes.length).toBeGreaterThan(0);
  expect(changes.every(({ key, after }) => key.startsWith('benefit.plans[390-special]') && after === null)).toBe(true);
});
