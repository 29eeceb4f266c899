import { accept } from '@/server/domain/kernel/outcome';
import type { RateSlice } from '../plan';
import type { PolicyDocumentRefusal } from '../refusals';
import { listOf, mapped, object, refine, type Check } from './check';
import { rate, yuan } from './values';

const sliceInDocument = object<{ from: number; rate: string }>({ from: yuan, rate });
const slices = refine(
  mapped(listOf(sliceInDocument, 1), (list): readonly RateSlice[] => list.map((slice) => ({ fromFen: slice.from, rate: slice.rate }))),
  slicesAscendFromZero,
);

/** One rate for any amount, "0.70", or a list of slices in ascending order, the first from 0. */
export const amountSlices: Check<readonly RateSlice[]> = (json, path) => {
  if (Array.isArray(json)) return slices(json, path);
  const flat = rate(json, path);
  return flat.ok ? accept([{ fromFen: 0, rate: flat.value }]) : flat;
};

function slicesAscendFromZero(list: readonly RateSlice[], path: string): PolicyDocumentRefusal[] {
  return list.flatMap((slice, index): PolicyDocumentRefusal[] => {
    const before = list[index - 1];
    if (before === undefined) {
      const facts = { path: `${path}[0].from`, least: '0', most: '0', found: String(slice.fromFen) };
      return slice.fromFen === 0 ? [] : [{ code: 'policy.out_of_range', facts }];
    }
    if (before.fromFen < slice.fromFen) return [];
    const facts = { path: `${path}[${index}].from`, before: String(before.fromFen), after: String(slice.fromFen) };
    return [{ code: 'policy.out_of_order', facts }];
  });
}
