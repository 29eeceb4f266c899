/** `open`: not answered yet; `answered`: answered and not closed; `over`: closed, declined, called off or run out. */
export const consultCuts = ['open', 'answered', 'over', 'all'] as const;
export type ConsultCut = (typeof consultCuts)[number];

/** Which of its two ends a list looks from. */
export const consultSides = ['received', 'sent'] as const;
export type ConsultSide = (typeof consultSides)[number];
