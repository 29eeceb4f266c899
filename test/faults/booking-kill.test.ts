import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Store, openStore } from '@/db';
import { findSlots } from '@/db/queries/quota';
import { findReferral } from '@/db/queries/referral';
import { verifyAudit } from '@/db/queries/audit';
import { listSessions } from '@/server/services/quota/list-sessions';
import { createReferral } from '@/server/services/referral/create-referral';
import { type District, districtNow, mintDistrict } from '../factories/district';
import { clinicDay, codesOf, orderFor, publishClinic, signedResident } from '../factories/referrals';
import { freshStore } from '../factories/store';
import type { BookingTask } from './booking-child';

let store: Store;
let url: string;
let drop: () => Promise<void>;
let district: District;
beforeAll(async () => {
  ({ store, url, drop } = await freshStore());
  district = await mintDistrict(store);
});
afterAll(() => drop());

/** Lets a child book until it has acknowledged so many, kills it at once, and answers what it had acknowledged. */
function killAfter(acknowledgements: number, task: BookingTask): Promise<string[]> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'booking-child.ts'), JSON.stringify(task)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const acknowledged: string[] = [];
  let complaints = '';
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  return new Promise((resolve, reject) => {
    const lines = createInterface({ input: child.stdout });
    lines.on('line', (line) => {
      acknowledged.push(line);
      if (acknowledged.length === acknowledgements) child.kill('SIGKILL');
    });
    // The pipe is read to its end, so that a line printed just before the kill counts too.
    let ended = 0;
    const settle = () => {
      ended += 1;
      if (ended < 2) return;
      if (child.signalCode === 'SIGKILL') resolve(acknowledged);
      else reject(new Error(`the child ended by itself: ${complaints}`));
    };
    lines.on('close', settle);
    child.on('exit', settle);
  });
}

test('kill −9 amid bookings loses none that was acknowledged, on SQLite by the process, on PostgreSQL by its lost connections', async () => {
  const session = await publishClinic(district, { capacity: 300 });
  const residentIds: string[] = [];
  for (let count = 0; count < 90; count += 1) residentIds.push(await signedResident(district));
  const task: BookingTask = {
    url,
    doctor: district.contextFor('doctor').actor,
    office: district.contextFor('referral_office').actor,
    now: districtNow,
    sessionId: session.id,
    residentIds,
  };
  const acknowledged = await killAfter(25, task);
  expect(acknowledged.length).toBeGreaterThanOrEqual(25);
  expect(acknowledged.length).toBeLessThan(residentIds.length);

  const reopened = await openStore(url);
  try {
    const reach = { regionCode: district.regionCode, institutionCodes: 'all' } as const;
    for (const id of acknowledged) {
      const kept = await findReferral(reopened.reads, reach, id);
      expect(kept?.referral.status).toBe('accepted');
      expect((await findSlots(reopened.reads, district.regionCode, [kept?.referral.slotId ?? '']))[0]?.state).toEqual({ status: 'booked', referralId: id });
    }
    const office = { ...district.contextFor('referral_office'), store: reopened };
    const { sessions } = await listSessions(office, { day: clinicDay, institutionCode: null });
    const { free = 0, held = 0, booked = 0 } = sessions.find(({ id }) => id === session.id)?.slots ?? {};
    expect(free + held + booked).toBe(session.reserved);
    expect(booked).toBeGreaterThanOrEqual(acknowledged.length);
    expect((await verifyAudit(reopened.reads)).problems).toEqual([]);

    // Whoever was cut off asks again with the same keys: each resident ends with one referral, and no place is taken twice.
    const doctor = { ...district.contextFor('doctor'), store: reopened };
    const again = [];
    for (const residentId of residentIds) {
      again.push(await createReferral(doctor, { ...orderFor(residentId, { sessionId: session.id }), requestKey: `kill-${residentId}` }));
    }
    expect(again.flatMap(codesOf)).toEqual([]);
    const after = await listSessions(office, { day: clinicDay, institutionCode: null });
    const use = after.sessions.find(({ id }) => id === session.id)?.slots;
    expect((use?.held ?? 0) + (use?.booked ?? 0)).toBe(residentIds.length);
  } finally {
    await reopened.close();
  }
});
