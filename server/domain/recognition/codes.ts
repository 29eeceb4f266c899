export const recognitionStatuses = ['applied', 'approved', 'declined', 'withdrawn', 'revoked'] as const;
export type RecognitionStatus = (typeof recognitionStatuses)[number];

export const recognitionActions = ['approve', 'decline', 'withdraw', 'renew', 'revoke'] as const;
export type RecognitionAction = (typeof recognitionActions)[number];

/**
 * On which side of a recognition an actor stands: the institution that applied, another one that looks after its person, or
 * the bureau.
 */
export const recognitionSides = ['applicant', 'carer', 'bureau'] as const;
export type RecognitionSide = (typeof recognitionSides)[number];

/** How a recognition stands on a day; what is approved depends on its validity. */
export const recognitionStandings = ['applied', 'upcoming', 'in_force', 'expired', 'declined', 'withdrawn', 'revoked'] as const;
export type RecognitionStanding = (typeof recognitionStandings)[number];

/** 出院小结, 检查检验报告, 处方, other. */
export const evidenceKinds = ['discharge_summary', 'test_report', 'prescription', 'other'] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];
