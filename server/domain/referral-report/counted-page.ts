import type { ReferralFact } from './referral-fact';

/** One page of the referrals behind a number, the latest first, taken as they come by: no more are kept than lead up to the page. */
export class CountedPage {
  private latest: ReferralFact[] = [];
  private found = 0;

  /** @param page from 1. */
  constructor(
    private readonly page: { readonly page: number; readonly pageSize: number },
    private readonly isCounted: (fact: ReferralFact) => boolean,
  ) {}

  add(fact: ReferralFact): void {
    if (!this.isCounted(fact)) return;
    this.found += 1;
    this.latest.push(fact);
    const enough = this.page.page * this.page.pageSize;
    // Seldom, because each time all that is kept is put in order.
    if (this.latest.length >= 2 * enough + slack) this.latest = inOrder(this.latest).slice(0, enough);
  }

  /** How many there are on all pages. */
  get total(): number {
    return this.found;
  }

  rows(): ReferralFact[] {
    const { page, pageSize } = this.page;
    return inOrder(this.latest).slice((page - 1) * pageSize, page * pageSize);
  }
}

const slack = 1000;

function inOrder(facts: readonly ReferralFact[]): ReferralFact[] {
  return facts.toSorted((a, b) => b.sentAt - a.sentAt || (a.number < b.number ? -1 : 1));
}
