import { claimKinds, labelOf, layerAccounts, layerFunds, ledgerAccounts, ledgerKinds, pools } from '@/app/_copy/labels';
import { visit as copy } from '@/app/_copy/visit';
import { Money } from '@/app/_ui/money';
import { Table } from '@/app/_ui/table';
import { parseAccount } from '@/server/domain/ledger/account';
import { parseLayerAccount } from '@/server/domain/ledger/layer-account';
import type { VisitDetail } from './visit-detail';

/** The ledger entries of a visit, its differences among them. */
export function PostingTable({ entries }: { readonly entries: VisitDetail['entries'] }) {
  const { columns, none } = copy.detail.ledger;
  if (entries.length === 0) return <p>{none}</p>;
  return (
    <Table
      rowKey={(row) => `${row.postingId}/${row.line}`}
      size="small"
      rows={entries}
      columns={[
        { title: columns.month, dataIndex: 'month' },
        { title: columns.origin, dataIndex: 'originMonth' },
        { title: columns.kind, key: 'kind', render: (_, row) => labelOf(ledgerKinds, row.kind) },
        { title: columns.account, key: 'account', render: (_, row) => accountName(row.account) },
        { title: columns.amount, key: 'amount', align: 'right', render: (_, row) => <Money fen={row.amountFen} /> },
      ]}
    />
  );
}

function accountName(text: string): string {
  const layer = parseLayerAccount(text);
  if (layer) return `${layerFunds[layer.fund]}：${layerAccounts[layer.kind]}`;
  const account = parseAccount(text);
  if (!account) return text;
  const claim = account.kind === 'claim' ? `（${claimKinds[account.claim]}）` : '';
  return `${ledgerAccounts[account.kind]}：${pools[account.pool]}${claim}`;
}
