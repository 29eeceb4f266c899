import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Instant } from '@/server/domain/kernel/instant';

/** Where, or by what means, a service was given. */
export const servicePlaces = ['clinic', 'home', 'phone', 'online'] as const;
export type ServicePlace = (typeof servicePlaces)[number];

/** What was measured on the occasion; all whole numbers, so that they are stored and compared exactly. */
export interface Measurements {
  /** mmHg. */
  readonly systolic?: number;
  /** mmHg. */
  readonly diastolic?: number;
  /** Fasting blood glucose in tenths of mmol/L: 61 is 6.1. */
  readonly glucoseTenths?: number;
  /** Beats a minute. */
  readonly heartRate?: number;
  /** Tenths of a kilogram. */
  readonly weightTenths?: number;
}

export const measured = ['systolic', 'diastolic', 'glucoseTenths', 'heartRate', 'weightTenths'] as const satisfies readonly (keyof Measurements)[];
export type Measured = (typeof measured)[number];

/** What a living person can show; beyond it somebody mistyped. */
export const measurementRanges: Readonly<Record<Measured, { readonly least: number; readonly most: number }>> = {
  systolic: { least: 50, most: 300 },
  diastolic: { least: 20, most: 200 },
  glucoseTenths: { least: 5, most: 600 },
  heartRate: { least: 20, most: 250 },
  weightTenths: { least: 5, most: 4000 },
};

/** 履约记录: one item of a contract's packages, given on a day. */
export interface ServiceGiven {
  readonly id: string;
  readonly contractId: string;
  readonly residentId: string;
  readonly itemCode: string;
  readonly day: Day;
  readonly practitionerId: string;
  readonly place: ServicePlace;
  /** Given by somebody who was not a member of the contract's team that day. */
  readonly bySubstitute: boolean;
  /** Given after the year's count was used up: a fact, but not one of the package. */
  readonly beyondPackage: boolean;
  readonly note: string | null;
  readonly measurements: Measurements;
  readonly withdrawn: { readonly at: Instant; readonly reason: string } | null;
}

export const mostNoteLength = 200;

/** How a reminder of a renewal went. */
export const renewalResults = ['will_renew', 'refused', 'unreachable'] as const;
export type RenewalResult = (typeof renewalResults)[number];

export const renewalContactKinds = ['reminder', 'call'] as const;
export type RenewalContactKind = (typeof renewalContactKinds)[number];
