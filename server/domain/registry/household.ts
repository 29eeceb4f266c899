/** What somebody is to the head of their household (GB/T 4761, as far as a family doctor tells people apart). */
export const householdRelations = ['head', 'spouse', 'child', 'child_in_law', 'grandchild', 'parent', 'grandparent', 'sibling', 'other'] as const;
export type HouseholdRelation = (typeof householdRelations)[number];

/** What a guardian is to the person they stand for (民法典 27, 28). */
export const guardianRelations = ['father', 'mother', 'grandparent', 'spouse', 'child', 'sibling', 'other_relative', 'organisation', 'other'] as const;
export type GuardianRelation = (typeof guardianRelations)[number];
