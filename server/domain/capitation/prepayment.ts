import { sumFen, timesRate, type DecimalText, type Fen } from '@/server/domain/kernel/money';
import { citationOf, inFen, inRate, type Cited, type WorkingStep } from '@/server/domain/policy/cited';

export interface FeeForService {
  readonly institutionCode: string;
  readonly poolId: string;
  /** What the fund owes for the month's visits; negative when refunds outweigh them. */
  readonly feeForServiceFen: Fen;
}

export interface PrepaymentLine extends FeeForService {
  readonly amountFen: Fen;
  readonly working: readonly WorkingStep[];
}

export interface Prepayment {
  readonly share: DecimalText;
  readonly lines: readonly PrepaymentLine[];
  readonly totalFen: Fen;
}

/** 月预拨: the share of a month's fee for service that each institution is paid ahead, half-up to one 分. */
export function prepayment(claims: readonly FeeForService[], share: Cited<DecimalText>): Prepayment {
  const lines = claims.map((claim): PrepaymentLine => {
    const amountFen = timesRate(claim.feeForServiceFen, share.value);
    return {
      ...claim,
      amountFen,
      working: [
        {
          step: 'capitation.prepayment',
          ...citationOf(share),
          formula: 'prepaid = half-up(fee for service × share)',
          operands: { feeForService: inFen(claim.feeForServiceFen), share: inRate(share.value) },
          result: inFen(amountFen),
        },
      ],
    };
  });
  return { share: share.value, lines, totalFen: sumFen(lines.map((line) => line.amountFen)) };
}
