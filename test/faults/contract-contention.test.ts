import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { claimPerson } from '@/db/queries/contract-claim';
import { identityIndexOf } from '@/db/queries/resident';
import { claimedTerm, contract } from '@/db/schema';
import { addDays, instantOf } from '@/server/domain/kernel/calendar-day';
import { checkIdentityNumber } from '@/server/domain/kernel/identity-number';
import { renewContract } from '@/server/services/contract/renew-contract';
import { signContract } from '@/server/services/contract/sign-contract';
import { transferContract } from '@/server/services/contract/transfer-contract';
import { type District, citizenId, districtNow, mintDistrict } from '../factories/district';
import { codesOf, signed, signingOf } from '../factories/signing';
import { freshStore } from '../factories/store';

let store: Store;
let url: string;
let drop: () => Promise<void>;
let here: District;
let there: District;
beforeAll(async () => {
  ({ store, url, drop } = await freshStore());
  here = await mintDistrict(store);
  there = await mintDistrict(store);
});
afterAll(() => drop());

const consent = { textVersion: '2025-01', guardian: null };
const contractsOf = (residentId: string) => store.reads.select().from(contract).where(eq(contract.residentId, residentId));

describe('one person, wanted by many at once', () => {
  test('of forty desks in two regions one signs', async () => {
    const mine = await here.addResident();
    const yours = await there.addResident({ certNo: mine.certNo });
    const outcomes = await Promise.all(
      Array.from({ length: 40 }, (_, desk) => (desk % 2 === 0 ? signContract(here.contextFor('doctor'), signingOf(here, mine)) : signContract(there.contextFor('doctor'), signingOf(there, yours)))),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(new Set(outcomes.flatMap(codesOf))).toEqual(new Set(['contract.already_active']));
    expect([...(await contractsOf(mine.id)), ...(await contractsOf(yours.id))]).toHaveLength(1);
  });

  test('of twenty renewals and transfers one takes effect', async () => {
    const who = await here.addResident();
    const other = await here.addTeam(2000);
    const { contractId, endDay } = await signed(here.contextFor('doctor'), signingOf(here, who));
    const context = here.contextFor('doctor', { now: instantOf(`${addDays(endDay, -10)} 09:00:00`) });
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        at % 2 === 0
          ? renewContract(context, { requestKey: `renewal-${at}-${who.id}`, contractId, practitionerId: null, packageCodes: null, termYears: null, consent })
          : transferContract(context, { requestKey: `transfer-${at}-${who.id}`, contractId, toTeamId: other.id, practitionerId: null, reason: 'moved', note: null, packageCodes: ['basic'], startDay: null, termYears: 1, consent }),
      ),
    );
    // A transfer that comes after a renewal calls it off; of each kind no second one.
    expect(outcomes.filter(({ ok }) => ok).length).toBeLessThanOrEqual(2);
    const covering = (await contractsOf(who.id)).filter((row) => row.startDay <= row.endDay).sort((a, b) => (a.startDay < b.startDay ? -1 : 1));
    for (const [at, row] of covering.entries()) expect(covering[at + 1] === undefined || row.endDay < (covering[at + 1]?.startDay ?? '')).toBe(true);
  });
});

describe('two processes', () => {
  test('that sign the same people leave one contract each', async () => {
    const wanted = await Promise.all(Array.from({ length: 12 }, () => here.addResident()));
    const contenders = await Promise.all([contend(wanted.map(({ id }) => id)), contend(wanted.map(({ id }) => id))]);
    const won = contenders.flat().filter((ok) => ok);
    expect(won).toHaveLength(wanted.length);
    for (const { id } of wanted) expect(await contractsOf(id)).toHaveLength(1);
  });
});

/** A process of its own that signs them one after another, on the same database. */
function contend(residentIds: readonly string[]): Promise<boolean[]> {
  const task = JSON.stringify({ url, regionCode: here.regionCode, teamId: here.team.id, now: districtNow, residentIds });
  const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'signing-child.ts'), task], { cwd: join(import.meta.dirname, '../..'), stdio: ['ignore', 'pipe', 'inherit'] });
  let told = '';
  child.stdout.on('data', (chunk: Buffer) => (told += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? resolve(JSON.parse(told) as boolean[]) : reject(new Error(`the contender ended with ${code}`))));
  });
}

/** Ways in which one number is written down: each means the same person. */
function writings(certNo: string): string[] {
  const wide = [...certNo].map((char) => String.fromCodePoint((char.codePointAt(0) ?? 0) + 0xfee0)).join('');
  const short = `${certNo.slice(0, 6)}${certNo.slice(8, 17)}`;
  return [certNo, certNo.toLowerCase(), ` ${certNo} `, `${certNo.slice(0, 6)} ${certNo.slice(6, 14)} ${certNo.slice(14)}`, wide, ...(certNo.slice(6, 8) === '19' ? [short] : [])];
}

test('a hundred thousand writings of a smaller number of people leave nobody with two contracts', async () => {
  const people = 17_000;
  const claims: { person: number; index: string }[] = [];
  for (let person = 0; claims.length < 100_000 && person < people; person += 1) {
    const birthDay = addDays('1950-01-01', person % 15_000);
    const certNo = citizenId({ area: person < 15_000 ? '110101' : '210102', birthDay, serial: person % 999 });
    for (const written of writings(certNo)) {
      const identity = checkIdentityNumber('01', written);
      if (!identity.ok) throw new Error(`${written} is not read`);
      claims.push({ person, index: identityIndexOf('01', identity.value) });
    }
  }
  expect(claims.length).toBeGreaterThanOrEqual(100_000);
  // One writing means one person, and nobody is two.
  const persons = new Map<string, number>();
  for (const { person, index } of claims) {
    expect(persons.get(index) ?? person).toBe(person);
    persons.set(index, person);
  }
  expect(persons.size).toBe(new Set(claims.map(({ person }) => person)).size);
  // The claim is asked by every writing of a part of them, each time for another contract.
  const asked = claims.slice(0, 1_200);
  let won = 0;
  for (let from = 0; from < asked.length; from += 300) {
    won += await store.transaction(async (tx) => {
      let wins = 0;
      for (const [at, { index }] of asked.slice(from, from + 300).entries()) {
        const term = { startDay: '2025-01-01', endDay: '2025-12-31' };
        if (await claimPerson(tx, { identityIndexes: [index], regionCode: here.regionCode, contractId: `C-${from + at}`, ...term })) wins += 1;
      }
      return wins;
    });
  }
  expect(won).toBe(new Set(asked.map(({ index }) => index)).size);
  const terms = await store.reads.select({ index: claimedTerm.identityIndex }).from(claimedTerm).where(eq(claimedTerm.startDay, '2025-01-01'));
  expect(terms).toHaveLength(won);
});
