import type { Store } from '@/db';
import { demoDepartments, demoDevices, demoWards } from '@/db/seed/places';
import { addDays, type Day, instantOf } from '@/server/domain/kernel/calendar-day';
import type { CapacityKind } from '@/server/domain/quota/slot';
import type { ServiceContext } from '@/server/services/context';
import { getPlan } from '@/server/services/quota/get-plan';
import { recordException } from '@/server/services/quota/keep-exception';
import { addResource } from '@/server/services/quota/keep-resource';
import { type AddScheduleInput, addSchedule } from '@/server/services/quota/keep-schedule';
import { makeSessions } from '@/server/services/quota/make-sessions';
import { done } from '../done';
import { asAccount, asClock } from './demo-actors';

const leadHospitals = [
  { userName: 'hospital', clinicCapacity: 12 },
  { userName: 'county', clinicCapacity: 9 },
] as const;

/** How long before the first session the hospitals entered their weeks. */
const weeksBefore = 8;
const everyDay = [1, 2, 3, 4, 5, 6, 7];

interface Week {
  readonly kind: CapacityKind;
  readonly departmentCode: string;
  readonly departmentName: string;
  readonly name: string;
  readonly note: string | null;
  readonly pattern: Pick<AddScheduleInput, 'weekdays' | 'fromTime' | 'toTime' | 'capacity'>;
}

/**
 * The weeks of both lead hospitals, entered eight weeks ago and valid from four weeks ago on, with the sessions that the clock has made of
 * them since: clinics and examinations on weekdays, beds every day. One specialist is away next week, and one device is serviced.
 *
 * @returns how many sessions there are.
 */
export async function publishDemoSessions(store: Store, today: Day): Promise<number> {
  const entered = instantOf(`${addDays(today, -7 * weeksBefore)} 08:30:00`);
  let made = 0;
  for (const { userName, clinicCapacity } of leadHospitals) {
    const office = asAccount(store, userName, entered);
    for (const week of weeksOf(clinicCapacity)) made += await enter(office, week, { validFrom: addDays(today, -28), onHolidays: week.kind === 'ward' });
  }
  for (let weeks = weeksBefore; weeks >= 0; weeks -= 1) {
    made += (await done(makeSessions(asClock(store, instantOf(`${addDays(today, -7 * weeks)} 08:40:00`))))).made;
  }
  await departFromWeek(asAccount(store, 'hospital', instantOf(`${addDays(today, -3)} 10:20:00`)), today);
  return made;
}

function weeksOf(clinicCapacity: number): Week[] {
  const clinics = demoDepartments.flatMap(({ code, name, specialists }, index) =>
    specialists.map((specialist, second): Week => {
      // Not every department sits every day; a second specialist sits in the afternoons.
      const weekdays = [1, 2, 3, 4, 5].filter((day) => (index + day) % 2 === 0);
      const hours = second === 0 ? { fromTime: '08:30', toTime: '11:30' } : { fromTime: '13:30', toTime: '16:30' };
      return { kind: 'clinic', departmentCode: code, departmentName: name, name: specialist, note: second === 0 ? '主任医师' : '副主任医师', pattern: { weekdays, ...hours, capacity: clinicCapacity } };
    }),
  );
  const devices = demoDevices.map(({ weekdays, fromTime, toTime, capacity, ...device }): Week => ({ ...device, kind: 'exam', pattern: { weekdays: [...weekdays], fromTime, toTime, capacity } }));
  const wards = demoWards.map(({ capacity, ...ward }): Week => ({ ...ward, kind: 'ward', pattern: { weekdays: everyDay, fromTime: '14:00', toTime: '18:00', capacity } }));
  return [...clinics, ...devices, ...wards];
}

async function enter(office: ServiceContext, { pattern, ...resource }: Week, valid: Pick<AddScheduleInput, 'validFrom' | 'onHolidays'>): Promise<number> {
  const { id: resourceId } = await done(addResource(office, { institutionCode: null, ...resource }));
  const { made } = await done(addSchedule(office, { resourceId, ...pattern, ...valid, validTo: null, urgentOnly: false, publicLeadDays: 7 }));
  return made;
}

/** A specialist studies elsewhere for three days, and the CT takes fewer while it is serviced. */
async function departFromWeek(office: ServiceContext, today: Day): Promise<void> {
  const { resources } = await getPlan(office, { institutionCode: null, kind: null, departmentCode: null, withEnded: false });
  const idOf = (name: string) => {
    const found = resources.find((resource) => resource.name === name);
    // Without one the exception would be the whole hospital's.
    if (!found) throw new Error(`nobody in the demo is called ${name}`);
    return found.id;
  };
  const days = { institutionCode: null, displacement: 'refuse' } as const;
  await done(recordException(office, { ...days, resourceId: idOf('潘雨晴'), fromDay: addDays(today, 8), toDay: addDays(today, 10), effect: 'closed', capacity: null, reason: '外出进修' }));
  await done(recordException(office, { ...days, resourceId: idOf('CT 一室'), fromDay: addDays(today, 9), toDay: addDays(today, 9), effect: 'capacity', capacity: 6, reason: '上午设备检修' }));
}
