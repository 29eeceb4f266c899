import type { Fen } from '@/server/domain/kernel/fen';
import { formatYuan } from '@/server/domain/kernel/fen';

/** 123456 → "¥1,234.56". */
export function yuanText(fen: Fen): string {
  const [whole = '0', cents = '00'] = formatYuan(Math.abs(fen)).split('.');
  return `${fen < 0 ? '−' : ''}¥${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${cents}`;
}

/** An amount; digits are of one width, so that columns of amounts line up. Null shows a dash. */
export function Money({ fen }: { readonly fen: Fen | null }) {
  return <span style={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>{fen === null ? '—' : yuanText(fen)}</span>;
}
