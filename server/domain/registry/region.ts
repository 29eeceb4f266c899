import type { AllianceKind } from './codes';

/** 统筹区: the insurance pooling region, the unit of policy and settlement. */
export interface Region {
  /** GB/T 2260, six digits: 210100 is Shenyang. */
  readonly code: string;
  readonly name: string;
}

/** 医联体, 医共体: institutions that share a budget and refer to one another. */
export interface Alliance {
  readonly id: string;
  readonly regionCode: string;
  readonly name: string;
  readonly kind: AllianceKind;
}
