import type { Fen } from '@/server/domain/kernel/money';
import type { ServiceFeeAccount } from '@/server/domain/ledger/account';
import type { FeeAmounts } from './service-fee';

export interface ServiceFeeEntry {
  readonly account: ServiceFeeAccount;
  readonly amountFen: Fen;
}

/** An institution is due what its contracts' payers bear; what is held is nobody's yet. The entries sum to zero. */
export function postServiceFees(institutionCode: string, { fundFen, publicHealthFen, personFen }: FeeAmounts): ServiceFeeEntry[] {
  const entries: ServiceFeeEntry[] = [
    { account: { kind: 'service_fee_payer', payer: 'fund' }, amountFen: 0 - fundFen },
    { account: { kind: 'service_fee_payer', payer: 'publicHealth' }, amountFen: 0 - publicHealthFen },
    { account: { kind: 'service_fee_payer', payer: 'person' }, amountFen: 0 - personFen },
    { account: { kind: 'service_fee_due', institutionCode }, amountFen: fundFen + publicHealthFen + personFen },
  ];
  return entries.filter(({ amountFen }) => amountFen !== 0);
}
