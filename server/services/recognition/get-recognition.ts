import type { Queryable } from '@/db';
import { findRecognition, listRecognitionsOfResident } from '@/db/queries/recognition';
import { findInstitution } from '@/db/queries/registry';
import { findResidentOfRegion } from '@/db/queries/resident';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import { type HeldRecognition, renewalDaysOf } from '@/server/domain/recognition/apply-for-recognition';
import { recognitionActions, type RecognitionAction, type RecognitionStanding } from '@/server/domain/recognition/codes';
import { revocableBetween, startsBetween } from '@/server/domain/recognition/decide-recognition';
import { findDisease } from '@/server/domain/recognition/diseases';
import type { Recognition } from '@/server/domain/recognition/recognition';
import { whyNot } from '@/server/domain/recognition/transitions';
import { refusalsOfRenewal, renewableFrom, standingOn } from '@/server/domain/recognition/validity';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';
import { type ResidentSummary, summaryOf } from '../resident/resident-summary';
import { unitOfWork } from '../unit-of-work';

export interface OfferedRecognitionAction {
  readonly action: RecognitionAction;
  /** Why not, in order; none means it can be done now. */
  readonly refusals: readonly AnyRefusal[];
}

/** Another recognition of the same disease, as its page links to it. */
export interface LinkedRecognition {
  readonly id: string;
  readonly number: string;
  readonly standing: RecognitionStanding;
}

export interface RecognitionDetail {
  readonly recognition: Recognition;
  readonly version: number;
  readonly standing: RecognitionStanding;
  readonly resident: ResidentSummary;
  /** Null for one taken over from an earlier system. */
  readonly institutionName: string | null;
  readonly actions: readonly OfferedRecognitionAction[];
  /** While it waits: for how many years it would be recognized, and between which days it may begin. */
  readonly decision: { readonly years: number; readonly earliest: Day; readonly latest: Day; readonly clause: string } | null;
  /** While it runs: from when it can be renewed. */
  readonly renewableFrom: Day | null;
  /** The days from which it could be taken away. */
  readonly revocable: { readonly earliest: Day; readonly latest: Day } | null;
  /** The one it continues, and the ones that continue it. */
  readonly renews: LinkedRecognition | null;
  readonly renewedBy: readonly LinkedRecognition[];
}

/** One recognition within reach, what can be done with it, and why the rest cannot. Looking is noted for the resident to see. */
export async function getRecognition(context: ServiceContext, input: { readonly recognitionId: string }): Promise<Outcome<RecognitionDetail, AnyRefusal>> {
  const reach = permit(context, 'recognition:read');
  return unitOfWork<RecognitionDetail, AnyRefusal>(context, async ({ tx, audit }) => {
    const kept = await findRecognition(tx, reach, input.recognitionId);
    const resident = kept && (await findResidentOfRegion(tx, reach.regionCode, kept.recognition.residentId));
    if (!kept || !resident) return refuse({ code: 'not_found', facts: { what: 'recognition' } });
    const { recognition, version } = kept;
    const day = today(context);
    const policy = await getPolicyInForce(tx, reach.regionCode, day);
    if (!policy.ok) return policy;
    const family = await listRecognitionsOfResident(tx, reach.regionCode, resident.id);
    await audit({ action: 'resident.viewed', subject: { kind: 'resident', id: resident.id }, facts: { for: 'recognition' } });
    return accept({
      recognition,
      version,
      standing: standingOn(recognition, day),
      resident: summaryOf(resident, day),
      institutionName: await nameOf(tx, recognition),
      actions: actionsOf(context, recognition, policy.value),
      decision: decisionOf(recognition, family, policy.value, day),
      renewableFrom: recognition.status === 'approved' ? renewableFrom(recognition, renewalDaysOf(policy.value)) : null,
      revocable: recognition.status === 'approved' ? revocableBetween(recognition, day) : null,
      ...linksOf(recognition, family, day),
    });
  });
}

function actionsOf(context: ServiceContext, recognition: Recognition, policy: PolicyVersion): OfferedRecognitionAction[] {
  const { actor } = context;
  return recognitionActions.map((action) => {
    const refusals: AnyRefusal[] = whyNot(recognition, action, actor);
    if (action === 'renew' && recognition.status === 'approved') refusals.push(...refusalsOfRenewal(recognition, today(context), renewalDaysOf(policy)));
    return { action, refusals };
  });
}

function decisionOf(recognition: Recognition, family: readonly HeldRecognition[], policy: PolicyVersion, day: Day): RecognitionDetail['decision'] {
  const disease = findDisease(policy.benefit.recognition, recognition.diseaseCode);
  if (recognition.status !== 'applied' || disease === null) return null;
  const renewed = family.find(({ id }) => id === recognition.renewsId) ?? null;
  const { earliest, latest } = startsBetween(recognition, renewed, day);
  const { value: years, clause } = disease.validYears;
  return { years, earliest, latest, clause };
}

function linksOf(recognition: Recognition, family: readonly HeldRecognition[], day: Day): Pick<RecognitionDetail, 'renews' | 'renewedBy'> {
  const linkOf = (held: HeldRecognition): LinkedRecognition => ({ id: held.id, number: held.number, standing: standingOn(held, day) });
  const renewed = family.find(({ id }) => id === recognition.renewsId);
  return { renews: renewed ? linkOf(renewed) : null, renewedBy: family.filter(({ renewsId }) => renewsId === recognition.id).map(linkOf) };
}

async function nameOf(q: Queryable, { regionCode, institutionCode }: Recognition): Promise<string | null> {
  if (institutionCode === null) return null;
  return (await findInstitution(q, regionCode, institutionCode))?.name ?? institutionCode;
}
