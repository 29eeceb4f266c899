import { followUpStates } from '@/app/_copy/fulfilment-words';
import * as labels from '@/app/_copy/labels';
import { careTaskStates } from '@/app/_copy/labels-care-plan';
import styles from './ui.module.css';

type Tone = 'plain' | 'active' | 'good' | 'warn' | 'bad';

const kinds = {
  contract: { labels: labels.contractStages, tones: { not_begun: 'plain', in_force: 'good', expiring: 'warn', renewed: 'good', transferred: 'plain', terminated: 'plain', expired: 'warn' } },
  contract_request: { labels: labels.requestStatuses, tones: { draft: 'plain', awaiting_resident: 'warn', awaiting_team: 'warn', signed: 'good', refused: 'plain', withdrawn: 'plain', lapsed: 'plain' } },
  referral: {
    labels: labels.referralStatuses,
    tones: {
      ...{ draft: 'plain', awaiting_consent: 'warn', sent: 'active', info_wanted: 'warn', waiting: 'warn', accepted: 'active', arrived: 'active', in_treatment: 'active' },
      ...{ completed: 'good', returned: 'good', received: 'good', followed_up: 'good', closed: 'plain', declined: 'bad', redirected: 'plain', cancelled: 'plain' },
      ...{ expired: 'warn', went_elsewhere: 'plain', died: 'plain' },
    },
  },
  recognition: {
    labels: labels.recognitionStandings,
    tones: { applied: 'active', upcoming: 'active', in_force: 'good', expired: 'warn', declined: 'bad', withdrawn: 'plain', revoked: 'bad' },
  },
  priority: { labels: labels.referralPriorities, tones: { emergency: 'bad', urgent: 'warn', routine: 'plain' } },
  slot: { labels: labels.slotStatuses, tones: { free: 'good', held: 'warn', booked: 'active', used: 'plain', released: 'plain', no_show: 'bad', withdrawn: 'plain' } },
  settlement: { labels: labels.settlementStatuses, tones: { computed: 'active', delivered: 'active', reviewed: 'warn', confirmed: 'good', closed: 'plain' } },
  objection: { labels: labels.objectionStatuses, tones: { raised: 'warn', withdrawn: 'plain', accepted: 'good', refused: 'bad' } },
  assessment: { labels: labels.assessmentStatuses, tones: { proposed: 'warn', approved: 'good' } },
  disposal: { labels: labels.disposalKinds, tones: { paid: 'good', recovered: 'good', carried: 'warn' } },
  prepayment: { labels: labels.prepaymentStatuses, tones: { proposed: 'warn', posted: 'good', withdrawn: 'plain', rejected: 'bad' } },
  fee_run: { labels: labels.feeRunStatuses, tones: { proposed: 'warn', posted: 'good', withdrawn: 'plain', rejected: 'bad' } },
  adjustment: { labels: labels.adjustmentStatuses, tones: { proposed: 'warn', approved: 'good', refused: 'bad' } },
  import: { labels: labels.importStatuses, tones: { running: 'active', done: 'good', failed: 'bad', interrupted: 'warn' } },
  review: { labels: labels.reviewStatuses, tones: { reading: 'active', ready: 'warn', applying: 'active', applied: 'good', failed: 'bad', interrupted: 'warn', dropped: 'plain' } },
  review_row: { labels: labels.rowClasses, tones: { new: 'good', changed: 'active', close: 'warn', held: 'plain', elsewhere: 'plain', rejected: 'bad' } },
  row: { labels: labels.rowOutcomes, tones: { accepted: 'good', already_held: 'plain', conflicting: 'warn', rejected: 'bad' } },
  difference: {
    labels: labels.differenceStatuses,
    tones: { open: 'warn', reopened: 'bad', accepted: 'good', correction_asked: 'active', corrected: 'good', verified: 'good' },
  },
  tie: { labels: labels.tieStatuses, tones: { ties: 'good', gap: 'bad' } },
  finding: { labels: labels.findingStatuses, tones: { open: 'warn', dismissed: 'plain', confirmed: 'bad', vanished: 'plain' } },
  visit: { labels: labels.visitStatuses, tones: { paid: 'good', refunded: 'plain', refund: 'plain' } },
  followUp: { labels: followUpStates, tones: { due: 'active', overdue: 'bad', done: 'good', missed: 'bad', upcoming: 'plain' } },
  careTask: { labels: careTaskStates, tones: { upcoming: 'plain', due: 'active', overdue: 'bad', done: 'good', dropped: 'plain', replaced: 'plain' } },
  confidence: { labels: labels.confidences, tones: { official: 'good', secondary: 'active', assumed: 'warn' } },
} as const satisfies Record<string, { labels: Readonly<Record<string, string>>; tones: Readonly<Record<string, Tone>> }>;

export type StatusKind = keyof typeof kinds;

/** A status in words; its colour only repeats what the words say. */
export function StatusTag({ kind, value }: { readonly kind: StatusKind; readonly value: string }) {
  const tones: Readonly<Record<string, Tone>> = kinds[kind].tones;
  return <span className={`${styles.tag} ${styles[tones[value] ?? 'plain']}`}>{labels.labelOf(kinds[kind].labels, value)}</span>;
}
