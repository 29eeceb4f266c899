'use client';

import type { ReactNode } from 'react';
import { settlement as copy } from '@/app/_copy/settlement';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Button } from '@/app/_ui/button';
import { Money } from '@/app/_ui/money';
import { Facts } from '@/app/_ui/page';
import { ScrollArea } from '@/app/_ui/scroll-area';
import styles from '../settlements.module.css';

type LineView = RouterOutputs['settlement']['line'];
type Part = LineView['parts'][number];

/** What a surplus is for, or who bears an overspend, where the method divides them. */
export function LineUses({ balance }: Pick<LineView, 'balance'>) {
  const { uses } = copy.line;
  if (balance === null) return null;
  const items = [
    ...(balance.surplusFen > 0 && balance.staffFen !== null ? [{ name: uses.staff, value: <Money fen={balance.staffFen} /> }] : []),
    ...(balance.surplusFen > 0 && balance.developmentFen !== null ? [{ name: uses.development, value: <Money fen={balance.developmentFen} /> }] : []),
    ...(balance.fundBearsFen > 0 ? [{ name: uses.fundBears, value: <Money fen={balance.fundBearsFen} /> }] : []),
  ];
  if (items.length === 0) return null;
  return (
    <>
      <h3>{uses.title}</h3>
      <Facts items={items} />
    </>
  );
}

interface LinePartsProps {
  readonly parts: readonly Part[];
  /** Whose visits alone are shown below; null: everybody's. */
  readonly chosen: string | null;
  readonly onChoose: (code: string | null) => void;
}

/** The places behind an alliance's line: what its people cost at its own institutions and elsewhere, each opening its visits. */
export function LineParts({ parts, chosen, onChoose }: LinePartsProps) {
  const { parts: words } = copy.line;
  if (parts.length === 0) return null;
  const isScored = parts.some(({ points }) => points !== null);
  const heads = [words.columns.place, words.columns.kind, words.columns.inside, words.columns.outside];
  const scored = [words.columns.stays, words.columns.points, words.columns.bedDays, words.columns.earned];
  return (
    <>
      <h3>{words.title}</h3>
      <ScrollArea label={words.label}>
        <table className={styles.table}>
          <thead>
            <tr>
              {[...heads, ...(isScored ? scored : []), words.columns.prepaid].map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {parts.map((part) => (
              <tr key={`${part.place}/${part.code}`}>
                <td>
                  <Button type="link" size="small" aria-label={words.open(part.name)} aria-pressed={chosen === part.code} onClick={() => onChoose(chosen === part.code ? null : part.code)}>
                    {part.name}
                  </Button>
                </td>
                <td>{words.kinds[part.place]}</td>
                <Amount>{part.insideFen}</Amount>
                <Amount>{part.outsideFen}</Amount>
                {isScored ? <ScoredCells part={part} /> : null}
                <Amount>{part.prepaidFen}</Amount>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollArea>
      {chosen === null ? null : (
        <p>
          {words.of(parts.find(({ code }) => code === chosen)?.name ?? chosen)} <Button onClick={() => onChoose(null)}>{words.all}</Button>
        </p>
      )}
    </>
  );
}

function ScoredCells({ part }: { readonly part: Part }): ReactNode {
  return (
    <>
      <Amount>{part.staysFen}</Amount>
      <td className={styles.amount}>{part.points ?? copy.detail.none}</td>
      <td className={styles.amount}>{part.bedDays ?? copy.detail.none}</td>
      <td className={styles.amount}>{part.earnedFen === null ? copy.detail.none : <Money fen={part.earnedFen} />}</td>
    </>
  );
}

function Amount({ children }: { readonly children: number }) {
  return (
    <td className={styles.amount}>
      <Money fen={children} />
    </td>
  );
}
