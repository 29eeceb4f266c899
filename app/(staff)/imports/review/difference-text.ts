import { imports as copy } from '@/app/_copy/imports';
import { insutypes, keyGroups, labelOf, labelsOf, sexes } from '@/app/_copy/labels';
import type { ReviewRow } from './filters';

type Difference = ReviewRow['differences'][number];

/** A value of a field in words; a dash-like word for none. `packages` names the packages of the region. */
export function valueText(field: Difference['field'], value: string | null, packages: Readonly<Record<string, string>>): string {
  if (value === null || value === '') return copy.review.none;
  switch (field) {
    case 'sex':
      return labelOf(sexes, value);
    case 'insutype':
      return labelOf(insutypes, value);
    case 'retired':
      return labelOf({ '1': '是', '0': '否' }, value);
    case 'keyGroups':
      return labelsOf(keyGroups, value.split(';'));
    case 'packages':
      return labelsOf(packages, value.split(';'));
    case 'certificate':
      return value.slice(3);
    default:
      return value;
  }
}

export function differenceText({ field, before, after }: Difference, packages: Readonly<Record<string, string>>): string {
  return `${copy.review.fields[field]}：${valueText(field, before, packages)} → ${valueText(field, after, packages)}`;
}
