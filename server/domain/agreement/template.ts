import type { Day } from '@/server/domain/kernel/calendar-day';
import type { AgreementKind, AgreementScene } from './codes';

/** A text with slots, as it is written once and filled for each contract. A version is never changed. */
export interface AgreementTemplate {
  readonly scene: AgreementScene;
  readonly kind: AgreementKind;
  /** Unique among the texts of its kind, such as `2025-01`. */
  readonly version: string;
  readonly title: string;
  /** The clauses in the notation of `parseClauses`. */
  readonly body: string;
  readonly inForceFrom: Day;
}

/** The text that is shown on the day: of those begun, the one that began last. Null when none has begun. */
export function templateOn(templates: readonly AgreementTemplate[], day: Day): AgreementTemplate | null {
  return templates.reduce<AgreementTemplate | null>((last, each) => {
    if (each.inForceFrom > day) return last;
    return last && last.inForceFrom >= each.inForceFrom ? last : each;
  }, null);
}
