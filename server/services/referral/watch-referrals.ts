import type { Reach, Store } from '@/db';
import { type ReferralTouch, listReferralTouches } from '@/db/queries/referral-watch';

/** Which referrals something happened to; empty: so many that looking anew is cheaper than naming them. */
export type ReferralListener = (referralIds: readonly string[]) => void;

export interface ReferralWatch {
  /** Tells the listener of what happens within the reach from now on, until the answered function is called. */
  readonly listen: (reach: Reach, listener: ReferralListener) => () => void;
  readonly close: () => void;
}

interface WatchOptions {
  readonly everyMs?: number;
  readonly now?: () => number;
  readonly complain?: (text: string) => void;
}

/** How far back each look goes: another process's transaction may be committed later than its events say, and its clock may differ. */
const overlapMs = 15_000;
const mostTouches = 500;

interface Region {
  readonly listeners: Set<{ readonly reach: Reach; readonly listener: ReferralListener }>;
  readonly timer: NodeJS.Timeout;
  /** What was told already, of what the next look finds again. */
  told: ReadonlySet<string>;
  /** Before the first look is over nothing is new. */
  begun: boolean;
  looking: boolean;
}

/**
 * Notices what happens to referrals, whichever process made it happen: one small look every moment at the events of each region that
 * somebody listens to, however many listen. Nothing of a referral goes through here but that it changed; whoever is told asks for it by the usual ways,
 * which decide what they may see.
 */
export function watchReferrals(store: Store, { everyMs = 1_500, now = Date.now, complain = () => undefined }: WatchOptions = {}): ReferralWatch {
  const regions = new Map<string, Region>();

  const look = async (regionCode: string, region: Region): Promise<void> => {
    if (region.looking) return;
    region.looking = true;
    try {
      const touches = await listReferralTouches(store.reads, regionCode, now() - overlapMs, mostTouches);
      const news = region.begun ? touches.filter((touch) => !region.told.has(keyOf(touch))) : [];
      region.told = new Set(touches.map(keyOf));
      region.begun = true;
      if (news.length > 0) tell(region, news, touches.length >= mostTouches);
    } catch (error) {
      // The next look finds what this one did not.
      complain(`watching referrals: ${String(error)}`);
    } finally {
      region.looking = false;
    }
  };

  const open = (regionCode: string): Region => {
    const timer = setInterval(() => {
      const region = regions.get(regionCode);
      if (region) void look(regionCode, region);
    }, everyMs);
    timer.unref();
    const region: Region = { listeners: new Set(), timer, told: new Set(), begun: false, looking: false };
    regions.set(regionCode, region);
    void look(regionCode, region);
    return region;
  };

  return {
    listen: (reach, listener) => {
      const region = regions.get(reach.regionCode) ?? open(reach.regionCode);
      const entry = { reach, listener };
      region.listeners.add(entry);
      return () => {
        region.listeners.delete(entry);
        if (region.listeners.size > 0) return;
        clearInterval(region.timer);
        if (regions.get(reach.regionCode) === region) regions.delete(reach.regionCode);
      };
    },
    close: () => {
      for (const { timer } of regions.values()) clearInterval(timer);
      regions.clear();
    },
  };
}

function tell({ listeners }: Region, news: readonly ReferralTouch[], isMany: boolean): void {
  for (const { reach, listener } of listeners) {
    const mine = news.filter((touch) => concerns(reach, touch)).map(({ referralId }) => referralId);
    if (isMany) listener([]);
    else if (mine.length > 0) listener([...new Set(mine)]);
  }
}

function concerns({ institutionCodes: codes }: Reach, { fromInstitutionCode, toInstitutionCode }: ReferralTouch): boolean {
  return codes === 'all' || codes.includes(fromInstitutionCode) || codes.includes(toInstitutionCode);
}

function keyOf({ referralId, seq }: ReferralTouch): string {
  return `${referralId}:${seq}`;
}
