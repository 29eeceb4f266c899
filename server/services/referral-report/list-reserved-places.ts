import { type ReportedPlace, listReportedPlaces, listReportedSessions, type ReportedSession } from '@/db/queries/capacity-report';
import type { PlaceChoice } from '@/server/domain/quota/compliance';
import type { ServiceContext } from '../context';
import { type ComplianceInput, capacityFilterOf, namesOf } from '../quota/get-compliance';
import { reportReach } from './report-reach';

interface Page {
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
}

export interface ReservedPlacesInput extends Omit<ComplianceInput, 'by'>, Page {
  readonly resourceName: string | null;
  readonly choice: PlaceChoice;
  /** Only those taken by this institution's referrals. */
  readonly fromInstitutionCode: string | null;
}

export interface ReservedPlaceItem extends ReportedPlace {
  readonly institutionName: string;
  readonly fromInstitutionName: string | null;
  readonly dealtToName: string | null;
}

/** The reserved places behind a number of the compliance report, one page of them. They name referrals and nobody. */
export async function listReservedPlaces(context: ServiceContext, input: ReservedPlacesInput): Promise<{ readonly rows: readonly ReservedPlaceItem[]; readonly total: number }> {
  const reach = await reportReach(context, 'report:read', input.allianceId);
  const { page, pageSize, choice, fromInstitutionCode, resourceName } = input;
  const filter = { ...capacityFilterOf(context, input), resourceName, choice, fromInstitutionCode };
  const { rows, total } = await listReportedPlaces(context.store.reads, reach, filter, { page, pageSize });
  const nameOf = await namesOf(context, reach.regionCode);
  const optional = (code: string | null) => (code === null ? null : nameOf(code));
  return {
    total,
    rows: rows.map((row) => ({ ...row, institutionName: nameOf(row.institutionCode), fromInstitutionName: optional(row.fromInstitutionCode), dealtToName: optional(row.dealtTo) })),
  };
}

export interface SessionItem extends ReportedSession {
  readonly institutionName: string;
}

/** The sessions behind a capacity of the compliance report, one page of them. */
export async function listCountedSessions(context: ServiceContext, input: Omit<ComplianceInput, 'by'> & Page & { readonly resourceName: string | null }): Promise<{ readonly rows: readonly SessionItem[]; readonly total: number }> {
  const reach = await reportReach(context, 'report:read', input.allianceId);
  const { page, pageSize, resourceName } = input;
  const { rows, total } = await listReportedSessions(context.store.reads, reach, { ...capacityFilterOf(context, input), resourceName }, { page, pageSize });
  const nameOf = await namesOf(context, reach.regionCode);
  return { total, rows: rows.map((row) => ({ ...row, institutionName: nameOf(row.institutionCode) })) };
}
