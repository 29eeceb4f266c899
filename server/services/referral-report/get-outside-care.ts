import { countOutsidePeople, listOutsideCare, type OutsideCareLine, listOutsideVisits, type OutsideVisit } from '@/db/queries/outside-care';
import { type Month, firstDayOf, lastDayOf } from '@/server/domain/kernel/calendar-day';
import type { DecimalText, Fen } from '@/server/domain/kernel/money';
import { shareOf } from '@/server/domain/referral-report/flow-report';
import { type CareRoute, careRoutes } from '@/server/domain/referral-report/outside-care';
import type { ServiceContext } from '../context';
import { namesOf } from '../quota/get-compliance';
import type { QuarterInput } from './get-quarter-report';
import { reportReach } from './report-reach';

export interface OutsideCareReport {
  readonly from: Month;
  readonly to: Month;
  /** Every route, those nobody took too; `share` is of all visits, six places. */
  readonly routes: readonly { readonly route: CareRoute; readonly visits: number; readonly people: number; readonly totalFen: Fen; readonly share: DecimalText | null }[];
  /** Where they went, most visits first. */
  readonly places: readonly (OutsideCareLine & { readonly institutionName: string })[];
}

/** 未经转诊和医联体外就医: how signed residents came to hospitals. It is counted because it is everybody's right; nothing is refused for it. */
export async function getOutsideCare(context: ServiceContext, input: QuarterInput): Promise<OutsideCareReport> {
  const reach = await reportReach(context, 'report:read', input.allianceId);
  const q = context.store.reads;
  const filter = filterOf(input);
  const lines = await listOutsideCare(q, reach, filter);
  const people = await countOutsidePeople(q, reach, filter);
  const nameOf = await namesOf(context, reach.regionCode);
  const all = lines.reduce((sum, { visits }) => sum + visits, 0);
  return {
    ...{ from: input.from, to: input.to },
    routes: careRoutes.map((route) => {
      const own = lines.filter((line) => line.route === route);
      const visits = own.reduce((sum, line) => sum + line.visits, 0);
      return { route, visits, people: people.get(route) ?? 0, totalFen: own.reduce((sum, line) => sum + line.totalFen, 0), share: shareOf(visits, all) };
    }),
    places: [...lines].sort((a, b) => b.visits - a.visits || (a.institutionCode < b.institutionCode ? -1 : 1)).map((line) => ({ ...line, institutionName: nameOf(line.institutionCode) })),
  };
}

/** The visits behind a number of that report, one page of them. */
export async function listOutsideVisitRows(
  context: ServiceContext,
  input: QuarterInput & { readonly route: CareRoute; readonly visitedCode: string | null; readonly page: number; readonly pageSize: number },
): Promise<{ readonly rows: readonly (OutsideVisit & { readonly signedInstitutionName: string })[]; readonly total: number }> {
  const reach = await reportReach(context, 'report:read', input.allianceId);
  const { route, visitedCode, page, pageSize } = input;
  const { rows, total } = await listOutsideVisits(context.store.reads, reach, { ...filterOf(input), route, visitedCode }, { page, pageSize });
  const nameOf = await namesOf(context, reach.regionCode);
  return { total, rows: rows.map((row) => ({ ...row, signedInstitutionName: nameOf(row.signedInstitutionCode) })) };
}

function filterOf({ from, to, institutionCode }: QuarterInput) {
  return { fromDay: firstDayOf(from), toDay: lastDayOf(to), institutionCode };
}
