import { openStore } from '@/db';
import { signContract } from '@/server/services/contract/sign-contract';
import { serviceContext } from '@/server/services/context';

interface Task {
  readonly url: string;
  readonly regionCode: string;
  readonly teamId: string;
  readonly now: number;
  readonly residentIds: readonly string[];
}

/** A process that signs people one after another, and tells of each whether it was the one that did. */
const { url, regionCode, teamId, now, residentIds } = JSON.parse(process.argv[2] ?? '') as Task;
const store = await openStore(url);
const context = { ...serviceContext(store, { kind: 'system', job: 'contender', regionCode }), now: () => now };
const won: boolean[] = [];
for (const id of residentIds) {
  const outcome = await signContract(context, {
    ...{ requestKey: `contender-${process.pid}-${id}`, resident: { id }, teamId, practitionerId: null, packageCodes: ['basic'], startDay: null, termYears: 1 },
    consent: { textVersion: '2025-01', guardian: null },
  });
  won.push(outcome.ok);
}
await store.close();
process.stdout.write(JSON.stringify(won));
