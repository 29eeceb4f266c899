import { listRecognitionsOfResident } from '@/db/queries/recognition';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { renewalDaysOf } from '@/server/domain/recognition/apply-for-recognition';
import type { RecognitionStanding } from '@/server/domain/recognition/codes';
import { renewableFrom, standingOn } from '@/server/domain/recognition/validity';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';
import { type ResidentSummary, summaryOf } from '../resident/resident-summary';
import { unitOfWork } from '../unit-of-work';
import { findApplicableResident } from './applicable-resident';

/** A disease that can be applied for, and what a form has to tell about it. */
export interface DiseaseChoice {
  readonly code: string;
  readonly name: string;
  readonly icdPrefixes: readonly string[];
  readonly validYears: number;
  /** Not for sure the region's own rule: to be verified. */
  readonly isAssumed: boolean;
}

export interface HeldBySubject {
  readonly id: string;
  readonly number: string;
  readonly diseaseCode: string;
  readonly diseaseName: string;
  readonly diagnosisCode: string;
  readonly diagnosisName: string;
  readonly standing: RecognitionStanding;
  readonly institutionName: string;
  readonly validTo: Day | null;
  /** Null where there is nothing to renew. */
  readonly renewableFrom: Day | null;
}

export interface RecognitionSubject {
  readonly resident: ResidentSummary;
  /** What is under way or in force for the resident already, so that it is seen before a form is filled. */
  readonly held: readonly HeldBySubject[];
}

/** The diseases that the policy in force lists; none where it asks for no recognition. */
export async function listDiseases(context: ServiceContext): Promise<Outcome<readonly DiseaseChoice[], AnyRefusal>> {
  const { regionCode } = permit(context, 'recognition:read');
  const policy = await getPolicyInForce(context.store.reads, regionCode, today(context));
  if (!policy.ok) return policy;
  const diseases = policy.value.benefit.recognition?.diseases ?? [];
  return accept(
    diseases.map(({ code, name, icdPrefixes, validYears }) => ({ code, name, icdPrefixes, validYears: validYears.value, isAssumed: validYears.confidence === 'assumed' })),
  );
}

/** The resident an application is about to be written for; looking leaves an audit row. */
export function getRecognitionSubject(context: ServiceContext, input: { readonly residentId: string }): Promise<Outcome<RecognitionSubject, AnyRefusal>> {
  const reach = permit(context, 'recognition:apply');
  return unitOfWork<RecognitionSubject, AnyRefusal>(context, async ({ tx, audit }) => {
    const row = await findApplicableResident(tx, reach, context.actor, input.residentId);
    if (!row) return refuse({ code: 'not_found', facts: { what: 'resident' } });
    const day = today(context);
    const policy = await getPolicyInForce(tx, reach.regionCode, day);
    if (!policy.ok) return policy;
    const held = await listRecognitionsOfResident(tx, reach.regionCode, row.id);
    await audit({ action: 'resident.viewed', subject: { kind: 'resident', id: row.id }, facts: { for: 'recognition' } });
    return accept({
      resident: summaryOf(row, day),
      held: held.map((each) => ({
        ...{ id: each.id, number: each.number, diseaseCode: each.diseaseCode, diseaseName: each.diseaseName },
        ...{ diagnosisCode: each.diagnosisCode, diagnosisName: each.diagnosisName, institutionName: each.institutionName },
        standing: standingOn(each, day),
        validTo: 'validTo' in each ? each.validTo : null,
        renewableFrom: each.status === 'approved' ? renewableFrom(each, renewalDaysOf(policy.value)) : null,
      })),
    });
  });
}
