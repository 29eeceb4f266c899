import type { Day } from '@/server/domain/kernel/calendar-day';
import type { DeductibleCut, Enhancement, EnhancementCondition } from '@/server/domain/policy/enhancement';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import { isPrimary, type KeyGroup } from '@/server/domain/registry/codes';
import type { AppliedEnhancement, ContractInterval, VisitFacts } from './adjudication';
import { parseRate, type Millionths } from './rate';

export const noEnhancements: readonly AppliedEnhancement[] = [];

/** The enhancements whose every condition a visit meets; none without a contract in force on its day. */
export function enhancementsThatApply(policy: PolicyVersion, facts: VisitFacts, contract: ContractInterval | null): readonly AppliedEnhancement[] {
  const offered = policy.benefit.enhancements;
  if (contract === null || offered.length === 0 || !isInForce(contract, facts.settledOn)) return noEnhancements;
  const applied = offered.filter((each) => applies(each, facts) && reaches(each, facts, contract)).map((each) => appliedFrom(each, facts.retired));
  return applied.length === 0 ? noEnhancements : applied;
}

/** What an enhancement adds for a person, working or retired. */
export function appliedFrom(enhancement: Enhancement, retired: boolean): AppliedEnhancement {
  const { id, scope, points, deductibleCut, maximumRaise, asPlan } = enhancement;
  const raise = maximumRaise?.value;
  return {
    id,
    scope: scope.value,
    points: points?.value ?? '0.00',
    cut: deductibleCut?.value ?? null,
    raiseFen: raise === undefined ? 0 : retired ? raise.retired : raise.working,
    asPlanId: asPlan?.value ?? null,
  };
}

/** Whether a visit is of the kind that an enhancement is for, wherever it is. */
export function applies(enhancement: Enhancement, facts: VisitFacts): boolean {
  if (!enhancement.insutypes.includes(facts.insutype) || !enhancement.medTypes.includes(facts.medType)) return false;
  return enhancement.when === undefined || meets(facts, enhancement.when);
}

function meets(facts: VisitFacts, { keyGroups, identityClasses, referred, diagnoses, prescriptionDays }: EnhancementCondition): boolean {
  if (keyGroups !== undefined && !facts.keyGroups.some((group) => keyGroups.value.includes(group))) return false;
  if (identityClasses !== undefined && !facts.identityClasses.some((each) => identityClasses.value.includes(each))) return false;
  if (referred !== undefined && referred.value !== (facts.chain !== null)) return false;
  if (diagnoses !== undefined && !diagnoses.value.some(({ prefix }) => facts.diagnosisCode?.toUpperCase().startsWith(prefix.toUpperCase()) === true)) return false;
  if (prescriptionDays === undefined) return true;
  const { least, most } = prescriptionDays.value;
  const days = facts.prescriptionDays;
  return days !== null && least <= days && (most === null || days <= most);
}

function reaches({ scope }: Enhancement, facts: VisitFacts, contract: ContractInterval): boolean {
  switch (scope.value) {
    case 'team_institution':
      return facts.institutionCode === contract.institutionCode;
    case 'alliance_member':
      return (
        facts.institutionCode === contract.institutionCode ||
        facts.allianceIds.some((allianceId) => contract.allianceIds.includes(allianceId))
      );
    case 'any_primary':
      return isPrimary(facts.level);
    case 'anywhere':
      return true;
  }
}

function isInForce(contract: ContractInterval, day: Day): boolean {
  return contract.from <= day && day <= contract.to;
}

/** The contract in force on a day: the one whose visit gets the enhancement. */
export function findContractInForce(contracts: readonly ContractInterval[], day: Day): ContractInterval | null {
  return contracts.find((contract) => isInForce(contract, day)) ?? null;
}

export function sumOfPoints(enhancements: readonly AppliedEnhancement[]): Millionths {
  let points = 0;
  for (const enhancement of enhancements) points += parseRate(enhancement.points);
  return points;
}

/** Several cuts add up; one that waives leaves nothing to add to. */
export function sumOfCuts(enhancements: readonly AppliedEnhancement[]): DeductibleCut | null {
  let working = 0;
  let retired = 0;
  let isCut = false;
  for (const { cut } of enhancements) {
    if (cut === null) continue;
    if (cut.kind === 'waived') return cut;
    isCut = true;
    working += cut.cut.working;
    retired += cut.cut.retired;
  }
  return isCut ? { kind: 'amount', cut: { working, retired } } : null;
}

const watched = new WeakMap<PolicyVersion, readonly KeyGroup[]>();

/** The key groups that any of a policy's enhancements asks about. Of the others a visit keeps nothing. */
export function watchedKeyGroups(policy: PolicyVersion): readonly KeyGroup[] {
  let groups = watched.get(policy);
  if (groups === undefined) {
    groups = [...new Set(policy.benefit.enhancements.flatMap((each) => each.when?.keyGroups?.value ?? []))];
    watched.set(policy, groups);
  }
  return groups;
}
