import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Fen } from '@/server/domain/kernel/money';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { WorkingStep } from '@/server/domain/policy/cited';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { VisitKey } from '@/server/domain/visit/visit';
import type { ServiceContext } from '../context';
import { readVisit } from '../visit/get-visit';
import { ownResident } from './own-resident';

export interface ExplainedVisit {
  readonly settledOn: Day;
  /** First day of the benefit year it counts towards; null for a visit that counts towards none. */
  readonly benefitYear: Day | null;
  readonly institutionName: string;
  readonly medType: string;
  readonly totalFen: Fen;
  readonly status: 'paid' | 'refunded' | 'refund';
  readonly policyTitle: string;
  readonly working: readonly WorkingStep[];
}

/** How one visit of the person's own came to what was paid, step by step. Somebody else's is not found. */
export async function explainOwnVisit(context: ServiceContext, key: VisitKey): Promise<Outcome<ExplainedVisit, AnyRefusal>> {
  const { regionCode, residentId } = ownResident(context);
  const view = await context.store.snapshot((q) => readVisit(q, { regionCode, institutionCodes: 'all' }, key));
  if (!view.ok) return view;
  const { visit, settledOn, institutionName, status, policy, adjudication, working } = view.value;
  if (visit.residentId !== residentId) return refuse({ code: 'not_found', facts: { what: 'visit' } });
  return accept({ settledOn, benefitYear: adjudication?.benefitYear ?? null, institutionName, medType: visit.medType, totalFen: visit.totalFen, status, policyTitle: policy.title, working });
}
