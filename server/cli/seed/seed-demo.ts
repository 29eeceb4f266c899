import type { Store } from '@/db';
import { fillDemoPass, fillPeople, fillPlaces } from '@/db/seed/fill-district';
import { demoRegion } from '@/db/seed/places';
import { hashPassword } from '@/server/auth/password';
import { addDays, type Day, instantOf } from '@/server/domain/kernel/calendar-day';
import { loadShippedDiagnoses } from '@/server/services/diagnosis/load-shipped';
import { importVisits } from '@/server/services/import/import-visits';
import { listPoliciesOf } from '@/server/services/policy-in-force/get-policy-in-force';
import { importPolicy } from '@/server/services/policy/import-policy';
import { asAccount, asClock } from './demo-actors';
import { signDemoAgreements } from './demo-agreements';
import { playDemoCarePlans } from './demo-care-plans';
import { playDemoConsults } from './demo-consults';
import { settledYearOf } from './demo-day';
import { playDemoDuplicates } from './demo-duplicates';
import { importOddVisits, playDemoReconciliation } from './demo-oddities';
import { foretellHolidays } from './demo-holidays';
import { uploadDemoFile } from './demo-imports';
import { playDemoPostings } from './demo-postings';
import { playDemoReferrals } from './demo-referrals';
import { playDemoResidents } from './demo-residents';
import { playDemoServices } from './demo-services';
import { playDemoTeams } from './demo-teams';
import { publishDemoSessions } from './demo-sessions';
import { playDemoWaiting } from './demo-waiting';
import { demoVisitRows, faultyRows } from './demo-visits';
import { policyDocuments } from '../policy-documents';
import { dealDemoBudgets, payDemoFees, scoreDemoAlliances } from './demo-money';
import { closeDemoMonths, setDemoBudgets, settleDemoYear } from './demo-year';
import { done } from '../done';

export const demoPassword = 'gatekeeper-demo';

export interface DemoSize {
  readonly seed: number;
  readonly residents: number;
  readonly visits: number;
  readonly today: Day;
}

/** Makes the demo district through the same verbs that people use; only master data and contracts are filled in bulk. */
export async function seedDemo(store: Store, size: DemoSize, tell: (text: string) => void): Promise<void> {
  const { seed, residents, today } = size;
  const now = instantOf(`${today} 08:00:00`);
  const step = stopwatch(tell);
  await fillPlaces(store, await hashPassword(demoPassword));
  await foretellHolidays(store, today);
  for (const document of policyDocuments(demoRegion.regionCode)) await done(importPolicy(asClock(store, now), document));
  await loadShippedDiagnoses(asClock(store, now));
  step('region, policies, institutions and teams');
  const signed = await fillPeople(store, seed, residents, today, () => undefined);
  await fillDemoPass(store, now);
  step(`${residents} residents, ${signed} of them signed`);
  step(await playDemoTeams(store, instantOf(`${addDays(today, -45)} 09:00:00`), now));
  const yesterday = addDays(today, -1);
  const years = { ...size, yesterday, policies: await listPoliciesOf(store.reads, demoRegion.regionCode) };
  const clerk = asAccount(store, 'clerk', now);
  const imported = await importVisits(clerk, { fileName: '演示就诊结算.csv', digest: `demo-${seed}-${residents}-${size.visits}`, rows: demoVisitRows(years) });
  await importVisits(asAccount(store, 'clerk', now + 60_000), { fileName: '柳林中心补报.csv', digest: `demo-faulty-${seed}`, rows: faultyRows(years) });
  step(`${imported.accepted} visits adjudicated and posted, ${imported.rejected} rejected`);
  await importOddVisits(store, years);
  const settledYear = settledYearOf(today);
  const closed = await closeDemoMonths(store, today);
  await setDemoBudgets(store, settledYear, now);
  step(`${closed} months closed and prepaid`);
  await scoreDemoAlliances(store, settledYear);
  await settleDemoYear(store, settledYear);
  step(`${settledYear} settled by points; by per-head ceiling awaiting review`);
  step(`${await publishDemoSessions(store, today)} clinics, examinations and days of beds with their share reserved`);
  step(`${await playDemoReferrals({ store, seed, residents, today, now: instantOf(`${today} 17:30:00`) })} referrals in every state`);
  step(await playDemoWaiting({ store, seed, residents, today, now: instantOf(`${today} 07:50:00`) }));
  step(await playDemoCarePlans({ store, seed, residents, today, now: instantOf(`${today} 17:40:00`) }));
  step(await playDemoPostings({ store, seed, today }));
  step(await playDemoConsults({ store, seed, residents, today }));
  step(await playDemoResidents({ store, seed, residents, today, now: instantOf(`${today} 07:40:00`) }));
  step(await playDemoDuplicates(store, { seed, residents, today, now: instantOf(`${today} 08:10:00`) }));
  step(await playDemoServices(store, now));
  step(`${await uploadDemoFile({ store, seed, residents, today, now: instantOf(`${today} 08:20:00`) })} rows of a file wait to be looked at`);
  step(`${await signDemoAgreements(store, seed, instantOf(`${today} 07:50:00`))} agreements signed afterwards`);
  step(await playDemoReconciliation(store, size));
  step(`${await dealDemoBudgets(store, today)} budgets dealt, ${await payDemoFees(store, today)} runs of service fees`);
}

function stopwatch(tell: (text: string) => void): (text: string) => void {
  let since = performance.now();
  return (text) => {
    const now = performance.now();
    tell(`  ${text} (${((now - since) / 1000).toFixed(1)} s)`);
    since = now;
  };
}
