import type { Refusal } from '@/server/domain/kernel/outcome';
import type { RegistryRefusal } from './refusals';

/** A resident whom a refusal tells of, and what the audit calls it. */
export interface NamedResident {
  readonly residentId: string;
  readonly action: 'resident.looked_up' | 'resident.shown_as_match';
  readonly facts: Record<string, unknown>;
}

/** Whom refusals tell of: the one who has the number already, and those who look like the one to be registered. */
export function namedBy(refusals: readonly Refusal[]): NamedResident[] {
  return (refusals as readonly RegistryRefusal[]).flatMap((refusal): NamedResident[] => {
    switch (refusal.code) {
      case 'registry.already_registered':
        return refusal.facts.residentId === '' ? [] : [{ residentId: refusal.facts.residentId, action: 'resident.looked_up', facts: {} }];
      case 'registry.close_match':
        return refusal.facts.matches.map(({ residentId, reasons }) => ({ residentId, action: 'resident.shown_as_match', facts: { reasons } }));
      default:
        return [];
    }
  });
}
