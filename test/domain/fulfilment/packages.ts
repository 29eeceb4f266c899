import type { Cited } from '@/server/domain/policy/cited';
import type { FollowUpPlan, ServicePackage } from '@/server/domain/policy/package-terms';
import type { PlannedContract } from '@/server/domain/fulfilment/follow-up';
import { lastDayOf } from '@/server/domain/contract/contract';
import { packOf } from '../policy/packs';

const { packages, followUps } = packOf('210100').contract;

export const shipped: readonly ServicePackage[] = packages;
export const shippedPlans: readonly FollowUpPlan[] = followUps;

export function assumed<Value>(value: Value): Cited<Value> {
  return { value, clause: '政策原文未规定', confidence: 'assumed' };
}

export function packagesNamed(...codes: string[]): ServicePackage[] {
  return packages.filter(({ code }) => codes.includes(code));
}

export function plannedContract(change: Partial<PlannedContract> & { readonly startDay: string }): PlannedContract {
  const termYears = change.termYears ?? 1;
  return { id: 'C1', teamId: 'T1', termYears, endDay: lastDayOf(change.startDay, termYears), packages: packagesNamed('basic', 'hypertension'), plans: followUps, ...change };
}
