import { saveHolidayTable } from '@/db/queries/policy';
import { checkHolidays } from '@/server/domain/kernel/check-holidays';
import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';

/**
 * 导入节假日表: the State Council's notice of one year or several, in the place of what was held of them. It speaks to every region of the
 * installation, so the operator brings it and no region's staff; the audit row stands in the region they did it for. Clinics that waited
 * for the year are made by the clock's next round; what was made before a notice was amended stays, and is closed by an exception.
 *
 * @returns the years that were read.
 * @throws PermissionDenied to anybody but the operator.
 */
export async function importHolidays(context: ServiceContext, document: unknown): Promise<Outcome<readonly number[], AnyRefusal>> {
  const { regionCode } = permit(context, 'calendar:import');
  const checked = checkHolidays(document);
  if (!checked.ok) return checked;
  return unitOfWork<readonly number[], AnyRefusal>(context, async ({ tx, audit }) => {
    for (const table of checked.value) await saveHolidayTable(tx, table);
    const years = checked.value.map(({ year }) => year);
    await audit({ action: 'calendar.imported', subject: { kind: 'region', id: regionCode }, facts: { years } });
    return accept(years);
  });
}
