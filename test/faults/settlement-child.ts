import { writeSync } from 'node:fs';
import { openStore } from '@/db';
import type { Actor } from '@/server/domain/permission/actor';
import { type ServiceContext, uuidv7 } from '@/server/services/context';
import { closeSettlement } from '@/server/services/settlement/close-settlement';
import { confirmSettlement } from '@/server/services/settlement/confirm-settlement';

/** What the parent gives, as JSON in the first argument. */
export interface SettlementTask {
  readonly url: string;
  readonly actor: Actor;
  readonly now: number;
  readonly settlementId: string;
  readonly step: 'confirm' | 'close';
  /** The process dies when the verb looks at the clock for the nth time; 0: never. */
  readonly dieAt: number;
}

/** Takes a settlement one step on, and is killed without warning at the point it was told. */
async function run({ url, actor, now, settlementId, step, dieAt }: SettlementTask): Promise<void> {
  const store = await openStore(url);
  let looks = 0;
  const clock = () => {
    looks += 1;
    if (looks === dieAt) process.kill(process.pid, 'SIGKILL');
    return now;
  };
  const context: ServiceContext = { store, actor, now: clock, newId: () => uuidv7(now) };
  const outcome = await (step === 'confirm' ? confirmSettlement(context, settlementId) : closeSettlement(context, settlementId));
  writeSync(1, JSON.stringify({ ok: outcome.ok, looks }));
  await store.close();
}

await run(JSON.parse(process.argv[2] ?? '{}') as SettlementTask);
