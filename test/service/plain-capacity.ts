/**
 * A clinic's reserved places as a clerk with a pencil would keep them: a list, walked from the top. It knows no states union, no
 * conditions in SQL and no rules but these, and is what the real store is held against.
 */
export interface PlainPlace {
  readonly number: number;
  /** The house it was dealt to; null for anybody's. */
  readonly dealtTo: string | null;
  how: 'free' | 'held' | 'booked' | 'used' | 'no_show' | 'released' | 'withdrawn';
  owner: string | null;
  until: number;
}

/** Instants in milliseconds. */
export interface PlainTimes {
  readonly opens: number;
  readonly borrowing: number;
  /** From when routine referrals are refused. */
  readonly urgentOnly: number;
  readonly release: number;
  readonly starts: number;
}

export class PlainClinic {
  readonly places: PlainPlace[];
  readonly #times: PlainTimes;

  constructor(times: PlainTimes, dealt: readonly { readonly number: number; readonly dealtTo: string | null }[]) {
    this.#times = times;
    this.places = dealt.map(({ number, dealtTo }) => ({ number, dealtTo, how: 'free', owner: null, until: 0 }));
  }

  /** `house` null: not of the alliance. The number of the place that was taken, or null. */
  hold(who: string, house: string | null, isUrgent: boolean, until: number, now: number): number | null {
    const { opens, borrowing, urgentOnly, release, starts } = this.#times;
    if (house === null || now < opens || now >= release || (!isUrgent && now >= urgentOnly)) return null;
    const own = this.#first(now, (place) => place.dealtTo === house);
    const common = this.#first(now, (place) => place.dealtTo === null);
    const borrowed = now >= borrowing ? this.#first(now, () => true) : undefined;
    const place = own ?? common ?? borrowed;
    if (!place) return null;
    [place.how, place.owner, place.until] = ['held', who, Math.min(until, starts)];
    return place.number;
  }

  book(who: string, now: number): boolean {
    const place = this.#of(who, ['held']);
    if (!place || place.until <= now) return false;
    place.how = 'booked';
    return true;
  }

  giveBack(who: string): boolean {
    const place = this.#of(who, ['held', 'booked']);
    if (!place) return false;
    [place.how, place.owner] = ['free', null];
    return true;
  }

  come(who: string, how: 'used' | 'no_show'): boolean {
    const place = this.#of(who, ['booked']);
    if (!place) return false;
    place.how = how;
    return true;
  }

  sweep(now: number): void {
    for (const place of this.places) {
      if (!this.#isFree(place, now)) continue;
      [place.how, place.owner] = [now >= this.#times.release ? 'released' : 'free', null];
    }
  }

  /** How many places are reserved afterwards, or null when it is refused. */
  resize(capacity: number, now: number): number | null {
    if (now >= this.#times.release) return null;
    const offered = this.places.filter(({ how }) => how !== 'withdrawn');
    const taken = offered.filter((place) => !this.#isFree(place, now)).length;
    if (capacity < taken) return null;
    const reserved = Math.max(Math.ceil(capacity / 3), taken);
    const leaving = offered.filter((place) => this.#isFree(place, now)).sort((a, b) => Number(a.dealtTo !== null) - Number(b.dealtTo !== null) || b.number - a.number);
    for (const place of leaving.slice(0, Math.max(0, offered.length - reserved))) [place.how, place.owner] = ['withdrawn', null];
    return reserved;
  }

  /** Places that were added; to whom they are dealt is for the dealing to say. */
  add(dealt: readonly { readonly number: number; readonly dealtTo: string | null }[]): void {
    this.places.push(...dealt.map(({ number, dealtTo }): PlainPlace => ({ number, dealtTo, how: 'free', owner: null, until: 0 })));
  }

  /** Each place as it counts now, in order: a hold that has run out is free. */
  seen(now: number): string[] {
    return this.places.map((place) => (this.#isFree(place, now) ? `${place.number} free` : `${place.number} ${place.how}${place.owner === null ? '' : ` ${place.owner}`}`));
  }

  #first(now: number, fits: (place: PlainPlace) => boolean): PlainPlace | undefined {
    return this.places.find((place) => this.#isFree(place, now) && fits(place));
  }

  #isFree({ how, until }: PlainPlace, now: number): boolean {
    return how === 'free' || (how === 'held' && until <= now);
  }

  #of(who: string, hows: readonly PlainPlace['how'][]): PlainPlace | undefined {
    return this.places.find(({ owner, how }) => owner === who && hows.includes(how));
  }
}
