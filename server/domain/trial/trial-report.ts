import { compareCodes } from '@/server/domain/kernel/allocate';
import type { Month } from '@/server/domain/kernel/calendar-day';
import type { Fen } from '@/server/domain/kernel/money';
import type { PoolId } from '@/server/domain/ledger/account';
import type { Insutype, MedType } from '@/server/domain/registry/codes';

/** What one visit comes to under one set of rules. */
export interface Outcome {
  readonly pool: PoolId;
  /** Basic insurance. */
  readonly payFen: Fen;
  readonly enhancementFen: Fen;
  /** What the ladder and assistance pay on top. */
  readonly layersFen: Fen;
  readonly selfPaidFen: Fen;
}

/** One visit of the year as it stands, and as the draft would have it; null where the draft has no plan for it. */
export interface TriedVisit {
  readonly institutionCode: string;
  readonly month: Month;
  readonly insutype: Insutype;
  readonly medType: MedType;
  readonly totalFen: Fen;
  readonly held: Outcome;
  readonly trial: Outcome | null;
}

export interface TrialSums {
  readonly visits: number;
  readonly payFen: Fen;
  readonly enhancementFen: Fen;
  readonly layersFen: Fen;
  readonly selfPaidFen: Fen;
}

export interface Beside {
  readonly held: TrialSums;
  readonly trial: TrialSums;
}

/** People by what the draft changes for them in the year: negative is more to pay themselves. The limits are 分; null is open. */
export interface PeopleBucket {
  readonly fromFen: Fen | null;
  readonly toFen: Fen | null;
  readonly people: number;
}

/** 试算报告: a past year under a draft policy beside the year as it stands. It names no person. */
export interface TrialReport {
  readonly total: Beside;
  readonly pools: readonly (Beside & { readonly pool: PoolId })[];
  readonly institutions: readonly (Beside & { readonly institutionCode: string })[];
  readonly months: readonly (Beside & { readonly month: Month })[];
  readonly people: {
    readonly better: number;
    readonly worse: number;
    readonly same: number;
    readonly mostGainedFen: Fen;
    readonly mostLostFen: Fen;
    readonly buckets: readonly PeopleBucket[];
  };
  /** Kinds of visits that the draft has no plan for: under it they would be paid nothing. */
  readonly withoutPlan: readonly { readonly insutype: Insutype; readonly medType: MedType; readonly visits: number; readonly payFen: Fen }[];
}

const noSums: TrialSums = { visits: 0, payFen: 0, enhancementFen: 0, layersFen: 0, selfPaidFen: 0 };
const nothing: Beside = { held: noSums, trial: noSums };

/** Steps of the distribution over people, in 分: ±100, ±500, ±2,000 yuan. */
const steps = [-200_000, -50_000, -10_000, 0, 10_000, 50_000, 200_000] as const;

/** Adds up a trial run person by person, in memory that does not grow with their number. */
export class TrialTally {
  #total = nothing;
  readonly #pools = new Map<PoolId, Beside>();
  readonly #institutions = new Map<string, Beside>();
  readonly #months = new Map<Month, Beside>();
  readonly #withoutPlan = new Map<string, TrialReport['withoutPlan'][number]>();
  #better = 0;
  #worse = 0;
  #same = 0;
  #mostGainedFen = 0;
  #mostLostFen = 0;
  readonly #buckets: number[] = Array.from({ length: steps.length + 1 }, () => 0);

  /** All visits of one person in the year. Nobody without a visit is counted. */
  addPerson(visits: readonly TriedVisit[]): void {
    if (visits.length === 0) return;
    let gainFen = 0;
    for (const visit of visits) gainFen += this.#addVisit(visit);
    if (gainFen > 0) this.#better += 1;
    else if (gainFen < 0) this.#worse += 1;
    else this.#same += 1;
    this.#mostGainedFen = Math.max(this.#mostGainedFen, gainFen);
    this.#mostLostFen = Math.max(this.#mostLostFen, -gainFen);
    if (gainFen !== 0) this.#buckets[bucketOf(gainFen)] = (this.#buckets[bucketOf(gainFen)] ?? 0) + 1;
  }

  /** @returns what its person would pay less. */
  #addVisit(visit: TriedVisit): Fen {
    const { held, trial } = visit;
    const unpaid = { pool: held.pool, payFen: 0, enhancementFen: 0, layersFen: 0, selfPaidFen: visit.totalFen };
    const tried = trial ?? unpaid;
    if (trial === null) this.#addWithoutPlan(visit);
    this.#total = both(this.#total, held, tried);
    put(this.#institutions, visit.institutionCode, (sums) => both(sums, held, tried));
    put(this.#months, visit.month, (sums) => both(sums, held, tried));
    put(this.#pools, held.pool, (sums) => ({ ...sums, held: plus(sums.held, held) }));
    put(this.#pools, tried.pool, (sums) => ({ ...sums, trial: plus(sums.trial, tried) }));
    return held.selfPaidFen - tried.selfPaidFen;
  }

  #addWithoutPlan({ insutype, medType, held }: TriedVisit): void {
    const key = `${insutype}/${medType}`;
    const sofar = this.#withoutPlan.get(key) ?? { insutype, medType, visits: 0, payFen: 0 };
    this.#withoutPlan.set(key, { ...sofar, visits: sofar.visits + 1, payFen: sofar.payFen + held.payFen });
  }

  report(): TrialReport {
    return {
      total: this.#total,
      pools: listed(this.#pools).map(([pool, sums]) => ({ pool, ...sums })),
      institutions: listed(this.#institutions).map(([institutionCode, sums]) => ({ institutionCode, ...sums })),
      months: listed(this.#months).map(([month, sums]) => ({ month, ...sums })),
      people: {
        ...{ better: this.#better, worse: this.#worse, same: this.#same },
        ...{ mostGainedFen: this.#mostGainedFen, mostLostFen: this.#mostLostFen },
        buckets: this.#buckets.map((people, at) => ({ fromFen: steps[at - 1] ?? null, toFen: steps[at] ?? null, people })),
      },
      withoutPlan: listed(this.#withoutPlan).map(([, kind]) => kind),
    };
  }
}

/** Losses belong to the step below them and gains to the one above, so that the middle divides them. */
function bucketOf(gainFen: Fen): number {
  const passed = steps.filter((step) => (gainFen < 0 ? gainFen > step : gainFen >= step));
  return passed.length;
}

function both(sums: Beside, held: Outcome, trial: Outcome): Beside {
  return { held: plus(sums.held, held), trial: plus(sums.trial, trial) };
}

function plus(sums: TrialSums, { payFen, enhancementFen, layersFen, selfPaidFen }: Outcome): TrialSums {
  return {
    visits: sums.visits + 1,
    payFen: sums.payFen + payFen,
    enhancementFen: sums.enhancementFen + enhancementFen,
    layersFen: sums.layersFen + layersFen,
    selfPaidFen: sums.selfPaidFen + selfPaidFen,
  };
}

function put<Key>(sums: Map<Key, Beside>, key: Key, change: (sums: Beside) => Beside): void {
  sums.set(key, change(sums.get(key) ?? nothing));
}

function listed<Key extends string, Value>(map: ReadonlyMap<Key, Value>): [Key, Value][] {
  return [...map.entries()].sort(([a], [b]) => compareCodes(a, b));
}
