import { contractsOf } from '@/db/seed/contracts';
import { type DemoPerson, personAt } from '@/db/seed/people';
import { newestFullDay } from '@/server/cli/seed/demo-day';
import { ageOn } from '@/server/domain/kernel/calendar-day';
import { checkIdentityNumber } from '@/server/domain/kernel/identity-number';

/** The citizen number of somebody the demo does not know: 17 digits and the check character that fits them. */
export function citizenId(seventeen: string): string {
  const number = [...'0123456789X'].map((last) => seventeen + last).find((candidate) => checkIdentityNumber('01', candidate).ok);
  if (!number) throw new Error(`no check character fits ${seventeen}`);
  return number;
}

/** A grown-up resident of the demo whom nobody has signed, and who asked for nothing yet; `skip` leaves some for other stories. */
export function unsignedResident(skip = 0): { readonly certNo: string; readonly name: string } {
  const today = newestFullDay(Date.now());
  const found: DemoPerson[] = [];
  for (let serial = 599; serial > 0 && found.length <= skip; serial -= 1) {
    const person = personAt(1, serial, today);
    const age = ageOn(person.birthDay, today);
    if (person.deathDay === null && age >= 20 && age < 90 && contractsOf(1, person, today).length === 0) found.push(person);
  }
  const person = found[skip];
  if (!person) throw new Error('everybody is signed');
  return { certNo: person.citizenId, name: person.name };
}

/** The demo's own resident on paper: 王桂英, signed with 柳林第一团队. */
export const demoPaper = { path: '/r/210100-demo-paper-code-000001', tail: '0021', name: '王桂英' };

export const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
