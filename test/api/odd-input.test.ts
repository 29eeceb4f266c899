import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Store } from '@/db';
import type { Role } from '@/server/domain/permission/roles';
import { freshStore } from '../factories/store';
import { ask, procedures } from '../permissions/ask';
import { rolesWith } from '../permissions/expected-scopes';
import { type Probe, nameOf } from '../permissions/probe';
import { probes } from '../permissions/probes';
import { actorFor } from '../permissions/sign-in';
import { type Region, mintRegion, worldNow } from '../permissions/world';

let store: Store;
let drop: () => Promise<void>;
let region: Region;

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: worldNow });
  ({ store, drop } = await freshStore());
  region = await mintRegion(store);
});
afterAll(async () => {
  vi.useRealTimers();
  await drop();
});

/** Characters that databases, formats and patterns trip over. */
const oddTexts = ['', '\u0000', '居\u0000民', '\ud800', '\u202e', "' or 1=1 --", '%_\\', '${x}', '💥'.repeat(40), '0000-00', '2025-02-30', '9'.repeat(40), '__proto__'];
const oddNumbers = [-1, 0, 0.5, -0, 2 ** 31, 2 ** 53 - 1, 8.64e15, 1e308, Number.NaN, Number.POSITIVE_INFINITY];
const oddValues = [null, true, [], {}, ['x'], { x: 1 }] as const;

/** The input with one of its fields, however deep, put in the place of `path` by each odd value. */
function* oddInputs(input: unknown, trail: readonly string[] = []): Generator<{ trail: string; value: unknown; input: unknown }> {
  if (typeof input === 'object' && input !== null && !Array.isArray(input)) {
    for (const [key, value] of Object.entries(input)) {
      for (const odd of oddInputs(value, [...trail, key])) yield { ...odd, input: { ...input, [key]: odd.input } };
    }
  } else {
    const values = [...(typeof input === 'number' ? oddNumbers : oddTexts), ...oddValues];
    for (const value of values) yield { trail: trail.join('.'), value, input: value };
  }
}

const withInput = probes.filter((probe) => probe.input !== undefined).map((probe) => [nameOf(probe), probe] as const);
const scopeOf = new Map(procedures.map(({ path, scope }) => [path, scope ?? 'anyone']));
const roleFor = ({ path }: Probe): Role => rolesWith(scopeOf.get(path) ?? 'anyone')[0] ?? 'resident';

describe('odd input is refused, never an internal error', () => {
  test.each(withInput)('%s', async (_name, probe) => {
    const role = roleFor(probe);
    const actor = await actorFor(store, region.district, role);
    const own = role === 'referral_office' || role === 'his' ? region.hospital : region.primary;
    const failures: unknown[] = [];
    for (const { trail, value, input } of oddInputs(probe.input?.(own, own))) {
      const { code, message } = await ask(store, actor, probe.path, input);
      if (code === 'INTERNAL_SERVER_ERROR') failures.push({ trail, value, message });
    }
    expect(failures).toEqual([]);
  });
});
