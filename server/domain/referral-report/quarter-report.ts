import { compareCodes } from '@/server/domain/kernel/allocate';
import { isSentDown, type Posting, type PostingKind, postingKinds } from '@/server/domain/posting/posting';
import { type HappenedMeasure, happenedMeasures, isCounted } from './measures';
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

/** Referrals of one line as they are added up: each resident is known once. */
class Counting {
  private times = 0;
  private readonly people = new Set<string>();

  add({ residentId }: ReferralFact): void {
    this.times += 1;
    this.people.add(residentId);
  }

  tally(): Tally {
    return { times: this.times, people: this.people.size };
  }
}

const downward: ReadonlySet<HappenedMeasure> = new Set(['sent_down', 'came_back']);
const nothing = { upOut: 0, upIn: 0, downOut: 0, downIn: 0, backOut: 0, backIn: 0, consultsAsked: 0, consultsAnswered: 0, posted: 0, received: 0 };
type Part = { -readonly [Key in keyof QuarterPart]: QuarterPart[Key] };

/** What a measure adds to whoever sent a referral, and to whoever received it; the others are nobody's part. */
const partsOf: Readonly<Partial<Record<HappenedMeasure, readonly [sender: keyof typeof nothing, receiver: keyof typeof nothing]>>> = {
  moved_up: ['upOut', 'upIn'],
  sent_down: ['downOut', 'downIn'],
  came_back: ['backIn', 'backOut'],
  consult_any: ['consultsAsked', 'consultsAnswered'],
};

/** 季度报表 as it is added up, referral by referral, with the postings of its span. */
export class QuarterCount {
  private readonly byMeasure = record(happenedMeasures, () => new Counting());
  private readonly down = new Counting();
  private readonly upAndDown = new Counting();
  private readonly byInstitution = new Map<string, Part>();
  private readonly postings: readonly Posting[];

  /** @param postings those of the span; one that was withdrawn counts for nothing. */
  constructor(
    private readonly clock: ReportClock,
    postings: readonly Posting[],
  ) {
    this.postings = postings.filter(({ withdrawnAt }) => withdrawnAt === null);
    for (const posting of this.postings) if (isSentDown(posting.kind)) this.addPart(posting, ['posted', 'received'], posting.times);
  }

  add(fact: ReferralFact): void {
    for (const measure of happenedMeasures) {
      if (!isCounted(fact, measure, this.clock)) continue;
      this.byMeasure[measure].add(fact);
      if (downward.has(measure)) this.down.add(fact);
      if (downward.has(measure) || measure === 'moved_up') this.upAndDown.add(fact);
      const parts = partsOf[measure];
      if (parts) this.addPart(fact, parts, 1);
    }
  }

  report(): QuarterReport {
    return {
      referrals: record(happenedMeasures, (measure) => this.byMeasure[measure].tally()),
      down: this.down.tally(),
      upAndDown: this.upAndDown.tally(),
      postings: record(postingKinds, (kind) => sumOf(this.postings.filter((posting) => posting.kind === kind))),
      sentDown: sumOf(this.postings.filter(({ kind }) => isSentDown(kind))),
    };
  }

  /** Every institution that had any part in it, by code. */
  parts(): QuarterPart[] {
    return [...this.byInstitution.values()].sort((a, b) => compareCodes(a.institutionCode, b.institutionCode)).map((part) => ({ ...part }));
  }

  private addPart({ fromInstitutionCode, toInstitutionCode }: Ends, [sender, receiver]: readonly [keyof typeof nothing, keyof typeof nothing], times: number): void {
    this.partOf(fromInstitutionCode)[sender] += times;
    this.partOf(toInstitutionCode)[receiver] += times;
  }

  private partOf(institutionCode: string): Part {
    const part = this.byInstitution.get(institutionCode) ?? { institutionCode, ...nothing };
    this.byInstitution.set(institutionCode, part);
    return part;
  }
}

interface Ends {
  readonly fromInstitutionCode: string;
  readonly toInstitutionCode: string;
}

function sumOf(postings: readonly Posting[]): Tally {
  return { times: postings.reduce((sum, { times }) => sum + times, 0), people: postings.reduce((sum, { people }) => sum + people, 0) };
}

function record<Key extends string, Value>(keys: readonly Key[], valueOf: (key: Key) => Value): Readonly<Record<Key, Value>> {
  return Object.fromEntries(keys.map((key) => [key, valueOf(key)])) as Record<Key, Value>;
}
