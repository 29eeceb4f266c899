import { monthOf, type Day } from '@/server/domain/kernel/calendar-day';
import type { Instant } from '@/server/domain/kernel/instant';

/**
 * 派驻与进修: what a hospital's people do at a primary institution (坐诊, 手术, 查房, 技术指导, 教学, 管理), a new technique that it helps
 * to begin there, and whom the primary institution sends up to learn.
 */
export const postingKinds = ['clinic', 'surgery', 'ward_round', 'guidance', 'teaching', 'management', 'new_technique', 'trainee'] as const;
export type PostingKind = (typeof postingKinds)[number];

/** Kinds in which somebody of the upper hospital goes down: what the quarter's report calls 派出人次. */
export const sentDownKinds = ['clinic', 'surgery', 'ward_round', 'guidance', 'teaching', 'management'] as const satisfies readonly PostingKind[];

export function isSentDown(kind: PostingKind): boolean {
  return (sentDownKinds as readonly PostingKind[]).includes(kind);
}

/** Which of the two institutions of a posting is meant. */
export const postingSides = ['either', 'from', 'to'] as const;
export type PostingSide = (typeof postingSides)[number];

/** What is written down of one posting. */
export interface PostingEntry {
  readonly kind: PostingKind;
  /** Who sends the person; of a trainee the primary institution, of everything else the hospital. */
  readonly fromInstitutionCode: string;
  readonly toInstitutionCode: string;
  readonly personName: string;
  /** 职称. */
  readonly title: string;
  /** The department, the operation, the technique: what it was about. Required for a new technique. */
  readonly subject: string | null;
  readonly fromDay: Day;
  /** The last day, the first one where it was a single day. */
  readonly toDay: Day;
  /** 人次: how often the person went, at least once. */
  readonly times: number;
  /** Patients who were helped; 0 where nobody was seen. */
  readonly people: number;
  readonly note: string | null;
}

export interface Posting extends PostingEntry {
  readonly id: string;
  readonly regionCode: string;
  readonly recordedAt: Instant;
  readonly recordedByName: string;
  /** Taken back because it was wrong; it stays to be read and counts no more. */
  readonly withdrawnAt: Instant | null;
  readonly withdrawnReason: string | null;
  readonly version: number;
}

/** `YYYY-Qn` of a day. */
export function quarterOf(day: Day): string {
  return `${day.slice(0, 4)}-Q${Math.ceil(Number(monthOf(day).slice(5)) / 3)}`;
}
