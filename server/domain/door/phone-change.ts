/** What became of a new phone that needs the team's word. */
export const phoneChangeStatuses = ['pending', 'confirmed', 'refused'] as const;
export type PhoneChangeStatus = (typeof phoneChangeStatuses)[number];
