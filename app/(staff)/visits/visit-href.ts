/** Where one visit is shown. */
export function visitHref({ institutionCode, settlementId }: { readonly institutionCode: string; readonly settlementId: string }): string {
  return `/visits/detail?institution=${encodeURIComponent(institutionCode)}&id=${encodeURIComponent(settlementId)}`;
}
