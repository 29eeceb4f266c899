import type { Reach, Tx } from '@/db';
import {
  findRecognition,
  findRecognitionByRequest,
  insertRecognition,
  isRecognitionNumberTaken,
  listRecognitionsOfResident,
} from '@/db/queries/recognition';
import { type Day, dayOfInstant } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { type Actor, actorRef } from '@/server/domain/permission/actor';
import { type ApplicationFacts, applyForRecognition as decideApplication } from '@/server/domain/recognition/apply-for-recognition';
import { recognitionNumberOf } from '@/server/domain/recognition/number';
import type { Evidence, Recognition } from '@/server/domain/recognition/recognition';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';
import { type UnitOfWork, unitOfWork } from '../unit-of-work';
import { findApplicableResident } from './applicable-resident';
import type { RecognitionReceipt } from './change-recognition';

export interface ApplyForRecognitionInput {
  /** Made by the client once a form: a retry with the same key gets the application that the first try filed. */
  readonly requestKey: string;
  readonly residentId: string;
  readonly diseaseCode: string;
  readonly diagnosisCode: string;
  readonly diagnosisName: string;
  readonly evidence: readonly Evidence[];
  /** The recognition that is renewed; null for a first one. */
  readonly renewsId: string | null;
}

/**
 * Files an application for the bureau to decide; every reason against it is answered at once. Of two for the same person and
 * disease at the same time one is filed, and the other hears of it.
 */
export function applyForRecognition(context: ServiceContext, input: ApplyForRecognitionInput): Promise<Outcome<RecognitionReceipt, AnyRefusal>> {
  const reach = permit(context, 'recognition:apply');
  return unitOfWork<RecognitionReceipt, AnyRefusal>(context, async (unit) => {
    const { tx } = unit;
    const earlier = await findRecognitionByRequest(tx, reach.regionCode, input.requestKey);
    if (earlier) return answerAgain(context, unit, input, earlier.recognition, earlier.version);
    const facts = await factsOf(context, tx, reach, input);
    if (!facts.ok) return facts;
    const decision = decideApplication(facts.value);
    if (!decision.ok) return decision;
    const application = decision.value;
    if (!(await insertRecognition(tx, application, input.requestKey))) return refuseSecond(tx, application);
    const { id, number, residentId, diseaseCode, renewsId } = application;
    const noted = { number, residentId, diseaseCode, renewsId, evidence: application.evidence.length };
    await unit.audit({ action: 'recognition.applied', subject: { kind: 'recognition', id }, facts: noted });
    return accept({ id, number, status: application.status, version: 1, changedVisits: 0 });
  });
}

async function factsOf(context: ServiceContext, tx: Tx, reach: Reach, input: ApplyForRecognitionInput): Promise<Outcome<ApplicationFacts, AnyRefusal>> {
  const { regionCode } = reach;
  const { actor } = context;
  const resident = await findApplicableResident(tx, reach, actor, input.residentId);
  const institutionCode = actor.kind === 'staff' ? (actor.institutionCodes[0] ?? null) : null;
  if (!resident || institutionCode === null) return refuse({ code: 'not_found', facts: { what: 'resident' } });
  const renewed = input.renewsId === null ? null : await findRecognition(tx, reach, input.renewsId);
  if (input.renewsId !== null && renewed?.recognition.residentId !== resident.id) return refuse({ code: 'not_found', facts: { what: 'recognition' } });
  const policy = await getPolicyInForce(tx, regionCode, today(context));
  if (!policy.ok) return policy;
  const id = context.newId();
  const order = {
    id,
    number: await freeNumber(tx, regionCode, today(context), id),
    regionCode,
    residentId: resident.id,
    institutionCode,
    diseaseCode: input.diseaseCode,
    diagnosisCode: input.diagnosisCode.trim(),
    diagnosisName: input.diagnosisName.trim(),
    evidence: input.evidence.map(({ kind, text, issuedOn, issuer }) => ({ kind, text: text.trim(), issuedOn, issuer: issuer.trim() })),
    renewsId: input.renewsId,
    appliedAt: context.now(),
    appliedBy: actorRef(actor),
    appliedByName: nameOf(actor),
  };
  const held = await listRecognitionsOfResident(tx, regionCode, resident.id);
  return accept({ order, actor, today: today(context), resident, policy: policy.value, held, renewed: renewed?.recognition ?? null });
}

export async function freeNumber(tx: Tx, regionCode: string, day: Day, id: string): Promise<string> {
  for (let attempt = 0; ; attempt += 1) {
    const number = recognitionNumberOf(regionCode, day, id, attempt);
    if (!(await isRecognitionNumberTaken(tx, regionCode, number))) return number;
  }
}

/** Somebody filed the same meanwhile: the index let theirs in. */
async function refuseSecond(tx: Tx, { regionCode, residentId, diseaseCode }: Recognition): Promise<Outcome<never, AnyRefusal>> {
  const held = await listRecognitionsOfResident(tx, regionCode, residentId);
  const open = held.find((each) => each.status === 'applied' && each.diseaseCode === diseaseCode);
  if (!open) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'recognition' } });
  const { number, institutionName, appliedAt } = open;
  return refuse({ code: 'recognition.already_applied', facts: { number, institutionName, appliedOn: dayOfInstant(appliedAt) } });
}

/** A retry after a time-out gets what the first try made; the same key for something else is a fault of the client's. */
async function answerAgain(
  { actor }: ServiceContext,
  { audit }: UnitOfWork,
  input: ApplyForRecognitionInput,
  earlier: Recognition,
  version: number,
): Promise<Outcome<RecognitionReceipt, AnyRefusal>> {
  const { id, number, status, residentId, diseaseCode, appliedBy } = earlier;
  if (residentId !== input.residentId || diseaseCode !== input.diseaseCode || appliedBy !== actorRef(actor)) {
    return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'recognition' } });
  }
  await audit({ action: 'recognition.applied_again', subject: { kind: 'recognition', id }, facts: { number } });
  return accept({ id, number, status, version, changedVisits: 0 });
}

function nameOf(actor: Actor): string {
  return actor.kind === 'staff' ? actor.name : actorRef(actor);
}
