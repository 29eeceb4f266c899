import type { DecimalText, Fen } from '@/server/domain/kernel/money';
import type { Insutype, MedType } from '@/server/domain/registry/codes';
import type { IdentityClass } from '@/server/domain/registry/identity-classes';
import type { Cited } from './cited';
import type { RateSlice } from './plan';

/**
 * 大病保险: what is paid on the in-policy amount that a person was left with over a benefit year, beyond a start line. The
 * slices are cut from that yearly amount, the first from 0; the start line takes away what lies below it.
 */
export interface Ladder {
  readonly id: string;
  readonly name: string;
  readonly insutypes: readonly Insutype[];
  readonly start: Cited<Fen>;
  readonly slices: Cited<readonly RateSlice[]>;
  /** The most a person gets in a benefit year; a value of null means no limit. */
  readonly maximum: Cited<Fen | null>;
  /** What is kinder to some classes of people: the first that names one of a person's classes holds. */
  readonly variants: readonly LadderVariant[];
}

export interface LadderVariant {
  readonly id: string;
  readonly name: string;
  readonly classes: readonly IdentityClass[];
  /** Multiplies the start line: "0.5" halves it. */
  readonly startFactor: Cited<DecimalText>;
  /** Added to the rate of every slice. */
  readonly points: Cited<DecimalText>;
  readonly maximum: Cited<Fen | null>;
}

/** 医疗救助: the first rule that names one of a person's classes pays on what the ladder left of the year's in-policy amount. */
export interface AssistanceRule {
  readonly id: string;
  readonly name: string;
  readonly classes: readonly IdentityClass[];
  readonly start: Cited<Fen>;
  readonly slices: Cited<readonly RateSlice[]>;
  /** 年度救助限额, over all care that counts; a value of null means no limit. */
  readonly maximum: Cited<Fen | null>;
}

/** The layers above basic insurance. They are other people's money: no budget, prepayment or settlement holds them. */
export interface LayerTerms {
  /** Whose in-policy self-paid amounts add up over the year, for the ladder and for assistance alike. */
  readonly layeredMedTypes: Cited<readonly MedType[]>;
  readonly ladders: readonly Ladder[];
  readonly assistance: readonly AssistanceRule[];
}
