import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Store } from '@/db';
import { accept } from '@/server/domain/kernel/outcome';
import { unitOfWork } from '@/server/services/unit-of-work';
import { type District, mintDistrict } from '../factories/district';
import { freshStore } from '../factories/store';

let store: Store;
let drop: () => Promise<void>;
let district: District;
beforeAll(async () => {
  ({ store, drop } = await freshStore());
  district = await mintDistrict(store);
});
afterAll(() => drop());

test('what follows a work may fail: the work stands, and whoever runs the server is told', async () => {
  const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
  const outcome = await unitOfWork(district.contextFor('bureau_clerk'), async ({ audit, afterwards }) => {
    await audit({ action: 'policy.imported', subject: { kind: 'policy', id: 'p' } });
    afterwards(() => Promise.reject(new Error('no place left')));
    return accept('done');
  });
  expect(outcome).toEqual(accept('done'));
  expect(warn.mock.calls).toEqual([[expect.stringContaining('no place left')]]);
  warn.mockRestore();
});
