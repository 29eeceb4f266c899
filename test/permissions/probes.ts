import { agreementProbes } from './agreement-probes';
import { assessmentProbes } from './assessment-probes';
import { importReviewProbes } from './import-review-probes';
import { capacityProbes } from './capacity-probes';
import { carePlanProbes } from './care-plan-probes';
import { careProbes } from './care-probes';
import { consultProbes } from './consult-probes';
import { contractLifeProbes } from './contract-probes';
import { fulfilmentProbes } from './fulfilment-probes';
import { duplicateProbes } from './duplicate-probes';
import { identityProbes } from './identity-probes';
import { moneyProbes } from './money-probes';
import { monitoringProbes } from './monitoring-probes';
import { noticeProbes, ownProbes } from './own-probes';
import { peopleProbes } from './people-probes';
import type { Probe } from './probe';
import { recognitionProbes } from './recognition-probes';
import { referralCourseProbes } from './referral-course-probes';
import { referralDeskProbes } from './referral-desk-probes';
import { referralDraftProbes } from './referral-draft-probes';
import { reportProbes } from './report-probes';
import { residentChangeProbes } from './resident-change-probes';
import { settlementProbes } from './settlement-probes';
import { reconciliationProbes } from './reconciliation-probes';
import { teamProbes } from './team-probes';
import { waitingProbes } from './waiting-probes';

/** How every procedure is asked for what is the asker's own and for what is somebody else's. */
export const probes: readonly Probe[] = [...moneyProbes, ...agreementProbes, ...assessmentProbes, ...settlementProbes, ...careProbes, ...carePlanProbes, ...capacityProbes, ...peopleProbes, ...consultProbes, ...contractLifeProbes, ...ownProbes, ...noticeProbes, ...fulfilmentProbes, ...monitoringProbes, ...identityProbes, ...importReviewProbes, ...duplicateProbes, ...reconciliationProbes, ...recognitionProbes, ...referralDraftProbes, ...residentChangeProbes, ...reportProbes, ...referralDeskProbes, ...referralCourseProbes, ...teamProbes, ...waitingProbes];
