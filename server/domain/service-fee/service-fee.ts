import { timesRate, type DecimalText, type Fen } from '@/server/domain/kernel/money';
import { type Day, addDays, addYears, daysBetween } from '@/server/domain/kernel/calendar-day';
import type { FeeParts, FeePayer, FeeWaiver, ServiceFeeTerms } from '@/server/domain/policy/service-fee-terms';
import { citationOf, inFen, inRate, inText, inCount, type WorkingStep } from '@/server/domain/policy/cited';
import type { PackageCode } from '@/server/domain/contract/packages';
import type { Insutype } from '@/server/domain/registry/codes';
import { exact } from '@/server/domain/kernel/money';

export const feeRunStatuses = ['proposed', 'posted', 'withdrawn', 'rejected'] as const;
export type FeeRunStatus = (typeof feeRunStatuses)[number];

/** A year of a contract, what is given back of it, or what its assessment releases. */
export const feeLineKinds = ['charge', 'return', 'assessment'] as const;
export type FeeLineKind = (typeof feeLineKinds)[number];
