import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import type { ExportedWorkbook } from '@/server/domain/kernel/workbook';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type Words, columnsOf } from '@/server/domain/words';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { type ComplianceInput, getCompliance } from '../quota/get-compliance';

const places = [['offered', 'count'], ['reservedShare', 'decimal'], ['targetShare', 'text', 10], ['short', 'count'], ['freePlaces', 'count'], ['heldPlaces', 'count'], ['bookedPlaces', 'count'], ['usedPlaces', 'count'], ['noShows', 'count'], ['releasedPlaces', 'count'], ['withdrawnPlaces', 'count'], ['borrowedPlaces', 'count']] as const;

/** 预留达标 as a workbook: hospitals, departments or specialists against their targets, who used the places, and month by month. It names nobody. */
export async function exportCapacityReport(context: ServiceContext, input: ComplianceInput, words: Words): Promise<Outcome<ExportedWorkbook, AnyRefusal>> {
  permit(context, 'report:read');
  const found = await getCompliance(context, input);
  if (!found.ok) return found;
  const { lines, takers, months } = found.value;
  const kindOf = (kind: string) => words.label('capacityKind', kind);
  return accept({
    fileName: `${words.label('file', 'capacity-report')}-${input.from}-${input.to}`,
    workbook: {
      sheets: [
        {
          name: words.label('sheet', 'capacity.lines'),
          columns: columnsOf(words, [['institutionName', 'text', 24], ['department', 'text', 20], ['resource', 'text', 20], ['capacityKind', 'text', 12], ['sessions', 'count'], ['capacityTotal', 'count'], ...places]),
          rows: lines.map((line) => [
            ...[line.institutionName, line.departmentName, line.resourceName, kindOf(line.kind), line.sessions, line.capacity, line.offered, line.share],
            ...[line.target === null ? '' : `${line.target.numerator}/${line.target.denominator}`, line.short, line.free, line.held, line.booked, line.used, line.noShow, line.released, line.withdrawn, line.borrowed],
          ]),
        },
        {
          name: words.label('sheet', 'capacity.takers'),
          columns: columnsOf(words, [['sender', 'text', 24], ['receiver', 'text', 24], ['capacityKind', 'text', 12], ['heldPlaces', 'count'], ['bookedPlaces', 'count'], ['usedPlaces', 'count'], ['noShows', 'count'], ['borrowedPlaces', 'count']]),
          rows: takers.map(({ fromInstitutionName, institutionName, kind, slots, borrowed }) => [fromInstitutionName, institutionName, kindOf(kind), slots.held, slots.booked, slots.used, slots.no_show, borrowed]),
        },
        {
          name: words.label('sheet', 'capacity.months'),
          columns: columnsOf(words, [['month', 'text', 10], ['capacityKind', 'text', 12], ['capacityTotal', 'count'], ['offered', 'count'], ['reservedShare', 'decimal']]),
          rows: months.map(({ month, kind, capacity, offered, share }) => [month, kindOf(kind), capacity, offered, share]),
        },
      ],
    },
  });
}
