import { labelOf } from '@/app/_copy/labels';
import { working } from '@/app/_copy/working';
import type { Quantity } from '@/server/domain/policy/cited';
import { yuanText } from './money';

/** A number as its unit is written: yuan, percent, plain, or words. */
export function quantityText(quantity: Quantity): string {
  switch (quantity.unit) {
    case 'fen':
      return yuanText(quantity.value);
    case 'rate':
      return percentText(quantity.value);
    case 'number':
      return quantity.value;
    case 'count':
      return quantity.value.toLocaleString('zh-CN');
    case 'text':
      return labelOf(working.texts, quantity.value);
  }
}

/** "0.625" → "62.5%", by moving the point in the text, so that nothing is rounded on the way. */
export function percentText(rate: string): string {
  const [, sign = '', whole = '0', part = ''] = /^(-?)(\d*)\.?(\d*)$/.exec(rate) ?? [];
  const digits = part.padEnd(2, '0');
  const integer = `${whole}${digits.slice(0, 2)}`.replace(/^0+(?=\d)/, '');
  const rest = digits.slice(2).replace(/0+$/, '');
  return `${sign}${integer}${rest ? `.${rest}` : ''}%`;
}
