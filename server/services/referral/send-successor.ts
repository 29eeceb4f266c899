import { findContractInForce } from '@/db/queries/contract';
import { insertReferral } from '@/db/queries/referral';
import { findInstitution } from '@/db/queries/registry';
import { answerDueAt } from '@/server/domain/referral/clocks';
import type { ReferralOrigin } from '@/server/domain/referral/codes';
import { noStamps, type Referral, referralFrom, type ReferralOrder } from '@/server/domain/referral/referral';
import { type ServiceContext, today } from '../context';
import type { UnitOfWork } from '../unit-of-work';
import { type LoadedReferral, type ReferralReceipt, recordEvent } from './change-referral';
import { freeNumber } from './free-number';
import { isExternal } from './is-external';

/** In what a referral that follows another differs from it. */
export type SuccessorChange = Partial<Pick<ReferralOrder, 'toInstitutionCode' | 'departmentCode' | 'departmentName' | 'direction' | 'kind' | 'priority' | 'reason' | 'findings'>>;

/**
 * Sends a referral that follows another one: redirected elsewhere, or what a consult advised. It is the same sender's, keeps what was
 * written, names no place yet, and its answer is due from now on. Whether the resident is signed and whether somebody works at the receiver
 * is as it is today.
 */
export async function sendSuccessor(
  context: ServiceContext,
  unit: UnitOfWork,
  { facts }: LoadedReferral,
  origin: ReferralOrigin,
  change: SuccessorChange,
): Promise<ReferralReceipt & { readonly referral: Referral }> {
  const { referral: previous, now, rules } = facts;
  const id = context.newId();
  const number = await freeNumber(unit.tx, previous.regionCode, today(context), id);
  const to = await findInstitution(unit.tx, previous.regionCode, change.toInstitutionCode ?? previous.toInstitutionCode);
  const contract = await findContractInForce(unit.tx, previous.regionCode, previous.residentId, today(context));
  const external = to ? await isExternal(unit.tx, to) : previous.external;
  const order = { ...previous, ...change, external, contractId: contract?.id ?? null, id, number, createdAt: now };
  const referral = referralFrom({
    ...order,
    ...noStamps,
    ...{ slotId: null, bedSlotIds: [], previousId: previous.id, origin },
    // A question that is redirected stays one; what it advises is none.
    ...(order.kind === 'e_consult' ? {} : { consultType: null, mayConvert: false }),
    ...{ status: 'sent', sentAt: now, answerDueAt: answerDueAt(order, now, rules) },
  });
  await insertReferral(unit.tx, referral, { signed: contract !== null, requestKey: `after-${origin}-${previous.id}`, version: 1, assigneeId: null, escalatedAt: null });
  await recordEvent(context, unit, referral, 1, {
    name: 'created',
    facts: { toInstitutionName: to?.name ?? referral.toInstitutionCode, departmentName: referral.departmentName, slotStartsAt: null, previousNumber: previous.number, origin },
  });
  return { id, number, status: referral.status, version: 1, referral };
}
