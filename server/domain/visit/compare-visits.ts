import { compareCodes } from '@/server/domain/kernel/allocate';
import type { Visit, VisitKey } from './visit';

/** The order in which a person's year is folded: settled first counts first; ties by institution, then settlement number. */
export function compareVisits(
  a: Pick<Visit, 'settledAt' | 'institutionCode' | 'settlementId'>,
  b: Pick<Visit, 'settledAt' | 'institutionCode' | 'settlementId'>,
): number {
  return (
    compareCodes(a.settledAt, b.settledAt) ||
    compareCodes(a.institutionCode, b.institutionCode) ||
    compareCodes(a.settlementId, b.settlementId)
  );
}

/** One text for a visit's key, for maps. Institution codes hold no slash. */
export function visitKeyText(key: VisitKey): string {
  return `${key.institutionCode}/${key.settlementId}`;
}
