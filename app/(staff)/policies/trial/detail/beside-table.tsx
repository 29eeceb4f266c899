import { Money } from '@/app/_ui/money';
import { ScrollArea } from '@/app/_ui/scroll-area';
import styles from '../../policies.module.css';

interface BesideTableProps {
  readonly label: string;
  readonly columns: { readonly name: string; readonly held: string; readonly trial: string; readonly change: string };
  readonly rows: readonly { readonly key: string; readonly name: string; readonly heldFen: number; readonly trialFen: number }[];
}

/** Amounts as they are, as the draft would have them, and the difference. */
export function BesideTable({ label, columns, rows }: BesideTableProps) {
  return (
    <ScrollArea label={label}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{columns.name}</th>
            <th scope="col" className={styles.number}>{columns.held}</th>
            <th scope="col" className={styles.number}>{columns.trial}</th>
            <th scope="col" className={styles.number}>{columns.change}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, heldFen, trialFen }) => (
            <tr key={key}>
              <th scope="row">{name}</th>
              {[heldFen, trialFen, trialFen - heldFen].map((fen, at) => (
                <td key={at} className={styles.number}>
                  <Money fen={fen} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollArea>
  );
}

interface CountsProps {
  readonly label: string;
  readonly columns: { readonly range: string; readonly people: string };
  readonly rows: readonly { readonly name: string; readonly people: number }[];
}

/** How many people fall into each range. */
export function CountTable({ label, columns, rows }: CountsProps) {
  return (
    <ScrollArea label={label}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{columns.range}</th>
            <th scope="col" className={styles.number}>{columns.people}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, people }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className={styles.number}>{people.toLocaleString('zh-CN')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollArea>
  );
}
