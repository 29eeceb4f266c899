/** How the resident stands to whoever referred them; the first comes first within a priority (签约且由本团队转诊者优先). */
export const waitingStandings = ['own_team', 'signed', 'unsigned'] as const;
export type WaitingStanding = (typeof waitingStandings)[number];

/** What became of an offer: still open, taken, run out, turned down by the patient's side, or taken back because the place or the referral fell away. */
export const offerOutcomes = ['open', 'taken', 'lapsed', 'declined', 'withdrawn'] as const;
export type OfferOutcome = (typeof offerOutcomes)[number];

/** By the order of the list, or by hand with a reason that the record keeps. */
export const offerOrigins = ['order', 'hand'] as const;
export type OfferOrigin = (typeof offerOrigins)[number];

/**
 * Why somebody further up did not get the place: no reserved place without a contract, another offer is open to them, they let this very
 * place go, no place that is free may be taken by their referral now, or the hospital gave it out of order.
 */
export const passReasons = ['unsigned', 'has_offer', 'let_go', 'none_suits', 'by_hand'] as const;
export type PassReason = (typeof passReasons)[number];
