import { findSigningRequest, findSigningRequestByKey, insertSigningRequest, saveSigningRequest } from '@/db/queries/contract-request';
import { findResident } from '@/db/queries/resident';
import { findTeam } from '@/db/queries/team';
import { reaches } from '@/db/reach';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';
import { unitOfWork } from '../unit-of-work';
import { type MadeRequest, type RequestedTerms, madeOf, requestRow } from './signing-request';

export interface SaveSigningDraftInput extends RequestedTerms {
  readonly requestKey: string;
  /** The draft that is written over; null for a new one. */
  readonly draftId: string | null;
}

/** Keeps what a desk has filled in so far about a registered resident, so that it can be gone on with at another computer. */
export function saveSigningDraft(context: ServiceContext, input: SaveSigningDraftInput): Promise<Outcome<MadeRequest, AnyRefusal>> {
  const reach = permit(context, 'contract:sign');
  const { regionCode } = reach;
  return unitOfWork<MadeRequest, AnyRefusal>(context, async ({ tx, audit }) => {
    const team = await findTeam(tx, regionCode, input.teamId);
    if (!team || !reaches(reach, regionCode, team.institutionCode)) return refuse({ code: 'not_found', facts: { what: 'team' } });
    if (!(await findResident(tx, reach, input.residentId))) return refuse({ code: 'not_found', facts: { what: 'resident' } });
    const policy = await getPolicyInForce(tx, regionCode, today(context));
    if (!policy.ok) return policy;
    const row = requestRow(context, input, { team, askedBy: 'team', status: 'draft', requestKey: input.requestKey, consent: null, terms: policy.value.contract });
    const before = input.draftId === null ? await findSigningRequestByKey(tx, regionCode, input.requestKey) : await findSigningRequest(tx, reach, input.draftId);
    if (input.draftId !== null && !before) return refuse({ code: 'not_found', facts: { what: 'contract_request' } });
    if (before && !reaches(reach, regionCode, before.institutionCode)) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'contract_request' } });
    if (before && before.status !== 'draft') return refuse({ code: 'contract_request.not_open', facts: { status: before.status, dueOn: before.dueOn } });
    const { regionCode: _, id, version: _version, requestKey: _key, createdAt: _at, createdBy: _by, createdByName: _name, ...content } = row;
    const isSaved = before ? await saveSigningRequest(tx, before, content) : await insertSigningRequest(tx, row);
    if (!isSaved) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'contract_request' } });
    const requestId = before?.id ?? id;
    await audit({ action: 'signing_request.saved', subject: { kind: 'contract_request', id: requestId }, facts: { residentId: row.residentId, teamId: team.id } });
    return accept({ ...madeOf(row), requestId });
  });
}
