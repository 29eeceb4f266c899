/** What the plan is for: it decides what the team at home looks after. */
export const carePlanKinds = ['chronic', 'rehabilitation', 'postoperative', 'post_acute', 'palliative'] as const;
export type CarePlanKind = (typeof carePlanKinds)[number];

/** A draft is the hospital's own; once handed over it is read by the team at home, and every later wording is a revision. */
export const carePlanStatuses = ['draft', 'handed_over'] as const;
export type CarePlanStatus = (typeof carePlanStatuses)[number];

/** What the team at home is asked to do on a day. */
export const careTaskKinds = ['visit', 'blood_pressure', 'glucose', 'rehabilitation', 'medication_review', 'wound_care', 'laboratory', 'other'] as const;
export type CareTaskKind = (typeof careTaskKinds)[number];

/** How a task ended; one that has not is open. */
export const careTaskEnds = ['done', 'dropped', 'replaced'] as const;
export type CareTaskEnd = (typeof careTaskEnds)[number];

/** How a drug stands to what the patient took before (用药核对). */
export const drugChanges = ['continued', 'new', 'adjusted', 'stopped'] as const;
export type DrugChange = (typeof drugChanges)[number];

/** 用药频率 (DE06.00.133.00), those in use at primary institutions. */
export const drugFrequencies = ['qd', 'bid', 'tid', 'qid', 'qn', 'qod', 'qw', 'q8h', 'q12h', 'prn', 'st'] as const;
export type DrugFrequency = (typeof drugFrequencies)[number];

/** 用药途径 (DE06.00.134.00, CV06.00.102). */
export const drugRoutes = ['oral', 'sublingual', 'inhaled', 'subcutaneous', 'intramuscular', 'intravenous', 'topical', 'rectal', 'eye', 'other'] as const;
export type DrugRoute = (typeof drugRoutes)[number];

/** What a criterion for going down was found to be. */
export const criterionAnswers = ['met', 'unmet', 'not_applicable'] as const;
export type CriterionAnswer = (typeof criterionAnswers)[number];

/** Where a readmission was seen: a settled stay in hospital, or a referral for one. */
export const readmissionSources = ['visit', 'referral'] as const;
export type ReadmissionSource = (typeof readmissionSources)[number];
