/** Why a number leads to a resident whose own it is not. */
export const aliasKinds = ['merged', 'former'] as const;
export type AliasKind = (typeof aliasKinds)[number];

/** The particulars of two records between which whoever merges chooses. */
export const mergeParticulars = ['certificate', 'name', 'sex', 'birthDay', 'deathDay', 'phone', 'address', 'insurance', 'home'] as const;
export type MergeParticular = (typeof mergeParticulars)[number];

/** From which of the two records each particular is kept. */
export type ParticularsKept = Readonly<Record<MergeParticular, 'survivor' | 'merged'>>;

/** Of each table, the keys of the rows that were the merged resident's and became the survivor's. */
export type MergedRows = Readonly<Record<string, readonly (readonly string[])[]>>;
