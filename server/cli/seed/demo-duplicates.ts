import type { Store } from '@/db';
import { type DemoPerson, demoResident, personAt } from '@/db/seed/people';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { checkCharacterOf } from '@/server/domain/kernel/identity-number';
import { mergeParticulars, type ParticularsKept } from '@/server/domain/registry/merge';
import { compareResidents } from '@/server/services/duplicate/compare-residents';
import { mergeResidents } from '@/server/services/duplicate/merge-residents';
import { scanDuplicates } from '@/server/services/duplicate/scan-duplicates';
import { reopenPair } from '@/server/services/duplicate/set-aside';
import { fillSearchKeys } from '@/server/services/resident/fill-search-keys';
import { registerResident } from '@/server/services/resident/register-resident';
import type { RegistrationInput } from '@/server/services/resident/registration';
import { done } from '../done';
import { asAccount, asClock } from './demo-actors';

/** Every so many residents one was registered twice; the demo's own resident never. */
const stride = 37;
const doubles = 12;

/** A dozen second records as desks make them: a digit wrong, a passport first, a name by its sound. One of them is merged already. */
export async function playDemoDuplicates(store: Store, { seed, residents, today, now }: { readonly seed: number; readonly residents: number; readonly today: Day; readonly now: number }): Promise<string> {
  const clerk = asAccount(store, 'clerk', now);
  await fillSearchKeys(asClock(store, now));
  const registered: { readonly originalId: string; readonly secondId: string }[] = [];
  for (let at = 0; at < doubles && (at + 1) * stride < residents; at += 1) {
    const person = personAt(seed, (at + 1) * stride, today);
    if (person.id === demoResident.id || person.deathDay !== null) continue;
    const outcome = await registerResident({ ...asClock(store, now - 60_000 * at) }, secondRecordOf(person, at));
    if (outcome.ok) registered.push({ originalId: person.id, secondId: outcome.value.residentId });
  }
  const [first] = registered;
  if (first) await mergeFirst(clerk, first);
  // What the desks said in a hurry is doubted again, so that there is something to look at.
  for (const { originalId, secondId } of registered.slice(1)) {
    const { pair } = await done(compareResidents(clerk, { firstId: originalId, secondId }));
    if (pair) await done(reopenPair(clerk, { pairId: pair.id, version: pair.version, note: '登记时没有核对证件原件' }));
  }
  await done(scanDuplicates(clerk));
  return `${registered.length} residents registered twice, ${first ? 1 : 0} merged`;
}

function secondRecordOf(person: DemoPerson, at: number): RegistrationInput {
  const { name, sex, birthDay, insutype, retired, phone, address, home } = person;
  const plain = { name, sex, birthDay, insutype, retired, keyGroups: [], homeInstitutionCode: home.code, phone, address };
  // Whoever registered them had looked, and was wrong.
  const notSameAs = [person.id];
  if (at % 3 === 0) return { ...plain, certType: '08', certNo: `E${String(50_000_000 + at * 7919)}`, notSameAs };
  if (at % 3 === 1) return { ...plain, certType: '01', certNo: mistyped(person.citizenId), phone: null, notSameAs };
  return { ...plain, certType: '99', certNo: `${person.citizenId.slice(0, 12)}${person.citizenId.slice(13)}`, address: null, notSameAs };
}

/** The number of the day counts one further by ten, with the check digit that goes with it. */
function mistyped(citizenId: string): string {
  const digit = (Number(citizenId.charAt(14)) + 1) % 10;
  const body = `${citizenId.slice(0, 14)}${digit}${citizenId.slice(15, 17)}`;
  return `${body}${checkCharacterOf(body)}`;
}

async function mergeFirst(clerk: ReturnType<typeof asAccount>, { originalId, secondId }: { readonly originalId: string; readonly secondId: string }): Promise<void> {
  const { first, second } = await done(compareResidents(clerk, { firstId: originalId, secondId }));
  const kept = Object.fromEntries(mergeParticulars.map((particular) => [particular, 'survivor'])) as ParticularsKept;
  const versions = { survivorVersion: first.version, mergedVersion: second.version };
  await done(mergeResidents(clerk, { survivorId: first.id, mergedId: second.id, ...versions, kept, keptContractId: null, reason: '居民出示身份证原件，护照登记的是同一人' }));
}
