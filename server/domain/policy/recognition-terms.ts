import type { MedType } from '@/server/domain/registry/codes';
import type { Cited } from './cited';

/** What a visit of a special med_type comes to when its person's disease is not recognized: paid as ordinary care, or not at all. */
export const unrecognizedTreatments = ['ordinary', 'uncovered'] as const;
export type UnrecognizedTreatment = (typeof unrecognizedTreatments)[number];

/** 门诊慢特病认定: for which diseases a person may be recognized, for how long, and what becomes of care without it. */
export interface RecognitionTerms {
  /** Visits of these kinds need a recognition that covers their diagnosis and day. */
  readonly medTypes: Cited<readonly MedType[]>;
  readonly otherwise: Cited<UnrecognizedTreatment>;
  /** Days before the end of its validity from which a recognition may be renewed. */
  readonly renewalDays: Cited<number>;
  readonly diseases: readonly RecognizableDisease[];
}

export interface RecognizableDisease {
  /** National code of outpatient chronic and special diseases, such as M03900. */
  readonly code: string;
  readonly name: string;
  /** ICD-10 医保版: diagnoses that begin with one of these are this disease. */
  readonly icdPrefixes: readonly string[];
  readonly validYears: Cited<number>;
}
