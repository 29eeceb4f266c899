import { addDays, type Day } from '@/server/domain/kernel/calendar-day';
import { unreachable } from '@/server/domain/kernel/outcome';
import type { Contract } from './contract';

/** What a screen calls a contract on a day. Only `status` is stored; the rest follows from the day and from what came after. */
export const contractStages = ['not_begun', 'in_force', 'expiring', 'renewed', 'transferred', 'terminated', 'expired'] as const;
export type ContractStage = (typeof contractStages)[number];

export interface StageGround {
  /** The contract that goes on from this one, signed and not called off. */
  readonly renewedBy: string | null;
  /** From how many days before its last one a contract counts as ending soon. */
  readonly expiringDays: number;
}

/**
 * The stage of a contract on a day, whether or not the job that marks expired ones has come round yet: a contract whose last day is
 * over is expired, unless another one goes on from it.
 */
export function stageOn(contract: Pick<Contract, 'status' | 'startDay' | 'endDay'> & { readonly termination?: { readonly reason: string } }, today: Day, ground: StageGround): ContractStage {
  switch (contract.status) {
    case 'terminated':
      return contract.termination?.reason === 'transferred' ? 'transferred' : 'terminated';
    case 'expired':
      return ground.renewedBy === null ? 'expired' : 'renewed';
    case 'in_force':
      if (today < contract.startDay) return 'not_begun';
      if (ground.renewedBy !== null) return 'renewed';
      if (contract.endDay < today) return 'expired';
      return addDays(contract.endDay, -ground.expiringDays) <= today ? 'expiring' : 'in_force';
    default:
      return unreachable(contract.status);
  }
}
