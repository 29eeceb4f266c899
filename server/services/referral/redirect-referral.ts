import type { Tx } from '@/db';
import { listLiveReferrals } from '@/db/queries/referral';
import { findInstitution } from '@/db/queries/registry';
import { type Outcome, accept, refuse, unlessRefused } from '@/server/domain/kernel/outcome';
import { redirectReferral as decide } from '@/server/domain/referral/answer-referral';
import { findDepartment } from '@/server/domain/referral/departments';
import { directionOf, refusalsOfTarget } from '@/server/domain/referral/redirect-referral';
import type { Referral } from '@/server/domain/referral/referral';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { Institution } from '@/server/domain/registry/institution';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';
import { type ReferralHandle, type ReferralReceipt, loadReferral, saveChange } from './change-referral';
import { sendSuccessor } from './send-successor';

export interface RedirectInput extends ReferralHandle {
  readonly toInstitutionCode: string;
  readonly departmentCode: string;
  /** For the sender and for whoever receives it next, at most 100 characters. */
  readonly reason: string;
}

export interface RedirectReceipt extends ReferralReceipt {
  /** The referral that goes on from here. */
  readonly successor: ReferralReceipt;
}

/**
 * Another institution or department can do more: this referral ends and one like it is sent there, in one transaction. It stays the
 * sender's: the sender is told, and may call it off.
 */
export function redirectReferral(context: ServiceContext, input: RedirectInput): Promise<Outcome<RedirectReceipt, AnyRefusal>> {
  const reach = permit(context, 'referral:accept');
  const reason = input.reason.trim();
  return unitOfWork<RedirectReceipt, AnyRefusal>(context, async (unit) => {
    const loaded = await loadReferral(unit.tx, context, reach, input);
    if (!loaded.ok) return loaded;
    const { facts } = loaded.value;
    const target = await targetOf(unit.tx, facts.referral, input);
    if (!target.ok) return target;
    const { place, departmentCode, departmentName, direction } = target.value;
    const step = decide({ ...facts, reason });
    const judged = unlessRefused<null, AnyRefusal>([...(step.ok ? [] : step.refusals), ...target.value.refusals], () => null);
    if (!judged.ok) return judged;
    if (!step.ok) return step;
    const ended = await saveChange(context, unit, loaded.value, step.value, {
      name: 'redirected',
      facts: { reason, otherName: place.name, departmentName },
    });
    if (!ended.ok) return ended;
    const change = { toInstitutionCode: place.code, departmentCode, departmentName, direction };
    const { referral: _, ...successor } = await sendSuccessor(context, unit, loaded.value, 'redirect', change);
    return accept({ ...ended.value, successor });
  });
}

interface Target {
  readonly place: Institution;
  readonly departmentCode: string;
  readonly departmentName: string;
  readonly direction: Referral['direction'];
  readonly refusals: readonly AnyRefusal[];
}

async function targetOf(tx: Tx, referral: Referral, input: RedirectInput): Promise<Outcome<Target, AnyRefusal>> {
  const { regionCode } = referral;
  const place = await findInstitution(tx, regionCode, input.toInstitutionCode);
  const from = await findInstitution(tx, regionCode, referral.fromInstitutionCode);
  if (!place || !from) return refuse({ code: 'not_found', facts: { what: 'institution' } });
  if (place.closedOn) return refuse({ code: 'institution.closed', facts: { institutionName: place.name, closedOn: place.closedOn } });
  const department = findDepartment(input.departmentCode);
  if (!department) return refuse({ code: 'not_found', facts: { what: 'department' } });
  const others = (await listLiveReferrals(tx, regionCode, referral.residentId)).filter(({ id, kind }) => id !== referral.id && kind !== 'e_consult');
  const target = { institutionCode: place.code, departmentCode: department.code, level: place.level };
  const refusals = refusalsOfTarget({ referral, target, fromLevel: from.level, live: referral.kind === 'e_consult' ? [] : others });
  return accept({ place, departmentCode: department.code, departmentName: department.name, direction: directionOf(from.level, place.level) ?? referral.direction, refusals });
}
