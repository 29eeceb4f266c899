import type { AgreementKind, AgreementScene } from './codes';

export interface DocumentTable {
  /** Null for names and values in columns without heads. */
  readonly head: readonly string[] | null;
  readonly rows: readonly (readonly string[])[];
}

export type DocumentBlock =
  | { readonly kind: 'heading' | 'paragraph'; readonly text: string }
  | ({ readonly kind: 'table'; readonly name: string } & DocumentTable);

/**
 * A text with every slot filled: what is shown on the screen, printed, and digested, from one value. It is plain JSON, so
 * that its canonical form (kernel/canonical-json) is what the digest is of.
 */
export interface AgreementDocument {
  readonly scene: AgreementScene;
  readonly kind: AgreementKind;
  readonly templateVersion: string;
  readonly title: string;
  /** The number of the agreement; null while it is only shown. */
  readonly number: string | null;
  readonly blocks: readonly DocumentBlock[];
}
