import { findContract } from '@/db/queries/contract';
import { type SigningRequestRow, findSigningRequest, findSigningRequestByKey, lapseSigningRequests, saveSigningRequest } from '@/db/queries/contract-request';
import { findSuccessor } from '@/db/queries/contract-chain';
import { type TeamWithSeats, findTeam } from '@/db/queries/team';
import { type Reach, reaches } from '@/db/reach';
import { lastDayOf } from '@/server/domain/contract/contract';
import { planRenewal } from '@/server/domain/contract/renew-contract';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { ContractTerms } from '@/server/domain/policy/contract-terms';
import type { AnyRefusal } from '@/server/domain/refusals';
import { judgeOrder } from '../contract/agree-contract';
import { findSigningPerson } from '../contract/signing-person';
import { type ServiceContext, today } from '../context';
import { queueNotice } from '../notice/queue-notice';
import { permit } from '../permit';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';
import { type UnitOfWork, unitOfWork } from '../unit-of-work';
import { type MadeRequest, type RequestedTerms, heldElsewhere, madeOf, openRequest, requestRow, whyNotOpen } from './signing-request';

export interface ProposeContractInput extends RequestedTerms {
  readonly requestKey: string;
  /** The draft that becomes the proposal; null where there was none. */
  readonly draftId: string | null;
}

/**
 * Proposes a contract, a renewal or a transfer to a resident, who confirms it on their own page. What speaks against it today, other than
 * that nobody has consented yet, is said at once; it is judged again when it is confirmed.
 */
export function proposeContract(context: ServiceContext, input: ProposeContractInput): Promise<Outcome<MadeRequest, AnyRefusal>> {
  const reach = permit(context, 'contract:sign');
  const { regionCode } = reach;
  return unitOfWork<MadeRequest, AnyRefusal>(context, async (unit) => {
    const { tx, audit } = unit;
    const team = await findTeam(tx, regionCode, input.teamId);
    if (!team || !reaches(reach, regionCode, team.institutionCode)) return refuse({ code: 'not_found', facts: { what: 'team' } });
    // A draft keeps the key that it was saved with, so that a retry finds the proposal by the draft it was made from.
    const earlier = input.draftId === null ? await findSigningRequestByKey(tx, regionCode, input.requestKey) : await findSigningRequest(tx, reach, input.draftId);
    if (input.draftId !== null && !earlier) return refuse({ code: 'not_found', facts: { what: 'contract_request' } });
    if (earlier && !isThis(earlier, input, reach)) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'contract_request' } });
    if (earlier && earlier.status !== 'draft') {
      await audit({ action: 'signing_request.repeated', subject: { kind: 'contract_request', id: earlier.id } });
      return accept(madeOf(earlier));
    }
    const policy = await getPolicyInForce(tx, regionCode, today(context));
    if (!policy.ok) return policy;
    const reasons = await reasonsAgainst(context, unit, policy.value.contract, team, input);
    const [first, ...others] = reasons;
    if (first) return refuse<AnyRefusal>(first, ...others);
    const row = requestRow(context, input, { team, askedBy: 'team', status: 'awaiting_resident', requestKey: input.requestKey, consent: null, terms: policy.value.contract });
    const made = earlier ? await openDraft(context, unit, earlier, row) : await openRequest(context, unit, row);
    if (!made.ok) return made;
    const { kind, residentId, dueOn } = row;
    const about = { kind: 'contract_request', id: made.value.requestId } as const;
    await queueNotice<'contract_proposed'>(tx, context, { regionCode, to: { kind: 'resident', id: residentId }, template: 'contract_proposed', facts: { teamName: team.name, kind, until: dueOn }, about });
    await audit({ action: 'signing_request.proposed', subject: about, facts: { residentId, teamId: team.id, kind, dueOn } });
    return made;
  });
}

/** Whether what was found is what is proposed: a draft within reach, which may have been about anybody, or this proposal itself. */
function isThis(found: SigningRequestRow, { residentId, teamId }: ProposeContractInput, reach: Reach): boolean {
  if (found.status === 'draft') return reaches(reach, found.regionCode, found.institutionCode);
  return found.askedBy === 'team' && found.residentId === residentId && found.teamId === teamId;
}

async function openDraft(context: ServiceContext, { tx }: UnitOfWork, draft: SigningRequestRow, row: SigningRequestRow): Promise<Outcome<MadeRequest, AnyRefusal>> {
  await lapseSigningRequests(tx, row.regionCode, { today: today(context), now: context.now(), residentId: row.residentId });
  const standing = await whyNotOpen(tx, row);
  if (standing.code === 'contract_request.already_open') return refuse(standing);
  const { regionCode: _, id: _id, version: _version, requestKey: _key, createdAt: _at, createdBy: _by, createdByName: _name, ...content } = row;
  const isSaved = await saveSigningRequest(tx, draft, content);
  return isSaved ? accept({ ...madeOf(row), requestId: draft.id }) : refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'contract_request' } });
}

/** What is no reason against a proposal: it is the resident's turn to mend it. */
const forTheResident = ['contract.consent_missing', 'contract.guardian_required'];

async function reasonsAgainst(context: ServiceContext, { tx }: UnitOfWork, terms: ContractTerms, team: TeamWithSeats, input: ProposeContractInput): Promise<AnyRefusal[]> {
  const { regionCode } = team;
  const person = await findSigningPerson(tx, context, { regionCode, institutionCodes: [] }, { id: input.residentId });
  if (!person) return [{ code: 'not_found', facts: { what: 'resident' } }];
  const contract = input.contractId === null ? null : await findContract(tx, { regionCode, institutionCodes: 'all' }, input.contractId);
  if (input.kind !== 'sign' && contract?.residentId !== input.residentId) return [{ code: 'not_found', facts: { what: 'contract' } }];
  const renewal = input.kind === 'renew' && contract ? planRenewal({ contract, renewedBy: await findSuccessor(tx, contract), today: today(context), terms: terms.lifeCycle }) : null;
  if (renewal && !renewal.ok) return [...renewal.refusals];
  // Whoever changes teams leaves the old contract first.
  const contracts = input.kind === 'transfer' ? person.contracts.filter(({ endDay }) => endDay < today(context)) : person.contracts;
  const startDay = renewal?.value.startDay ?? input.startDay ?? today(context);
  const judged = judgeOrder(context, terms, {
    ...{ requestKey: input.requestKey, person: { ...person, contracts }, team, practitionerId: input.practitionerId, packageCodes: input.packageCodes },
    ...{ startDay, termYears: input.termYears, consent: null, previousContractId: input.contractId, channel: 'online' },
    ...(renewal && { startDaysAhead: terms.lifeCycle.renewalDaysBefore.value + 1 }),
  });
  const reasons = judged.ok ? [] : judged.refusals.filter(({ code }) => !forTheResident.includes(code));
  if (reasons.length > 0 || input.kind === 'transfer') return reasons;
  return heldElsewhere(tx, { regionCode, residentId: input.residentId, teamId: team.id, startDay, endDay: lastDayOf(startDay, input.termYears) });
}
