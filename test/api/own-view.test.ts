import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Store } from '@/db';
import { issueResidentPass } from '@/server/services/resident-pass/issue-resident-pass';
import { openResidentSession } from '@/server/auth/open-resident-session';
import { actorOfToken } from '@/server/auth/sessions';
import type { Actor } from '@/server/domain/permission/actor';
import { granted } from '../factories/referrals';
import { freshStore } from '../factories/store';
import { ask, procedures } from '../permissions/ask';
import { actorFor } from '../permissions/sign-in';
import { type Holding, type Region, mintRegion, worldNow } from '../permissions/world';

let store: Store;
let drop: () => Promise<void>;
let region: Region;
let otherRegion: Region;

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: worldNow });
  ({ store, drop } = await freshStore());
  region = await mintRegion(store);
  otherRegion = await mintRegion(store);
  // Somebody has looked at each of them, so that everybody has a lookup to see.
  const clerk = await actorFor(store, region.district, 'bureau_clerk');
  for (const { residentId } of holders()) await ask(store, clerk, 'resident.get', { residentId });
});
afterAll(async () => {
  vi.useRealTimers();
  await drop();
});

const holders = () => [region.primary, region.hospital, region.foreignPrimary, region.foreignHospital];
const ownPaths = procedures.filter(({ scope, takesInput, type }) => scope?.startsWith('own:') && !takesInput && type === 'query').map(({ path }) => path);
/** What shows everything until something is chosen. */
const ownViews = [...ownPaths.map((path) => ({ path, input: undefined })), { path: 'own.benefits', input: { year: null } }];

const ownInputs = [
  ...ownViews.filter(({ input }) => input !== undefined).map(({ path }) => path),
  ...['own.visit', 'own.teams', 'own.team', 'own.chooseWard', 'own.askCode', 'own.changePhone', 'own.sign', 'own.transfer', 'own.renew', 'own.confirm', 'own.drop', 'own.end', 'own.keep', 'own.withdraw'],
  ...['agreement.own', 'agreement.previewOwn', 'own.referral', 'own.answerReferral', 'own.cancelReferral', 'waiting.ownTurn', 'waiting.takeOwn', 'waiting.declineOwn'],
];

/** Signed in by the paper code and the last four characters of their number, as residents are. */
async function atThePhone({ residentId, certNo }: Holding): Promise<Actor> {
  const { token: code } = granted(await issueResidentPass(region.district.contextFor('system'), { residentId }));
  const signedIn = await openResidentSession(store, { code, tail: certNo.slice(-4) }, Date.now());
  if (!signedIn.ok) throw new Error(signedIn.code);
  const actor = await actorOfToken(store, signedIn.token, Date.now());
  if (!actor) throw new Error('nobody is signed in');
  return actor;
}

async function allOf(actor: Actor): Promise<string> {
  const answers = await Promise.all(ownViews.map(({ path, input }) => ask(store, actor, path, input)));
  for (const { code, message } of answers) expect(code, message).toBe('OK');
  return JSON.stringify(answers);
}

const marksOf = ({ contractNumber, referralNumber, recognitionNumber, visitId }: Holding) => [contractNumber, referralNumber, recognitionNumber, visitId];

describe('what residents see of themselves', () => {
  test('has no procedure that takes a person', () => {
    expect(ownPaths.length).toBeGreaterThan(9);
    const told = procedures.filter(({ scope, takesInput }) => scope?.startsWith('own:') && takesInput).map(({ path }) => path);
    // What these take is a choice, or the id of something that is looked for among the asker's own.
    expect(told.filter((path) => !ownInputs.includes(path))).toEqual([]);
  });

  test('shows each their own contract, referral, recognition and visit and nothing of anybody else', async () => {
    for (const holder of holders()) {
      const text = await allOf(await atThePhone(holder));
      for (const mark of marksOf(holder)) expect(text).toContain(mark);
      const others = [...holders(), otherRegion.primary].filter(({ residentId }) => residentId !== holder.residentId);
      expect(others.flatMap(marksOf).filter((mark) => text.includes(mark))).toEqual([]);
      expect(others.filter(({ residentId, certNo }) => text.includes(residentId) || text.includes(certNo))).toEqual([]);
    }
  });

  test('tells who looked by role and workplace, never by name or account', async () => {
    const actor = await atThePhone(region.primary);
    const { value } = await ask(store, actor, 'own.lookups');
    expect(value).toContainEqual(expect.objectContaining({ action: 'resident.viewed', role: 'bureau_clerk' }));
    expect(JSON.stringify(value)).not.toMatch(/经办员|bureau_clerk-/);
  });

  test('is empty for somebody of whom nothing is held, and for the same id in another region', async () => {
    const stranger = await actorFor(store, region.district, 'resident', 'own', (await region.district.addResident()).id);
    const { residentId } = region.primary;
    const elsewhere: Actor = { kind: 'resident', residentId, regionCode: otherRegion.district.regionCode, sessionId: 'elsewhere' };
    for (const actor of [stranger, elsewhere]) {
      const text = await allOf(actor);
      for (const holder of [...holders(), otherRegion.primary]) expect(marksOf(holder).filter((mark) => text.includes(mark))).toEqual([]);
    }
  });

  test('does not open for staff, whatever their role', async () => {
    for (const role of ['doctor', 'bureau_clerk', 'administrator', 'auditor'] as const) {
      const actor = await actorFor(store, region.district, role);
      for (const { path, input } of ownViews) expect((await ask(store, actor, path, input)).code).toBe('FORBIDDEN');
    }
  });
});
