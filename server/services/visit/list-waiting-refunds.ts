import { type WaitingFilter, findNamedVisits, findRefundsOf, listWaitingRefunds as listRows } from '@/db/queries/refund';
import { type WaitingReason, waitingReasonOf } from '@/server/domain/benefit/waiting-refund';
import type { Fen } from '@/server/domain/kernel/money';
import { visitKeyText } from '@/server/domain/visit/compare-visits';
import type { ServiceContext } from '../context';
import { permit } from '../permit';

export interface WaitingRefundView {
  readonly institutionCode: string;
  readonly institutionName: string;
  readonly settlementId: string;
  readonly settledAt: string;
  readonly residentName: string;
  readonly totalFen: Fen;
  /** The settlement number it names. */
  readonly refundOf: string;
  readonly reason: WaitingReason;
  /** The total of the visit it names, where that is the same person's. */
  readonly originalFen: Fen | null;
  /** Which refund has taken the visit back already. */
  readonly refundedBy: string | null;
}

/**
 * 未配对的退费: refunds within reach that take nothing back as things stand, each with its reason, a page at a time. What they name may still
 * come; then they are off the list by themselves.
 */
export async function listWaitingRefunds(context: ServiceContext, input: WaitingFilter & { readonly page: number; readonly pageSize: number }): Promise<{ rows: WaitingRefundView[]; total: number }> {
  const reach = permit(context, 'visit:read');
  const { page, pageSize, ...filter } = input;
  return context.store.snapshot(async (q) => {
    const { rows, total } = await listRows(q, reach, filter, { limit: pageSize, offset: (page - 1) * pageSize });
    const named = rows.map(({ institutionCode, refundOf }) => ({ institutionCode, settlementId: refundOf ?? '' }));
    const originals = await findNamedVisits(q, reach.regionCode, named);
    const refunds = await findRefundsOf(q, reach.regionCode, named);
    return {
      total,
      rows: rows.map(({ residentId, refundOf, problem, ...row }): WaitingRefundView => {
        const key = visitKeyText({ institutionCode: row.institutionCode, settlementId: refundOf ?? '' });
        const original = originals.get(key) ?? null;
        const isTheirs = original?.residentId === residentId;
        return {
          ...row,
          refundOf: refundOf ?? '',
          reason: waitingReasonOf(problem ?? 'original_unknown', residentId, original?.residentId ?? null),
          originalFen: isTheirs ? original.totalFen : null,
          refundedBy: isTheirs ? (refunds.get(key) ?? null) : null,
        };
      }),
    };
  });
}
