import type { Day } from '@/server/domain/kernel/calendar-day';
import { checkIdentityNumber, type IdentityNumber } from '@/server/domain/kernel/identity-number';
import { unlessRefused, type Outcome } from '@/server/domain/kernel/outcome';
import type { Insutype, Sex } from './codes';
import type { RegistryRefusal } from './refusals';
import type { Coverage } from './resident';

/** psn_name in the national interface holds 50 characters. */
export const nameLimit = 50;

/** A resident as a form or a file gives them. */
export interface ResidentFacts {
  readonly certType: string;
  readonly certNo: string;
  readonly name: string;
  /** Null takes it from the certificate. */
  readonly sex: Sex | null;
  /** Null takes it from the certificate. */
  readonly birthDay: Day | null;
  readonly deathDay: Day | null;
  readonly insutype: Insutype;
  readonly retired: boolean;
  readonly today: Day;
}

/** A resident who may be registered. */
export interface CheckedResident {
  readonly identity: IdentityNumber;
  readonly name: string;
  readonly sex: Sex;
  readonly birthDay: Day;
  readonly deathDay: Day | null;
  readonly coverage: Coverage;
}

/**
 * Judge a resident's particulars; what the certificate tells need not be given, and may not be contradicted. Reasons come in
 * the order of `RegistryRefusal`: the certificate's own first.
 */
export function checkResident(facts: ResidentFacts): Outcome<CheckedResident, RegistryRefusal> {
  const identity = checkIdentityNumber(facts.certType, facts.certNo);
  const onCertificate = identity.ok ? identity.value : null;
  const name = facts.name.normalize('NFC').trim();
  const birthDay = facts.birthDay ?? onCertificate?.birthDay ?? null;
  const sex = facts.sex ?? onCertificate?.sex ?? null;
  const refusals: RegistryRefusal[] = [
    ...(identity.ok ? [] : identity.refusals),
    ...refusalsOfName(name),
    ...refusalsOfBirth(facts, birthDay, onCertificate),
    ...refusalsOfSex(facts, sex, onCertificate),
    ...refusalsOfDeath(facts, birthDay),
  ];
  if (facts.retired && facts.insutype !== '310') {
    refusals.push({ code: 'registry.retired_needs_employee_insurance', facts: { insutype: facts.insutype } });
  }
  return unlessRefused(refusals, () => {
    if (!onCertificate || birthDay === null || sex === null) {
      throw new Error('a resident without identity, birth day or sex passed the checks');
    }
    const coverage = { insutype: facts.insutype, retired: facts.retired };
    return { identity: onCertificate, name, sex, birthDay, deathDay: facts.deathDay, coverage };
  });
}

function refusalsOfName(name: string): RegistryRefusal[] {
  const length = [...name].length;
  if (length === 0) return [{ code: 'registry.name_missing', facts: {} }];
  return length > nameLimit ? [{ code: 'registry.name_too_long', facts: { length, limit: nameLimit } }] : [];
}

function refusalsOfBirth(
  { birthDay: given, today }: ResidentFacts,
  birthDay: Day | null,
  certificate: IdentityNumber | null,
): RegistryRefusal[] {
  // A number that could not be read may well hold the day; asking for it would send the clerk after the wrong mistake.
  if (birthDay === null) return certificate ? [{ code: 'registry.birth_day_missing', facts: {} }] : [];
  const refusals: RegistryRefusal[] = [];
  const onCertificate = certificate?.birthDay;
  if (given && onCertificate && given !== onCertificate) {
    refusals.push({ code: 'registry.birth_day_differs', facts: { given, onCertificate } });
  }
  if (birthDay > today) refusals.push({ code: 'registry.birth_in_future', facts: { birthDay, today } });
  return refusals;
}

function refusalsOfSex(
  { sex: given }: ResidentFacts,
  sex: Sex | null,
  certificate: IdentityNumber | null,
): RegistryRefusal[] {
  if (sex === null) return certificate ? [{ code: 'registry.sex_missing', facts: {} }] : [];
  const onCertificate = certificate?.sex;
  return given && onCertificate && given !== onCertificate
    ? [{ code: 'registry.sex_differs', facts: { given, onCertificate } }]
    : [];
}

function refusalsOfDeath({ deathDay, today }: ResidentFacts, birthDay: Day | null): RegistryRefusal[] {
  const refusals: RegistryRefusal[] = [];
  if (deathDay === null) return refusals;
  if (birthDay !== null && deathDay < birthDay) {
    refusals.push({ code: 'registry.death_before_birth', facts: { birthDay, deathDay } });
  }
  if (deathDay > today) refusals.push({ code: 'registry.death_in_future', facts: { deathDay, today } });
  return refusals;
}
