import type { Store } from '@/db';
import { demoDepartments } from '@/db/seed/places';
import { addDays, type Day, instantOf, weekday } from '@/server/domain/kernel/calendar-day';
import { publishSession } from '@/server/services/quota/publish-session';
import { asAccount } from './demo-actors';
import { done } from '../done';

const leadHospitals = [
  { userName: 'hospital', institutionCode: 'H21010000001', capacity: 12 },
  { userName: 'county', institutionCode: 'H21010000003', capacity: 9 },
] as const;

/** Clinics of both lead hospitals, Monday to Friday, four weeks back and three ahead; each was published three weeks before. */
export async function publishDemoSessions(store: Store, today: Day): Promise<number> {
  let published = 0;
  for (let offset = -28; offset <= 20; offset += 1) {
    const day = addDays(today, offset);
    if (weekday(day) > 5) continue;
    const at = instantOf(`${addDays(day, -21)} 08:30:00`);
    for (const { userName, institutionCode, capacity } of leadHospitals) {
      for (const [index, department] of demoDepartments.entries()) {
        // Not every department sits every day.
        if ((index + weekday(day)) % 2 === 1) continue;
        const [morning, afternoon] = department.specialists;
        const sessions = [{ resourceName: morning, hour: '08:30:00', end: '11:30:00' }, ...(afternoon ? [{ resourceName: afternoon, hour: '13:30:00', end: '16:30:00' }] : [])];
        for (const { resourceName, hour, end } of sessions) {
          await done(
            publishSession(asAccount(store, userName, at), {
              institutionCode,
              departmentCode: department.code,
              departmentName: department.name,
              resourceName,
              startsAt: instantOf(`${day} ${hour}`),
              endsAt: instantOf(`${day} ${end}`),
              capacity,
              urgentOnly: false,
              publicLeadDays: 7,
            }),
          );
          published += 1;
        }
      }
    }
  }
  return published;
}
