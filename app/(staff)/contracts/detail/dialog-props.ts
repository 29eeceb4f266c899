import type { ContractDetail } from '../use-contract';

/** What every dialog about a contract is opened with. */
export interface DialogProps {
  readonly shown: ContractDetail;
  /** Afterwards, with the contract to look at. */
  readonly onDone: (contractId: string) => void;
  readonly onClose: () => void;
}
