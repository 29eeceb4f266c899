import { labelOf } from '@/app/_copy/labels';
import { settlement as copy } from '@/app/_copy/settlement';
import { yuanText } from '@/app/_ui/money';
import type { InputChange } from '@/server/domain/settlement/compare-inputs';

type Names = Readonly<Record<string, string>>;

/** 就医基金 ¥1.00 → ¥2.00, with the part of the line it is about. */
export function inputChangeText(change: InputChange, names: Names): string {
  const part = change.part === null ? '' : `${names[change.part] ?? change.part} `;
  return copy.compare.because(`${part}${inputName(change.field)}`, inputValueText(change.field, change.before), inputValueText(change.field, change.after));
}

export function inputName(field: string): string {
  return labelOf(copy.compare.inputs, field);
}

export function inputValueText(field: string, value: InputChange['before']): string {
  if (value === null) return copy.detail.none;
  return field.endsWith('Fen') && typeof value === 'number' ? yuanText(value) : String(value);
}
