import { addDays, addYears, type Day } from '@/server/domain/kernel/calendar-day';

/** A contract as a naive clerk would note it on a card. */
export interface Card {
  readonly id: string;
  readonly region: number;
  readonly person: number;
  team: string;
  start: Day;
  end: Day;
  state: 'runs' | 'ended';
  reason: string | null;
  endedOn: Day | null;
  years: number;
  previous: string | null;
}

/**
 * The naive model of the life cycle: cards in a box, searched from end to end. It knows nothing of claims, counters or conditional
 * updates; what may be done follows from looking at every card.
 */
export class CardBox {
  readonly cards: Card[] = [];
  readonly deaths = new Map<number, Day>();
  constructor(
    public today: Day,
    readonly capacity: ReadonlyMap<string, number>,
  ) {}

  of(person: number, region?: number): Card[] {
    return this.cards.filter((card) => card.person === person && (region === undefined || card.region === region));
  }

  /** Whether the person has no contract anywhere on any of the days. */
  isFree(person: number, start: Day, end: Day, except: readonly Card[] = []): boolean {
    return this.of(person).every((card) => except.includes(card) || card.start > card.end || card.end < start || end < card.start);
  }

  /** People who hold a place: one each, however many contracts. */
  seated(team: string, except: readonly Card[] = []): Set<number> {
    return new Set(this.cards.filter((card) => !except.includes(card) && card.team === team && this.runs(card)).map(({ person }) => person));
  }

  /** Signed, not ended, and its last day is not over. */
  runs(card: Card): boolean {
    return card.state === 'runs' && this.today <= card.end;
  }

  hasPlace(team: string, person: number, except: readonly Card[] = []): boolean {
    const seated = this.seated(team, except);
    return seated.has(person) || seated.size < (this.capacity.get(team) ?? 0);
  }

  maySign(person: number, team: string, start: Day, years: number, except: readonly Card[] = [], ahead = 30): boolean {
    const inTime = this.today <= start && start <= addDays(this.today, ahead);
    return !this.deaths.has(person) && inTime && years >= 1 && years <= 3 && this.isFree(person, start, lastOf(start, years), except) && this.hasPlace(team, person, except);
  }

  sign(card: Pick<Card, 'id' | 'region' | 'person' | 'team' | 'start' | 'years' | 'previous'>): void {
    this.cards.push({ ...card, end: lastOf(card.start, card.years), state: 'runs', reason: null, endedOn: null });
  }

  /** The day before its first is the last day of a contract that covers none. */
  end(card: Card, last: Day, reason: string): void {
    card.end = last < card.start ? addDays(card.start, -1) : last < card.end ? last : card.end;
    card.state = 'ended';
    card.reason = reason;
    card.endedOn = this.today;
  }

  /** What is agreed and has not begun falls with the contract that is ended. */
  callOffLater(card: Card, reason: string): void {
    for (const later of this.later(card)) this.end(later, addDays(later.start, -1), reason);
  }

  later(card: Card): Card[] {
    return this.of(card.person, card.region).filter((each) => each !== card && each.state === 'runs' && this.today < each.start);
  }

  successor(card: Card): Card | undefined {
    return this.cards.find((each) => each.previous === card.id && each.start <= each.end);
  }

  transfersInYear(card: Card): number {
    const yearAgo = addYears(this.today, -1);
    return this.of(card.person, card.region).filter((each) => each.reason === 'transferred' && each.start <= each.end && (each.endedOn ?? '') > yearAgo).length;
  }
}

export function lastOf(start: Day, years: number): Day {
  return addDays(addYears(start, years), -1);
}
