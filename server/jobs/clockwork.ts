import type { Store } from '@/db';
import { minuteMs } from '@/server/domain/kernel/instant';
import { type ServiceContext, serviceContext } from '@/server/services/context';
import { closeFollowedUp } from '@/server/services/care-plan/close-followed-up';
import { noticeReadmissions } from '@/server/services/care-plan/notice-readmissions';
import { expireContracts } from '@/server/services/contract/expire-contracts';
import { lapseSigningRequests } from '@/server/services/contract-request/lapse-signing-requests';
import { forgetOldCodes } from '@/server/services/door/dispatch-codes';
import { planChangedContractsInTime } from '@/server/services/fulfilment/plan-changed-contracts';
import { interruptImports } from '@/server/services/import/interrupt-imports';
import { interruptReviews, purgeReviews } from '@/server/services/import-review/purge-reviews';
import { makeSessions } from '@/server/services/quota/make-sessions';
import { releaseSlots } from '@/server/services/quota/release-slots';
import { purgeDrafts } from '@/server/services/referral-draft/drop-draft';
import { expireReferrals } from '@/server/services/referral/expire-referrals';
import { escalateReferrals, remindOfOverdue } from '@/server/services/referral/tell-of-overdue';
import { scanDuplicatesAtNight } from '@/server/services/duplicate/scan-duplicates';
import { fillSearchKeys } from '@/server/services/resident/fill-search-keys';
import { turnStandings } from '@/server/services/resident-change/turn-standings';
import { lapseOffers } from '@/server/services/waiting/lapse-offers';
import { noteBrokenPromises } from '@/server/services/waiting/note-broken-promises';
import { offerPlaces } from '@/server/services/waiting/offer-places';
import { scanClosedMonths } from '@/server/services/warning/scan-closed-months';
import { listRegionCodes } from '@/server/services/institution/list-region-codes';

type ClockVerb = (context: ServiceContext) => Promise<object>;

/** What the clock does by itself, in this order: what lapsed gives back its seat or slot. Each verb does nothing when nothing is due. */
const verbs: Readonly<Record<string, ClockVerb>> = { expireContracts, planChangedContractsInTime, lapseSigningRequests, expireReferrals, remindOfOverdue, escalateReferrals, lapseOffers, makeSessions, releaseSlots, offerPlaces, noteBrokenPromises, noticeReadmissions, closeFollowedUp, interruptImports, interruptReviews, purgeReviews, purgeDrafts, scanClosedMonths, fillSearchKeys, turnStandings, scanDuplicatesAtNight, forgetOldCodes };

const everyMs = 5 * minuteMs;

/**
 * Runs the clock's verbs for every region at once and then every five minutes. Several processes may do so side by side: the
 * verbs win or lose by conditional updates. Returns what stops it.
 */
export function startClockwork(store: Store, complain: (text: string) => void): () => void {
  const tick = () => void runOnce(store, complain).catch((error: unknown) => complain(String(error)));
  tick();
  const timer = setInterval(tick, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}

/** One round for every region; a verb that fails is complained of and does not keep the others from running. */
export async function runOnce(store: Store, complain: (text: string) => void): Promise<void> {
  for (const regionCode of await listRegionCodes(store)) {
    for (const [job, verb] of Object.entries(verbs)) {
      try {
        await verb(serviceContext(store, { kind: 'system', job, regionCode }));
      } catch (error) {
        complain(`${job} in ${regionCode}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }
}
