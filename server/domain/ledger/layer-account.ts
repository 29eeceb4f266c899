import type { Fen } from '@/server/domain/kernel/money';
import type { Insutype } from '@/server/domain/registry/codes';
import type { Visit } from '@/server/domain/visit/visit';

/** 大病保险资金 of each insurance, and 医疗救助资金. They are nobody's budget: no year's total, prepayment or settlement counts them. */
export const layerFundIds = ['310-ladder', '390-ladder', 'assistance'] as const;
export type LayerFundId = (typeof layerFundIds)[number];

export function ladderFundOf(insutype: Insutype): LayerFundId {
  return `${insutype}-ladder`;
}

/** Where the layers' money stands: the fund itself, and what visits earned an institution from it. */
export type LayerAccount =
  | { readonly kind: 'layer_fund'; readonly fund: LayerFundId }
  | { readonly kind: 'layer_claim'; readonly fund: LayerFundId; readonly institutionCode: string };

export interface LayerEntry {
  readonly account: LayerAccount;
  readonly amountFen: Fen;
}

/** `layer_fund/390-ladder`, `layer_claim/assistance/H21010200001`. */
export function formatLayerAccount(account: LayerAccount): string {
  return account.kind === 'layer_fund' ? `layer_fund/${account.fund}` : `layer_claim/${account.fund}/${account.institutionCode}`;
}

/** The account that `formatLayerAccount` wrote, or null for any other text. */
export function parseLayerAccount(text: string): LayerAccount | null {
  const [kind, fundText, institutionCode, ...rest] = text.split('/');
  const fund = layerFundIds.find((id) => id === fundText);
  if (fund === undefined || rest.length > 0) return null;
  if (kind === 'layer_fund') return institutionCode === undefined ? { kind, fund } : null;
  return kind === 'layer_claim' && institutionCode ? { kind, fund, institutionCode } : null;
}

/** What the layers pay for a visit; null when it pays nothing, as for a refunded one. */
export type PostedLayers = { readonly ladderFen: Fen; readonly assistanceFen: Fen } | null;

/** What a visit's postings lack in the layers after its person's year was folded again; the entries of each fund sum to zero. */
export function postLayerDifference(visit: Pick<Visit, 'institutionCode' | 'insutype'>, before: PostedLayers, after: PostedLayers): LayerEntry[] {
  const ladderFen = (after?.ladderFen ?? 0) - (before?.ladderFen ?? 0);
  const assistanceFen = (after?.assistanceFen ?? 0) - (before?.assistanceFen ?? 0);
  return [...owed(ladderFundOf(visit.insutype), visit.institutionCode, ladderFen), ...owed('assistance', visit.institutionCode, assistanceFen)];
}

function owed(fund: LayerFundId, institutionCode: string, amountFen: Fen): LayerEntry[] {
  if (amountFen === 0) return [];
  return [
    { account: { kind: 'layer_fund', fund }, amountFen: -amountFen },
    { account: { kind: 'layer_claim', fund, institutionCode }, amountFen },
  ];
}
