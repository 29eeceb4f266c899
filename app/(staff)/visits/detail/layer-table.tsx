import { identityClasses, labelOf } from '@/app/_copy/labels';
import { visit as copy } from '@/app/_copy/visit';
import { Money } from '@/app/_ui/money';
import { Table } from '@/app/_ui/table';
import type { LayerPay } from '@/server/domain/benefit/layer-scale';
import type { VisitDetail } from './visit-detail';

/** Who paid how much of the visit: basic insurance, the ladder, assistance, the person. */
export function LayerTable({ detail }: { readonly detail: VisitDetail }) {
  const { adjudication, identityClasses: held } = detail;
  const { text, identities, columns, basic, ladder, assistance, self } = copy.detail.layers;
  if (!adjudication?.layers) return null;
  const rows: readonly LayerRow[] = [
    { layer: basic, of: null, isLayer: false, payFen: adjudication.payFen },
    { layer: ladder, of: adjudication.layers.ladder, isLayer: true, payFen: adjudication.layers.ladderFen },
    { layer: assistance, of: adjudication.layers.assistance, isLayer: true, payFen: adjudication.layers.assistanceFen },
    { layer: self, of: null, isLayer: false, payFen: adjudication.selfPaidFen },
  ];
  return (
    <>
      <p>
        {text}
        {held.length === 0 ? null : identities(held.map((each) => labelOf(identityClasses, each)).join('、'))}
      </p>
      <Table<LayerRow>
        rowKey="layer"
        size="small"
        rows={rows}
        columns={[
          { title: columns.layer, dataIndex: 'layer' },
          { title: columns.name, key: 'name', render: (_, row) => nameOf(row, detail.layerNames) },
          { title: columns.before, key: 'before', align: 'right', render: (_, { of }) => <Money fen={of?.beforeFen ?? null} /> },
          { title: columns.after, key: 'after', align: 'right', render: (_, { of }) => <Money fen={of?.afterFen ?? null} /> },
          { title: columns.paid, key: 'paid', align: 'right', render: (_, { of }) => <Money fen={of?.paidFen ?? null} /> },
          { title: columns.maximum, key: 'maximum', align: 'right', render: (_, { of }) => (of && of.maximumFen === null ? copy.detail.layers.unlimited : <Money fen={of?.maximumFen ?? null} />) },
          { title: columns.pay, key: 'pay', align: 'right', render: (_, { payFen }) => <Money fen={payFen} /> },
        ]}
      />
    </>
  );
}

interface LayerRow {
  readonly layer: string;
  readonly of: LayerPay | null;
  readonly isLayer: boolean;
  readonly payFen: number;
}

function nameOf({ of, isLayer }: LayerRow, names: Readonly<Record<string, string>>): string {
  if (!isLayer) return copy.detail.none;
  if (of === null) return copy.detail.layers.none;
  return names[of.variantId ?? of.id] ?? of.id;
}
