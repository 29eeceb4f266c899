import { reconciliation as copy } from '@/app/_copy/reconciliation';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Money } from '@/app/_ui/money';
import { ScrollArea } from '@/app/_ui/scroll-area';
import { Table } from '@/app/_ui/table';

type Overview = RouterOutputs['reconciliation']['overview'];

/** From the adjudications of the months to these months' books, a line for each difference between them. */
export function LedgerLines({ overview }: { readonly overview: Overview }) {
  const { adjudicatedFen, ledgerFen, gapFen, postedLater, carriedIn, booksFen } = overview.ledger;
  const lines = [
    { name: copy.ledger.adjudicated, fen: adjudicatedFen },
    { name: copy.ledger.gap, fen: gapFen },
    { name: copy.ledger.book, fen: ledgerFen },
    ...postedLater.map(({ month, amountFen }) => ({ name: copy.ledger.later(month), fen: -amountFen })),
    ...carriedIn.map(({ originMonth, amountFen }) => ({ name: copy.ledger.carried(originMonth), fen: amountFen })),
    { name: copy.ledger.books, fen: booksFen },
  ];
  const { unclassified } = overview;
  const lost = unclassified.visits !== 0 || unclassified.reportedFen !== 0 || unclassified.oursFen !== 0;
  return (
    <>
      {overview.ties ? <p role="status">{copy.ledger.good}</p> : null}
      {gapFen === 0 ? null : <p role="alert">{copy.ledger.gapBad}</p>}
      {lost ? <p role="alert">{copy.ledger.unclassified}</p> : null}
      <ScrollArea label={copy.ledger.title}>
        <Table
          rowKey="name"
          size="small"
          rows={lines}
          columns={[
            { title: copy.ledger.line, dataIndex: 'name', key: 'name' },
            { title: copy.ledger.amount, key: 'fen', align: 'right', render: (_, row) => <Money fen={row.fen} /> },
          ]}
        />
      </ScrollArea>
    </>
  );
}
