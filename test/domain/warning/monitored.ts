import type { MonitoredVisit, PersonMonth } from '@/server/domain/warning/person-month';
import { packOf } from '../policy/packs';

/** Shenyang's: an hour, three settlements within a fifth, six months, 10,000 and 5,000 yuan, three months, 84 days. */
export const terms = packOf('210100').monitoring;

let made = 0;

/** A record settled when `at` says, at the community centre, for 100 yuan of which the fund paid 60. */
export function seen(at: string, changes: Partial<MonitoredVisit> = {}): MonitoredVisit {
  made += 1;
  return {
    institutionCode: 'H21010000011',
    settlementId: `S${String(made).padStart(4, '0')}`,
    medType: '11',
    settledAt: at.length === 10 ? `${at} 09:00:00` : at,
    startedAt: null,
    endedAt: null,
    totalFen: 10_000,
    payFen: 6000,
    reportedPoolFen: null,
    difference: null,
    prescriptionDays: null,
    ...changes,
  };
}

/** A stay from one civil time to another, settled when the patient left. */
export function stay(startedAt: string, endedAt: string, changes: Partial<MonitoredVisit> = {}): MonitoredVisit {
  return seen(endedAt, { medType: '21', institutionCode: 'H21010000001', startedAt, endedAt, totalFen: 900_000, payFen: 600_000, ...changes });
}

/** Somebody of ordinary income, alive, in March 2025. */
export function person(visits: readonly MonitoredVisit[], changes: Partial<PersonMonth> = {}): PersonMonth {
  const nothing = { selfPaidFen: 0, totalFen: 0 };
  return { month: '2025-03', residentId: 'R1', deathDay: null, lowIncome: false, wasLowIncome: false, settleAfterDeathDays: 30, visits, services: [], before: nothing, inMonth: nothing, ...changes };
}
