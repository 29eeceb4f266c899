import type { ConsentScene } from '@/server/domain/contract/consent';

/** What an agreement or a consent with a text of the region's own is for. A consent to a referral is asked for in one sentence, without a paper. */
export const agreementScenes = ['family_contract'] as const satisfies readonly ConsentScene[];
export type AgreementScene = (typeof agreementScenes)[number];

/**
 * 协议 is what both sides agree on; 知情同意书 is the resident's specific consent to the use of their data, a document of its
 * own (个人信息保护法 arts. 13, 14, 29), so that taking it back does not rest on the agreement.
 */
export const agreementKinds = ['agreement', 'consent'] as const;
export type AgreementKind = (typeof agreementKinds)[number];

/**
 * How somebody said yes: by hand on a screen, by the code sent to their phone, by the paper code and the tail of their
 * number, or on paper that the institution keeps.
 */
export const evidenceMethods = ['handwritten', 'sms_code', 'paper_code', 'paper'] as const;
export type EvidenceMethod = (typeof evidenceMethods)[number];

/** What wrote on the screen; all that is kept of the device. */
export const signatureTools = ['pen', 'touch', 'mouse'] as const;
export type SignatureTool = (typeof signatureTools)[number];
