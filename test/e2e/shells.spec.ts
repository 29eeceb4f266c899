import { globSync, readFileSync } from 'node:fs';
import { expect, test } from './support/story';

const shells = globSync('.next/server/app/**/*.html');
const dayOrYear = />[^<]*\b20\d\d\b|"20\d\d(?:-\d\d){0,2}"/g;

test('a shell that is made at the build holds no day and no year: it is read on others', () => {
  expect(shells.length).toBeGreaterThan(40);
  const told = shells.flatMap((shell) => (withoutScripts(readFileSync(shell, 'utf8')).match(dayOrYear) ?? []).map((found) => `${shell}: ${found}`));
  expect(told).toEqual([]);
});

function withoutScripts(html: string): string {
  return html.replace(/<(script|style)\b.*?<\/\1>/gs, '');
}
