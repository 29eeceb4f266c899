/** Why a list of contracts goes to another team. */
export const handoverKinds = ['team_merged', 'institution_merged'] as const;
export type HandoverKind = (typeof handoverKinds)[number];
