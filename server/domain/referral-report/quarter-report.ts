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
  /** 上下转诊: up and down together; somebody who went both ways is one person. */
  readonly upAndDown: Tally;
  /** 远程医疗 of all types. */
  readonly remote: Tally;
  /** By kind of posting; people are those the recorder counted as helped. */
  readonly postings: Readonly<Record<PostingKind, Tally>>;
  /** 派出 of all kinds that send somebody down. */
  readonly sentDown: Tally;
}

const upAndDown: readonly HappenedMeasure[] = ['moved_up', 'moved_down'];

export function quarterReportOf(facts: readonly ReferralFact[], postings: readonly Posting[], clock: ReportClock): QuarterReport {
  const of = new Map(happenedMeasures.map((measure) => [measure, counted(facts, measure, clock)]));
  const together = (measures: readonly HappenedMeasure[]) => tallyOf(measures.flatMap((measure) => of.get(measure) ?? []));
  const valid = postings.filter(({ withdrawnAt }) => withdrawnAt === null);
  return {
    referrals: record(happenedMeasures, (measure) => together([measure])),
    upAndDown: together(upAndDown),
    remote: together(happenedMeasures.filter((measure) => measure.startsWith('consult_'))),
    postings: record(postingKinds, (kind) => sumOf(valid.filter((posting) => posting.kind === kind))),
    sentDown: sumOf(valid.filter(({ kind }) => isSentDown(kind))),
  };
}

/** An institution's part, as sender and as receiver. */
export interface QuarterPart {
  readonly institutionCode: string;
  readonly upOut: number;
  readonly upIn: number;
  readonly downOut: number;
  readonly downIn: number;
  readonly consultsAsked: number;
  readonly consultsAnswered: number;
  readonly posted: number;
  readonly received: number;
}

/** Every institution that had any part in it, by code. A return after a referral upward goes down from where the referral had gone. */
export function quarterPartsOf(facts: readonly ReferralFact[], postings: readonly Posting[], clock: ReportClock): QuarterPart[] {
  const up = counted(facts, 'moved_up', clock);
  const down = counted(facts, 'moved_down', clock).map(endsDownward);
  const remote = facts.filter((fact) => happenedMeasures.some((measure) => measure.startsWith('consult_') && counted([fact], measure, clock).length > 0));
  const sent = postings.filter(({ withdrawnAt, kind }) => withdrawnAt === null && isSentDown(kind));
  const ends = [...up, ...down, ...remote, ...sent].flatMap(({ fromInstitutionCode, toInstitutionCode }) => [fromInstitutionCode, toInstitutionCode]);
  const times = (rows: readonly Posting[]) => rows.reduce((sum, row) => sum + row.times, 0);
  return [...new Set(ends)].sort().map((code) => {
    const out = (rows: readonly Ends[]) => rows.filter(({ fromInstitutionCode }) => fromInstitutionCode === code).length;
    const into = (rows: readonly Ends[]) => rows.filter(({ toInstitutionCode }) => toInstitutionCode === code).length;
    return {
      institutionCode: code,
      ...{ upOut: out(up), upIn: into(up), downOut: out(down), downIn: into(down), consultsAsked: out(remote), consultsAnswered: into(remote) },
      posted: times(sent.filter(({ fromInstitutionCode }) => fromInstitutionCode === code)),
      received: times(sent.filter(({ toInstitutionCode }) => toInstitutionCode === code)),
    };
  });
}

interface Ends {
  readonly fromInstitutionCode: string;
  readonly toInstitutionCode: string;
}

function endsDownward({ direction, fromInstitutionCode, toInstitutionCode }: ReferralFact): Ends {
  return direction === 'down' ? { fromInstitutionCode, toInstitutionCode } : { fromInstitutionCode: toInstitutionCode, toInstitutionCode: fromInstitutionCode };
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
