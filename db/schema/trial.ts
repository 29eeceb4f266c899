import { code, count, index, instant, json, primaryKey, table, text } from '@/db/columns';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import { trialStatuses } from '@/server/domain/trial/trial';
import type { TrialReport } from '@/server/domain/trial/trial-report';

/** 政策试算: a draft held against a past year. It changes nothing but this row. */
export const trialRun = table(
  'trial_run',
  {
    regionCode: text().notNull(),
    id: text().notNull(),
    year: text().notNull(),
    policyTitle: text().notNull(),
    policyDigest: text().notNull(),
    policy: json<PolicyVersion>().notNull(),
    status: code(trialStatuses).notNull(),
    peopleTotal: count().notNull(),
    peopleDone: count().notNull(),
    report: json<TrialReport>(),
    problem: text(),
    requestedBy: text().notNull(),
    requestedAt: instant().notNull(),
    /** The last sign of whoever runs it. */
    beatAt: instant().notNull(),
    finishedAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.regionCode, t.id] }), index('trial_run_recent').on(t.regionCode, t.requestedAt), index('trial_run_live').on(t.status, t.requestedAt)],
);
