import type { Instant } from '@/server/domain/kernel/instant';

/** What a consent is to. Each is asked for apart (个人信息保护法 arts. 13, 14, 29). */
export const consentScenes = ['family_contract', 'referral'] as const;
export type ConsentScene = (typeof consentScenes)[number];

/** The version that stands for a text nobody has here: that of old paper, which an import tells of. */
export const paperText = 'paper';

/** By the person, by whoever may act for them, or on paper that is kept at the institution. */
export const consentMethods = ['self', 'guardian', 'paper'] as const;
export type ConsentMethod = (typeof consentMethods)[number];

export interface Guardian {
  readonly name: string;
  readonly relation: string;
}

/** The resident's consent; it names the version of the text that was shown. */
export interface Consent {
  readonly textVersion: string;
  readonly givenAt: Instant;
  readonly method: ConsentMethod;
  /** Set when a guardian consented in the resident's place. */
  readonly guardian: Guardian | null;
}

/** A guardian without a name has not consented. */
export function guardianOf(told: Guardian | null): Guardian | null {
  const name = told?.name.trim() ?? '';
  return told && name !== '' ? { name, relation: told.relation.trim() } : null;
}
