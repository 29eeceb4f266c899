import type { Fen } from '@/server/domain/kernel/money';
import type { KeyGroup } from '@/server/domain/registry/codes';
import type { Cited } from './cited';
import type { FeeParts } from './service-fee-terms';

/** 基础性 for everybody, 个性化 by need (国卫基层发〔2018〕35号). */
export const packageKinds = ['basic', 'personal'] as const;
export type PackageKind = (typeof packageKinds)[number];

/** 服务包: what a contract is for. Codes are the region's own; contracts keep them. */
export interface ServicePackage {
  readonly code: string;
  readonly name: string;
  readonly kind: PackageKind;
  /** Whom it is made for; empty: everybody. It is a suggestion, never a bar. */
  readonly keyGroups: readonly KeyGroup[];
  /** 分 for each year of the term, on top of the contract's other packages. */
  readonly yearlyPrice: Cited<Fen>;
  /** Who bears it. The three parts are the price exactly. */
  readonly yearlyParts: Cited<FeeParts>;
  readonly items: readonly PackageItem[];
}

/** The count of an item that is given as often as it is needed. */
export const unlimited = -1;

/** 服务项目. A code names one item of one package, so that a service given is never counted for two. */
export interface PackageItem {
  readonly code: string;
  readonly name: string;
  /** How often in each year of the term, from its first day; -1: as often as needed. What is not used in a year is not carried. */
  readonly perYear: Cited<number>;
  /** The schedule by which it falls due; null: whenever it is asked for. */
  readonly followUp: string | null;
}

/** 随访计划: when an item falls due again and again. */
export interface FollowUpPlan {
  readonly code: string;
  readonly name: string;
  readonly rhythm: FollowUpRhythm;
  /** Days before its last day from which an occasion is on the worklist; by age, the days it stays there before it is late. */
  readonly dueDays: Cited<number>;
  /** Days after its last day in which a late service still makes it good. */
  readonly graceDays: Cited<number>;
  /** Services nearer to each other than this make good one occasion, not two. */
  readonly apartDays: Cited<number>;
}

/** Every so many months from the contract's first day, or at ages in months. */
export type FollowUpRhythm =
  | { readonly kind: 'months'; readonly every: Cited<number> }
  | { readonly kind: 'ages'; readonly atMonths: Cited<readonly number[]> };
