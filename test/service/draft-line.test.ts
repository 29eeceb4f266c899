import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DraftCalls, DraftLine } from '@/app/(staff)/referrals/new/draft-line';
import type { Store } from '@/db';
import type { Outcome } from '@/server/domain/kernel/outcome';
import { getDraft } from '@/server/services/referral-draft/list-drafts';
import type { DraftView } from '@/server/services/referral-draft/own-draft';
import { placeDraft } from '@/server/services/referral-draft/place-draft';
import { saveDraft } from '@/server/services/referral-draft/save-draft';
import { startDraft } from '@/server/services/referral-draft/start-draft';
import { type District, mintDistrict } from '../factories/district';
import { granted, publishClinic, signedResident } from '../factories/referrals';
import { freshStore } from '../factories/store';

let store: Store;
let drop: () => Promise<void>;
let district: District;
beforeAll(async () => {
  ({ store, drop } = await freshStore());
  district = await mintDistrict(store);
});
afterAll(() => drop());

const doctor = () => district.contextFor('doctor');
class Refused extends Error {}
class Silence extends Error {}

function valueOf<Value>(outcome: Outcome<Value>): Value {
  if (!outcome.ok) throw new Refused(outcome.refusals.map(({ code }) => code).join());
  return outcome.value;
}

/** A form on a draft of its own, on the verbs themselves. `isDown` makes the connection fail. */
async function opened() {
  const view = granted(await startDraft(doctor(), { residentId: await signedResident(district) }));
  const at = { isDown: false, kept: null as Parameters<DraftCalls['keep']>[0], calls: 0 };
  const over = async (call: () => Promise<Outcome<DraftView>>) => {
    at.calls += 1;
    if (at.isDown) throw new Silence('no answer');
    return valueOf(await call());
  };
  const line = new DraftLine(view, null, {
    save: (version, body) => over(() => saveDraft(doctor(), { draftId: view.id, version, body })),
    place: (version, body) => over(() => placeDraft(doctor(), { draftId: view.id, version, body })),
    isSilence: (error) => error instanceof Silence,
    keep: (unsaved) => {
      at.kept = unsaved;
    },
  });
  const stored = async () => granted(await getDraft(doctor(), { draftId: view.id }));
  return { view, line, at, stored };
}

describe('a form on its draft', () => {
  test('saves what was typed last, once, and leaves nothing in the browser', async () => {
    const { line, at, stored } = await opened();
    line.change({ reason: '血压' });
    line.change({ reason: '血压控制不佳' });
    expect(at.kept?.body.reason).toBe('血压控制不佳');
    expect(await line.settle()).toBe(2);
    expect([(await stored()).body.reason, at.calls, at.kept]).toEqual(['血压控制不佳', 1, null]);
  });

  test('what is typed while a call is under way is newer than its answer', async () => {
    const { line, stored } = await opened();
    line.change({ reason: '一' });
    const first = line.settle();
    line.change({ reason: '一二' });
    await first;
    expect(line.state().body.reason).toBe('一二');
    await line.settle();
    expect((await stored()).body.reason).toBe('一二');
  });

  test('places and words go one after the other, each on the version the last one made', async () => {
    const { line, stored } = await opened();
    const session = await publishClinic(district);
    line.change({ reason: '请专科看看' });
    line.place({ sessionId: session.id, stay: null });
    line.change({ findings: '头晕一周' });
    expect(line.state().isPlacing).toBe(true);
    await line.settle();
    expect(line.state()).toMatchObject({ isPlacing: false, placeError: null, view: { hold: { standing: 'held' }, places: [{ nights: null }] } });
    expect((await stored()).body).toMatchObject({ reason: '请专科看看', findings: '头晕一周', places: { sessionId: session.id } });
  });

  test('a place that is gone is told, and the words stay', async () => {
    const { line, stored } = await opened();
    line.place({ sessionId: 'no such session', stay: null }, { reason: '原因' });
    expect(await line.settle()).not.toBeNull();
    expect(line.state().placeError).toBeInstanceOf(Refused);
    expect((await stored()).body).toMatchObject({ reason: '原因', places: { sessionId: null } });
  });

  test('without a connection nothing is lost, and nothing is sent', async () => {
    const { line, at, stored } = await opened();
    at.isDown = true;
    line.change({ reason: '断网时写的' });
    expect(await line.settle()).toBeNull();
    expect([line.state().saveError, at.kept?.body.reason]).toEqual([expect.any(Silence), '断网时写的']);
    at.isDown = false;
    await line.settle();
    expect([line.state().saveError, (await stored()).body.reason, at.kept]).toEqual([null, '断网时写的', null]);
  });

  test('another window that saved meanwhile is told, and overwrites nothing', async () => {
    const { view, line, stored } = await opened();
    valueOf(await saveDraft(doctor(), { draftId: view.id, version: view.version, body: { ...view.body, reason: '另一个窗口' } }));
    line.change({ reason: '这个窗口' });
    expect(await line.settle()).toBeNull();
    expect([line.state().saveError, (await stored()).body.reason, line.state().body.reason]).toEqual([expect.any(Refused), '另一个窗口', '这个窗口']);
  });

  test('words of an earlier visit that never reached the server are taken up, on the places that are held now', async () => {
    const { view, stored } = await opened();
    const line = new DraftLine(view, { ...view.body, reason: '上次没存上', places: { sessionId: 'old', stay: null } }, {
      save: async (version, body) => valueOf(await saveDraft(doctor(), { draftId: view.id, version, body })),
      place: () => Promise.reject(new Silence('not asked for')),
      isSilence: () => false,
      keep: () => undefined,
    });
    await line.settle();
    expect((await stored()).body).toMatchObject({ reason: '上次没存上', places: { sessionId: null } });
  });
});
