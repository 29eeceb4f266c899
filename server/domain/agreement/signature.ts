import type { Refusal } from '@/server/domain/kernel/outcome';
import type { SignatureTool } from './codes';

/** What is kept of the device that a signature was written on; nothing that tells whose it is. */
export interface DeviceFacts {
  readonly tool: SignatureTool;
  /** Size of the image in its own pixels. */
  readonly width: number;
  readonly height: number;
  readonly strokes: number;
}

/**
 * How somebody signs. By hand the image is a PNG as a data address (`data:image/png;base64,…`); on paper the institution
 * keeps the sheet; the codes are what a resident proved to be themselves by.
 */
export type SignatureGiven =
  | { readonly method: 'handwritten'; readonly image: string; readonly tool: SignatureTool; readonly strokes: number }
  | { readonly method: 'sms_code' }
  | { readonly method: 'paper_code' }
  | { readonly method: 'paper' };

/** The image alone, decoded and measured. */
export interface SignatureImage {
  readonly width: number;
  readonly height: number;
  /** Pixels that differ from the ground. */
  readonly inkedPixels: number;
}

/** In order of precedence: a file that is too large is not looked into. */
export type SignatureRefusal =
  | Refusal<'signature.too_large', { readonly bytes: number; readonly limitBytes: number }>
  | Refusal<'signature.not_png', object>
  | Refusal<'signature.wrong_size', { readonly width: number; readonly height: number; readonly most: number }>
  | Refusal<'signature.blank', object>;

export const signatureLimitBytes = 200 * 1024;
/** The field is 600 CSS pixels wide, drawn at twice their number at most. */
export const signatureMostPixels = 1600;
/** Fewer inked pixels are a slip of the hand, not a name. */
export const signatureLeastInk = 60;

/** Whether a measured image can be somebody's signature. */
export function judgeSignature({ width, height, inkedPixels }: SignatureImage): SignatureRefusal | null {
  if (width < 1 || height < 1 || width > signatureMostPixels || height > signatureMostPixels) {
    return { code: 'signature.wrong_size', facts: { width, height, most: signatureMostPixels } };
  }
  return inkedPixels < signatureLeastInk ? { code: 'signature.blank', facts: {} } : null;
}
