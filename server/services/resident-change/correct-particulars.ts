import type { Tx } from '@/db';
import { listContractsOfResident } from '@/db/queries/contract';
import { type ClaimHolder, findClaimHolder, joinClaims, moveClaim } from '@/db/queries/contract-claim';
import { listIdentityIndexes, putAlias, removeAlias } from '@/db/queries/resident-alias';
import { forgetIdleClaim } from '@/db/queries/resident-change';
import { type ResidentRow, findResidentByIdentity, identityIndexOf, maskedNumberOf, tailIndexOf } from '@/db/queries/resident';
import { seal, unseal } from '@/db/sealed';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { type IdentityNumber, maskIdentityNumber } from '@/server/domain/kernel/identity-number';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { checkResident } from '@/server/domain/registry/check-resident';
import type { Sex } from '@/server/domain/registry/codes';
import { refusalsOfReason } from '@/server/domain/registry/decide-resident-change';
import { type ServiceContext, today } from '../context';
import { type ChangeGround, type PlannedChange, type ResidentChanged, type ResidentHandle, type SealedChange, changeResident } from './save-change';

export interface CertificateCorrection {
  readonly certType: string;
  readonly certNo: string;
  /** `mistyped`: the old number was never this person's. `renewed`: it was, and goes on leading to them. */
  readonly because: 'mistyped' | 'renewed';
}

export interface CorrectParticularsInput extends ResidentHandle {
  readonly name: string;
  /** Null takes it from the certificate. */
  readonly sex: Sex | null;
  /** Null takes it from the certificate. */
  readonly birthDay: Day | null;
  /** Null leaves it. */
  readonly certificate: CertificateCorrection | null;
  readonly reason: string;
}

/**
 * 更正基本信息: what was mistyped or changed by law — name, sex, birth day, certificate. The days of the person's contracts go with
 * them to another number; a number that was never theirs is free for whoever it belongs to.
 */
export function correctParticulars(context: ServiceContext, input: CorrectParticularsInput): Promise<Outcome<ResidentChanged, AnyRefusal>> {
  return changeResident(context, 'resident:correct', input, (ground) => planParticulars(context, ground, input));
}

export type Particulars = Omit<CorrectParticularsInput, keyof ResidentHandle | 'reason'> & { readonly reason: string | null };

/** The change of the record that other particulars come to; `reason` null where a file is the reason. */
export async function planParticulars(context: ServiceContext, { tx, row, regionCode }: ChangeGround, { certificate, reason, ...told }: Particulars): Promise<Outcome<PlannedChange, AnyRefusal>> {
  const { certType, certNo } = certificate ?? { certType: row.certType, certNo: unseal(row.identitySealed) };
  const { deathDay, insutype, retired } = row;
  const checked = checkResident({ certType, certNo, ...told, deathDay, insutype, retired, today: today(context) });
  const refusals: AnyRefusal[] = checked.ok ? [] : [...checked.refusals];
  const index = checked.ok ? identityIndexOf(certType, checked.value.identity) : row.identityIndex;
  const holder = index === row.identityIndex ? null : await findResidentByIdentity(tx, regionCode, index);
  if (holder && holder.id !== row.id) refusals.push({ code: 'registry.already_registered', facts: { residentId: holder.id } });
  const fields = checked.ok ? fieldsOf(row, certType, checked.value) : [];
  if (checked.ok && fields.length === 0) refusals.push({ code: 'resident.nothing_changed', facts: {} });
  if (reason !== null) refusals.push(...refusalsOfReason(reason));
  const [first, ...others] = refusals;
  if (first) return refuse(first, ...others);
  if (!checked.ok) throw new Error('particulars that were refused have no reason');
  const { name, sex, birthDay, identity } = checked.value;
  const isOther = fields.some(({ field }) => field === 'certificate');
  return accept({
    action: 'resident.particulars_corrected',
    fields,
    reason,
    set: { name, sex, birthDay, ...(isOther ? certificateColumns(certType, index, identity) : {}) },
    write: ({ tx: inside }) => (index === row.identityIndex ? Promise.resolve(accept(null)) : moveNumber(context, inside, row, index, certificate?.because ?? 'mistyped')),
    // The birth day decides on key groups, and these on what a visit is paid.
    refolds: birthDay !== row.birthDay,
  });
}

async function moveNumber(context: ServiceContext, tx: Tx, { regionCode, id, identityIndex: old }: ResidentRow, index: string, because: CertificateCorrection['because']): Promise<Outcome<null, AnyRefusal>> {
  await removeAlias(tx, regionCode, index);
  const contracts = await listContractsOfResident(tx, regionCode, id);
  if (because === 'renewed') {
    // Under the new number another region may have signed the same person.
    for (const { startDay, endDay } of contracts) {
      const holder = endDay < startDay ? null : await findClaimHolder(tx, { identityIndexes: [index], startDay, endDay });
      if (holder && !contracts.some(({ id: own }) => own === holder.contractId)) return refuse(heldAlready(holder));
    }
    await putAlias(tx, regionCode, { identityIndex: old, residentId: id, kind: 'former', since: context.now() });
    await joinClaims(tx, [old, index]);
    return accept(null);
  }
  const identityIndexes = await listIdentityIndexes(tx, regionCode, id);
  for (const { id: contractId, startDay, endDay } of contracts) {
    if (await moveClaim(tx, { identityIndexes, regionCode, contractId, startDay, endDay })) continue;
    const holder = await findClaimHolder(tx, { identityIndexes, startDay, endDay });
    return refuse(heldAlready(holder ?? { teamName: '', until: endDay }));
  }
  await forgetIdleClaim(tx, old);
  return accept(null);
}

function heldAlready({ teamName, until }: Pick<ClaimHolder, 'teamName' | 'until'>): AnyRefusal {
  return { code: 'contract.already_active', facts: { teamName, until, sameTeam: false } };
}

function certificateColumns(certType: string, identityIndex: string, { normalized }: IdentityNumber) {
  return { certType, identityIndex, identitySealed: seal(normalized), tailIndex: tailIndexOf(normalized) };
}

function fieldsOf(row: ResidentRow, certType: string, { name, sex, birthDay, identity }: { name: string; sex: Sex; birthDay: Day; identity: IdentityNumber }): SealedChange[] {
  const fields: SealedChange[] = [];
  if (name !== row.name) fields.push({ field: 'name', day: null, before: { name: row.name }, after: { name } });
  if (sex !== row.sex) fields.push({ field: 'sex', day: null, before: { sex: row.sex }, after: { sex } });
  if (birthDay !== row.birthDay) fields.push({ field: 'birth_day', day: null, before: { birthDay: row.birthDay }, after: { birthDay } });
  const before = unseal(row.identitySealed);
  if (identity.normalized !== before || certType !== row.certType) {
    const masked = { certType: row.certType, number: maskedNumberOf(row) };
    fields.push({ field: 'certificate', day: null, before: masked, after: { certType, number: maskIdentityNumber(identity.normalized) }, beforePlain: before, afterPlain: identity.normalized });
  }
  return fields;
}
