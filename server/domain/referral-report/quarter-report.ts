import { isSentDown, type Posting, type PostingKind, postingKinds } from '@/server/domain/posting/posting';
import { type HappenedMeasure, counted, happenedMeasures } from './measures';
import type { ReferralFact, ReportClock } from './referral-fact';

/** 人次 and people of one line: somebody who came twice is two 人次 and one person. */
export interface Tally {
  readonly times: number;
  readonly people: number;
}

/** 季度报表 of the kind that Shenyang publishes: who was referred up and down, who was sent to help, what was read from afar. */
export interface QuarterReport {
  readonly referrals: Readonly<Record<HappenedMeasure, Tally>>;
  /** 下转: sent down, and come back. */
  readonly down: Tally;
  /** 上下转诊: up and down together; somebody who went both ways is one person and two 人次. */
  readonly upAndDown: Tally;
  /** By kind of posting; people are those the recorder counted as helped. */
  readonly postings: Readonly<Record<PostingKind, Tally>>;
  /** 派出 of all kinds that send somebody down. */
  readonly sentDown: Tally;
}

const downward: readonly HappenedMeasure[] = ['sent_down', 'came_back'];

export function quarterReportOf(facts: readonly ReferralFact[], postings: readonly Posting[], clock: ReportClock): QuarterReport {
  const of = new Map(happenedMeasures.map((measure) => [measure, counted(facts, measure, clock)]));
  const together = (measures: readonly HappenedMeasure[]) => tallyOf(measures.flatMap((measure) => of.get(measure) ?? []));
  const valid = postings.filter(({ withdrawnAt }) => withdrawnAt === null);
  return {
    referrals: record(happenedMeasures, (measure) => together([measure])),
    down: together(downward),
    upAndDown: together(['moved_up', ...downward]),
    postings: record(postingKinds, (kind) => sumOf(valid.filter((posting) => posting.kind === kind))),
    sentDown: sumOf(valid.filter(({ kind }) => isSentDown(kind))),
  };
}

/** An institution's part, as whoever sent a referral or a doctor (out) and as whoever received them (in). */
export interface QuarterPart {
  readonly institutionCode: string;
  readonly upOut: number;
  readonly upIn: number;
  readonly downOut: number;
  readonly downIn: number;
  /** Patients it gave back to those who had sent them, and those it had back. */
  readonly backOut: number;
  readonly backIn: number;
  readonly consultsAsked: number;
  readonly consultsAnswered: number;
  readonly posted: number;
  readonly received: number;
}

/** Every institution that had any part in it, by code. */
export function quarterPartsOf(facts: readonly ReferralFact[], postings: readonly Posting[], clock: ReportClock): QuarterPart[] {
  const up = counted(facts, 'moved_up', clock);
  const down = counted(facts, 'sent_down', clock);
  const back = counted(facts, 'came_back', clock);
  const remote = counted(facts, 'consult_any', clock);
  const sent = postings.filter(({ withdrawnAt, kind }) => withdrawnAt === null && isSentDown(kind));
  const ends = [...up, ...down, ...back, ...remote, ...sent].flatMap(({ fromInstitutionCode, toInstitutionCode }) => [fromInstitutionCode, toInstitutionCode]);
  const from = (rows: readonly Ends[], code: string) => rows.filter(({ fromInstitutionCode }) => fromInstitutionCode === code).length;
  const to = (rows: readonly Ends[], code: string) => rows.filter(({ toInstitutionCode }) => toInstitutionCode === code).length;
  return [...new Set(ends)].sort().map((code) => ({
    institutionCode: code,
    ...{ upOut: from(up, code), upIn: to(up, code), downOut: from(down, code), downIn: to(down, code), backOut: to(back, code), backIn: from(back, code) },
    ...{ consultsAsked: from(remote, code), consultsAnswered: to(remote, code) },
    posted: sumOf(sent.filter(({ fromInstitutionCode }) => fromInstitutionCode === code)).times,
    received: sumOf(sent.filter(({ toInstitutionCode }) => toInstitutionCode === code)).times,
  }));
}

interface Ends {
  readonly fromInstitutionCode: string;
  readonly toInstitutionCode: string;
}

function tallyOf(facts: readonly ReferralFact[]): Tally {
  return { times: facts.length, people: new Set(facts.map(({ residentId }) => residentId)).size };
}

function sumOf(postings: readonly Posting[]): Tally {
  return { times: postings.reduce((sum, { times }) => sum + times, 0), people: postings.reduce((sum, { people }) => sum + people, 0) };
}

function record<Key extends string, Value>(keys: readonly Key[], valueOf: (key: Key) => Value): Readonly<Record<Key, Value>> {
  return Object.fromEntries(keys.map((key) => [key, valueOf(key)])) as Record<Key, Value>;
}
