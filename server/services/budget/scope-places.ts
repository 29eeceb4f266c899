import { listAlliances, listInstitutions } from '@/db/queries/registry';
import type { Queryable } from '@/db';
import type { BudgetScope } from '@/server/domain/budget/budget';
import { type Outcome, accept, refuse, unreachable } from '@/server/domain/kernel/outcome';
import type { BudgetRefusal } from '@/server/domain/budget/refusals';
import type { Institution } from '@/server/domain/registry/institution';

export interface RegionPlaces {
  readonly institutions: readonly Institution[];
  readonly alliances: readonly { readonly id: string; readonly name: string }[];
}

export async function readPlaces(q: Queryable, regionCode: string): Promise<RegionPlaces> {
  return { institutions: await listInstitutions(q, regionCode), alliances: await listAlliances(q, regionCode) };
}

/** The institutions a budget is about: an institution's own is also for the village clinics that are settled with it. */
export function placesOf(scope: BudgetScope, { institutions, alliances }: RegionPlaces): Outcome<'all' | readonly string[], BudgetRefusal> {
  switch (scope.kind) {
    case 'region':
      return accept('all');
    case 'alliance':
      if (!alliances.some(({ id }) => id === scope.allianceId)) return refuse({ code: 'budget.scope_unknown', facts: { kind: scope.kind, code: scope.allianceId } });
      return accept(institutions.filter(({ allianceId }) => allianceId === scope.allianceId).map(({ code }) => code));
    case 'institution':
      if (!institutions.some(({ code }) => code === scope.institutionCode)) return refuse({ code: 'budget.scope_unknown', facts: { kind: scope.kind, code: scope.institutionCode } });
      return accept(institutions.filter(({ code, parentCode }) => code === scope.institutionCode || parentCode === scope.institutionCode).map(({ code }) => code));
    default:
      return unreachable(scope);
  }
}

export function nameOfScope(scope: BudgetScope, regionName: string, { institutions, alliances }: RegionPlaces): string {
  if (scope.kind === 'region') return regionName;
  if (scope.kind === 'alliance') return alliances.find(({ id }) => id === scope.allianceId)?.name ?? scope.allianceId;
  return institutions.find(({ code }) => code === scope.institutionCode)?.name ?? scope.institutionCode;
}

/** The alliance's id or the institution's code; empty for the region. */
export function codeOfScope(scope: BudgetScope): string {
  switch (scope.kind) {
    case 'region':
      return '';
    case 'alliance':
      return scope.allianceId;
    case 'institution':
      return scope.institutionCode;
    default:
      return unreachable(scope);
  }
}
