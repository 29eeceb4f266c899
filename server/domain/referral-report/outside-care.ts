/**
 * How a signed resident came to a hospital, or to a place outside the region: with a referral, in an emergency, and without one within the
 * own alliance, elsewhere in the region, or beyond it. Going elsewhere is everybody's right; it is counted and never refused.
 */
export const careRoutes = ['referred', 'emergency', 'inside', 'outside', 'out_of_region'] as const;
export type CareRoute = (typeof careRoutes)[number];
