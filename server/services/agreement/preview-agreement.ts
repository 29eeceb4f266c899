import type { Queryable, Reach } from '@/db';
import { type ResidentRow, findResident, findResidentByIdentity, findResidentOfRegion, identityIndexOf } from '@/db/queries/resident';
import { findTeam } from '@/db/queries/team';
import { reaches } from '@/db/reach';
import type { AgreementSource } from '@/server/domain/agreement/facts';
import type { Guardian } from '@/server/domain/contract/consent';
import { lastDayOf } from '@/server/domain/contract/contract';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { checkIdentityNumber, maskIdentityNumber, maskPhone } from '@/server/domain/kernel/identity-number';
import { type Outcome, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { checkResident } from '@/server/domain/registry/check-resident';
import { groupedSinceEver, keyGroupsOn } from '@/server/domain/registry/key-groups-on';
import { type ServiceContext, today } from '../context';
import { ownResident } from '../own/own-resident';
import { permit } from '../permit';
import type { RegistrationInput } from '../resident/registration';
import { agreedResident } from './agreement-source';
import { type FilledDocuments, fillDocuments } from './fill-documents';
import { findTextOn } from './texts';

/** What is about to be signed, as the form has it so far. */
export interface PreviewTerms {
  readonly teamId: string;
  /** Null: the team's leader. */
  readonly practitionerId: string | null;
  readonly packageCodes: readonly string[];
  /** Null: today. */
  readonly startDay: Day | null;
  readonly termYears: number;
  readonly guardian: Guardian | null;
}

export interface PreviewInput extends PreviewTerms {
  /** One within reach by their id, anybody of the region by the whole number, or somebody who is registered along with the contract. */
  readonly resident: { readonly id: string } | CertificateNumber | { readonly registration: RegistrationInput };
}

interface CertificateNumber {
  readonly certType: string;
  readonly certNo: string;
}

/** The documents as they would be signed now, for the person to read before they sign. Nothing is judged and nothing is written. */
export async function previewAgreement(context: ServiceContext, input: PreviewInput): Promise<Outcome<FilledDocuments, AnyRefusal>> {
  const reach = permit(context, 'contract:sign');
  const q = context.store.reads;
  const team = await findTeam(q, reach.regionCode, input.teamId);
  if (!team || !reaches(reach, team.regionCode, team.institutionCode)) return refuse({ code: 'not_found', facts: { what: 'team' } });
  const resident = await residentOf(q, reach, input.resident, today(context));
  if (!resident) return refuse({ code: 'not_found', facts: { what: 'resident' } });
  return fillPreview(q, context, reach.regionCode, input, resident);
}

async function residentOf(q: Queryable, reach: Reach, told: PreviewInput['resident'], day: Day): Promise<AgreementSource['resident'] | null> {
  if ('registration' in told) return asRegistered(told.registration, day);
  const row = 'id' in told ? await findResident(q, reach, told.id) : await residentOfNumber(q, reach.regionCode, told);
  return row && agreedResident(row, day);
}

async function residentOfNumber(q: Queryable, regionCode: string, { certType, certNo }: CertificateNumber): Promise<ResidentRow | null> {
  const identity = checkIdentityNumber(certType, certNo);
  return identity.ok ? findResidentByIdentity(q, regionCode, identityIndexOf(certType, identity.value)) : null;
}

/** The same for a resident who is about to sign by themselves. */
export async function previewOwnAgreement(context: ServiceContext, terms: PreviewTerms): Promise<Outcome<FilledDocuments, AnyRefusal>> {
  const { regionCode, residentId } = ownResident(context);
  const q = context.store.reads;
  const row = await findResidentOfRegion(q, regionCode, residentId);
  if (!row) return refuse({ code: 'not_found', facts: { what: 'resident' } });
  return fillPreview(q, context, regionCode, terms, agreedResident(row, today(context)));
}

async function fillPreview(q: Queryable, context: ServiceContext, regionCode: string, terms: PreviewTerms, resident: AgreementSource['resident']): Promise<Outcome<FilledDocuments, AnyRefusal>> {
  const signedDay = today(context);
  const team = await findTeam(q, regionCode, terms.teamId);
  if (!team) return refuse({ code: 'not_found', facts: { what: 'team' } });
  const consent = await findTextOn(q, regionCode, 'consent', signedDay);
  if (!consent.ok) return consent;
  const startDay = terms.startDay ?? signedDay;
  const { packageCodes, termYears, guardian } = terms;
  const agreed = {
    ...{ regionCode, teamId: team.id, institutionCode: team.institutionCode, practitionerId: terms.practitionerId ?? team.leaderId },
    ...{ packageCodes, termYears, guardian, startDay, endDay: lastDayOf(startDay, termYears), signedDay, consentVersion: consent.value.version },
    number: numberToCome,
  };
  return fillDocuments(q, agreed, resident);
}

/** Stands where the number will stand, which a contract gets when it is written. */
const numberToCome = '签订时生成';

/** Null while the form cannot be read yet; the form's own checks say why. */
function asRegistered(form: RegistrationInput, day: Day): AgreementSource['resident'] | null {
  const checked = checkResident({ ...form, deathDay: null, today: day });
  if (!checked.ok) return null;
  const { name, sex, birthDay, identity } = checked.value;
  return {
    ...{ name, sex, birthDay },
    maskedNumber: maskIdentityNumber(identity.normalized),
    maskedPhone: form.phone?.trim() ? maskPhone(form.phone.trim()) : null,
    address: form.address?.trim() || null,
    keyGroups: keyGroupsOn({ birthDay, keyGroups: groupedSinceEver(form.keyGroups) }, day),
  };
}
