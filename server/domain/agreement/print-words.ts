import type { EvidenceMethod } from './codes';

/** What a printed copy says around the documents; the sentences stand with the others of the screens. */
export interface AgreementPrintWords {
  readonly page: (page: number, pages: number) => string;
  readonly number: (number: string) => string;
  readonly digest: (digest: string) => string;
  readonly partyA: string;
  readonly partyB: string;
  readonly date: string;
  readonly seal: string;
  readonly methods: Readonly<Record<EvidenceMethod, string>>;
  readonly signedBy: (method: string, at: string) => string;
  readonly verify: string;
  readonly verifyAt: (address: string) => string;
  readonly code: (code: string) => string;
  readonly unrecorded: string;
  readonly faulty: string;
  readonly missingGlyphs: (codePoints: string) => string;
  readonly printedAt: (at: string) => string;
  readonly fileName: (number: string) => string;
}
