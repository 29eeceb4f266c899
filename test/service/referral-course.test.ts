import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { findSlots } from '@/db/queries/quota';
import { findReferral } from '@/db/queries/referral';
import { insertInstitutions } from '@/db/queries/registry';
import { addDays, instantOf } from '@/server/domain/kernel/calendar-day';
import { dayMs } from '@/server/domain/kernel/instant';
import type { Outcome } from '@/server/domain/kernel/outcome';
import type { ReferralAction, ReferralStatus } from '@/server/domain/referral/codes';
import { referralTransitions, whyNot } from '@/server/domain/referral/transitions';
import { recordDeath } from '@/server/services/resident-change/record-death';
import type { ServiceContext } from '@/server/services/context';
import { getResident } from '@/server/services/resident/get-resident';
import { answerOwnReferral, cancelOwnReferral } from '@/server/services/own/act-on-own-referral';
import { publishSession } from '@/server/services/quota/publish-session';
import { acceptReferral } from '@/server/services/referral/accept-referral';
import { agreeToReferral } from '@/server/services/referral/agree-to-referral';
import { arriveReferral } from '@/server/services/referral/arrive-referral';
import { askInfo } from '@/server/services/referral/ask-info';
import { cancelReferral, leaveReferral } from '@/server/services/referral/cancel-referral';
import type { ReferralHandle, ReferralReceipt } from '@/server/services/referral/change-referral';
import { closeReferral } from '@/server/services/referral/close-referral';
import { completeReferral } from '@/server/services/referral/complete-referral';
import { createReferral } from '@/server/services/referral/create-referral';
import { declineReferral } from '@/server/services/referral/decline-referral';
import { expireReferrals } from '@/server/services/referral/expire-referrals';
import { getReferral } from '@/server/services/referral/get-referral';
import { listReferralChanges } from '@/server/services/referral/list-referral-changes';
import { listReferrals } from '@/server/services/referral/list-referrals';
import { listAttachments } from '@/server/services/attachment/list-attachments';
import { getCarePlan } from '@/server/services/care-plan/get-care-plan';
import { giveInfo } from '@/server/services/referral/give-info';
import { missReferral } from '@/server/services/referral/miss-referral';
import { noteDeath } from '@/server/services/referral/note-death';
import { redirectReferral } from '@/server/services/referral/redirect-referral';
import { treatReferral } from '@/server/services/referral/treat-referral';
import { queueReferral } from '@/server/services/waiting/queue-referral';
import { type District, districtNow, mintDistrict } from '../factories/district';
import { clinicDay, clinicInput, codesOf, fresh, granted, orderFor, signedResident } from '../factories/referrals';
import { freshStore } from '../factories/store';

let store: Store;
let drop: () => Promise<void>;
let district: District;
beforeAll(async () => {
  ({ store, drop } = await freshStore());
  district = await mintDistrict(store);
});
afterAll(() => drop());

type Side = 'sender' | 'receiver' | 'patient' | 'stranger';
type Step = (context: ServiceContext, handle: ReferralHandle) => Promise<Outcome<ReferralReceipt>>;

/** Every step that people take, as its verb. A place passed by is far behind, so that a no-show can be told. */
const steps: Readonly<Partial<Record<ReferralAction, Step>>> = {
  agree: (context, handle) => agreeToReferral(context, { ...handle, way: 'paper', guardian: null }),
  ask_info: (context, handle) => askInfo(context, { ...handle, question: '近期肾功能？' }),
  give_info: (context, handle) => giveInfo(context, { ...handle, answer: '肌酐 88 μmol/L' }),
  accept: (context, handle) => acceptReferral(context, { ...handle, places: null }),
  queue: (context, handle) => queueReferral(context, { ...handle, resourceName: null, nights: 0 }),
  decline: (context, handle) => declineReferral(context, { ...handle, code: 'not_indicated', reason: '可在基层处理' }),
  redirect: (context, handle) => redirectReferral(context, { ...handle, toInstitutionCode: district.foreignLead.code, departmentCode: 'neurology', reason: '该院神经介入更合适' }),
  arrive: arriveReferral,
  treat: treatReferral,
  complete: (context, handle) => completeReferral(context, { ...handle, opinion: '调整用药，两周后复查', followUpDay: null }),
  close: closeReferral,
  cancel: (context, handle) => cancelReferral(context, { ...handle, reason: '患者改变主意' }),
  leave: (context, handle) => leaveReferral(context, { ...handle, reason: '已在外地住院' }),
  miss: missReferral,
  die: noteDeath,
};

/** How each status is reached from a referral that was sent; `awaiting_consent` is where one begins that asks on the phone. */
const ways: Readonly<Partial<Record<ReferralStatus, readonly (readonly [ReferralAction, Side])[]>>> = {
  awaiting_consent: [],
  sent: [],
  info_wanted: [['ask_info', 'receiver']],
  waiting: [['queue', 'receiver']],
  accepted: [['accept', 'receiver']],
  arrived: [['accept', 'receiver'], ['arrive', 'receiver']],
  in_treatment: [['accept', 'receiver'], ['arrive', 'receiver'], ['treat', 'receiver']],
  completed: [['accept', 'receiver'], ['arrive', 'receiver'], ['complete', 'receiver']],
  closed: [['accept', 'receiver'], ['arrive', 'receiver'], ['complete', 'receiver'], ['close', 'sender']],
  declined: [['decline', 'receiver']],
  redirected: [['redirect', 'receiver']],
  cancelled: [['cancel', 'sender']],
  expired: [['accept', 'receiver'], ['miss', 'receiver']],
  went_elsewhere: [['leave', 'sender']],
  died: [['accept', 'receiver'], ['arrive', 'receiver'], ['die', 'receiver']],
};
const statuses = Object.keys(ways) as (keyof typeof ways)[];

const onSide = (side: Side, now = districtNow): ServiceContext =>
  side === 'sender' ? district.contextFor('doctor', { now }) : side === 'receiver' ? district.contextFor('referral_office', { now }) : district.contextFor('referral_office', { foreign: true, now });

/** Noon of the last day of a contract that was signed on the district's day for a year. */
const contractEnd = instantOf('2026-03-09 12:00:00');

async function begun({ residentId, ...change }: Partial<Parameters<typeof orderFor>[1]> = {}): Promise<ReferralReceipt & { residentId: string }> {
  const id = residentId ?? (await district.addResident()).id;
  const receipt = granted(await createReferral(onSide('sender'), orderFor(id, { toInstitutionCode: district.lead.code, departmentCode: 'cardiology', ...change })));
  return { ...receipt, residentId: id };
}

const handleOf = ({ id, version }: ReferralReceipt): ReferralHandle => ({ referralId: id, version });
/** Late enough for a no-show: a referral without a place is awaited until its validity is over. */
const momentOf = (action: ReferralAction) => (action === 'miss' ? districtNow + 61 * dayMs : districtNow);

async function inStatus(status: ReferralStatus): Promise<ReferralReceipt & { residentId: string }> {
  const first = await begun(status === 'awaiting_consent' ? { consented: false, consent: { way: 'online', guardian: null } } : {});
  let now: ReferralReceipt = first;
  for (const [action, side] of ways[status] ?? []) now = granted((await steps[action]?.(onSide(side, momentOf(action)), handleOf(now))) ?? fail(action));
  return { ...now, residentId: first.residentId };
}

function fail(action: string): never {
  throw new Error(`no verb for ${action}`);
}

const kept = async (referralId: string) => (await findReferral(store.reads, { regionCode: district.regionCode, institutionCodes: 'all' }, referralId)) ?? fail('find');

describe('each step in each status, through its verb', () => {
  for (const status of statuses) {
    test(`${status}: what the table allows is done, everything else is refused with the table’s reasons and changes nothing`, async () => {
      const still = await inStatus(status);
      expect(still.status).toBe(status);
      const { referral } = await kept(still.id);
      for (const [action, step] of Object.entries(steps) as [ReferralAction, Step][]) {
        for (const side of ['sender', 'receiver'] as const) {
          const context = onSide(side, momentOf(action));
          // What the resident has not agreed to has not come to the hospital yet.
          const reasons = status === 'awaiting_consent' && side === 'receiver' ? ['not_found'] : whyNot(referral, action, context.actor).map(({ code }) => code);
          if (reasons.length > 0) {
            expect(codesOf(await step(context, handleOf(still))).slice(0, reasons.length), `${action} by the ${side}`).toEqual(reasons);
            continue;
          }
          const fresh = await inStatus(status);
          const done = granted(await step(context, handleOf(fresh)));
          expect([done.status, done.version], `${action} by the ${side}`).toEqual([referralTransitions[status][action]?.next, fresh.version + 1]);
        }
        expect(codesOf(await step(onSide('stranger', momentOf(action)), handleOf(still))), `${action} by a stranger`).toEqual(['not_found']);
      }
      expect(await kept(still.id)).toMatchObject({ version: still.version, referral: { status } });
    });
  }
});

describe('the resident', () => {
  const own = (residentId: string) => district.contextFor('resident', { residentId });

  test('agrees on the phone, and only then it is sent and its answer due', async () => {
    const asked = await inStatus('awaiting_consent');
    expect((await kept(asked.id)).referral).toMatchObject({ sentAt: null, answerDueAt: null });
    expect(granted(await answerOwnReferral(own(asked.residentId), { referralId: asked.id, agreed: true, reason: null })).status).toBe('sent');
    expect((await kept(asked.id)).referral.answerDueAt).toBeGreaterThan(districtNow);
  });

  test('has not agreed, or does not: the hospital sees nothing of it, by list, page, feed or paper', async () => {
    const asked = await inStatus('awaiting_consent');
    const refused = await inStatus('awaiting_consent');
    granted(await answerOwnReferral(own(refused.residentId), { referralId: refused.id, agreed: false, reason: null }));
    const hospital = onSide('receiver');
    const seen = async () => {
      const page = { side: 'received', tab: 'all', status: null, who: 'everybody', priority: null, direction: null, kind: null, departmentCode: null, partnerCode: null, overdue: false, placeDay: null, text: null, page: 1, pageSize: 100 } as const;
      const listed = await Promise.all([asked, refused].map(({ residentId }) => listReferrals(hospital, { ...page, residentId })));
      const { changes } = await listReferralChanges(onSide('receiver', districtNow + dayMs), { since: null, limit: 10_000 });
      return [...listed.flatMap(({ rows }) => rows.map(({ id }) => id)), ...changes.filter(({ number }) => number === asked.number || number === refused.number).map(({ number }) => number)];
    };
    expect(await seen()).toEqual([]);
    for (const { id: referralId, residentId } of [asked, refused]) {
      expect(codesOf(await getReferral(hospital, { referralId }))).toEqual(['not_found']);
      expect(codesOf(await listAttachments(hospital, { referralId }))).toEqual(['not_found']);
      expect(codesOf(await getCarePlan(hospital, { referralId }))).toEqual(['not_found']);
      expect(codesOf(await getResident(hospital, { residentId }))).toEqual(['not_found']);
      expect(granted(await getReferral(onSide('sender'), { referralId })).referral.id).toBe(referralId);
    }
    granted(await answerOwnReferral(own(asked.residentId), { referralId: asked.id, agreed: true, reason: null }));
    expect(new Set(await seen())).toEqual(new Set([asked.id, asked.number]));
    expect(granted(await getReferral(hospital, { referralId: asked.id })).referral.status).toBe('sent');
  });

  test('does not agree, with a reason or none, and it ends; somebody else’s is not found', async () => {
    const asked = await inStatus('awaiting_consent');
    expect(codesOf(await answerOwnReferral(own(district.elder.id), { referralId: asked.id, agreed: false, reason: null }))).toEqual(['not_found']);
    expect(granted(await answerOwnReferral(own(asked.residentId), { referralId: asked.id, agreed: false, reason: null })).status).toBe('cancelled');
    expect(codesOf(await answerOwnReferral(own(asked.residentId), { referralId: asked.id, agreed: true, reason: null }))).toEqual(['referral.wrong_status']);
  });

  test('a child’s referral needs a guardian by name', async () => {
    const { id } = await district.addResident({ birthDay: '2018-01-01' });
    const asked = granted(await createReferral(onSide('sender'), orderFor(id, { toInstitutionCode: district.lead.code, departmentCode: 'paediatrics', consented: false, consent: { way: 'online', guardian: null } })));
    expect(codesOf(await answerOwnReferral(own(id), { referralId: asked.id, agreed: true, reason: null }))).toEqual(['referral.guardian_missing']);
    const agreed = await agreeToReferral(onSide('sender'), { ...handleOf(asked), way: 'desk', guardian: { name: '陈思远', relation: '父亲' } });
    expect(granted(agreed).status).toBe('sent');
  });

  test('calls off what is sent or accepted, not what has begun', async () => {
    for (const status of ['sent', 'info_wanted', 'waiting', 'accepted'] as const) {
      const mine = await inStatus(status);
      expect(granted(await cancelOwnReferral(own(mine.residentId), { referralId: mine.id, reason: '去不了' })).status).toBe('cancelled');
    }
    const there = await inStatus('arrived');
    expect(codesOf(await cancelOwnReferral(own(there.residentId), { referralId: there.id, reason: '想回家' }))).toEqual(['referral.wrong_status']);
  });
});

describe('redirecting', () => {
  test('ends the one and sends the other in one step, with what was written, from the same sender', async () => {
    const sent = await inStatus('sent');
    const done = granted(await redirectReferral(onSide('receiver'), { ...handleOf(sent), toInstitutionCode: district.foreignLead.code, departmentCode: 'neurology', reason: '该院神经介入更合适' }));
    expect(done.status).toBe('redirected');
    const next = await kept(done.successor.id);
    expect(next.referral).toMatchObject({ status: 'sent', previousId: sent.id, origin: 'redirect', fromInstitutionCode: district.township.code, toInstitutionCode: district.foreignLead.code, departmentName: '神经内科', diagnosisName: '高血压病' });
    expect(granted(await cancelReferral(onSide('sender'), { ...handleOf(done.successor), reason: '居民不愿去' })).status).toBe('cancelled');
  });

  test('the one that follows stands on what is true that day: who works at the next hospital, and whether the resident is still signed', async () => {
    const signed = await begun({ residentId: await signedResident(district) });
    const sameDay = granted(await redirectReferral(onSide('receiver'), { ...handleOf(signed), toInstitutionCode: district.foreignLead.code, departmentCode: 'neurology', reason: '更合适' }));
    expect(await kept(sameDay.successor.id)).toMatchObject({ signed: true, referral: { external: false, contractId: (await kept(signed.id)).referral.contractId } });
    const empty = { ...district.foreignLead, code: `H${district.regionCode}00077`, name: '无人在线医院', allianceId: null };
    await store.transaction((tx) => insertInstitutions(tx, [empty]));
    const residentId = await signedResident(district);
    const last = granted(await createReferral(onSide('sender', contractEnd), orderFor(residentId, { toInstitutionCode: district.lead.code, departmentCode: 'cardiology' })));
    expect((await kept(last.id)).signed).toBe(true);
    const next = granted(await redirectReferral(onSide('receiver', contractEnd + dayMs), { ...handleOf(last), toInstitutionCode: empty.code, departmentCode: 'neurology', reason: '更合适' }));
    expect(await kept(next.successor.id)).toMatchObject({ signed: false, referral: { external: true, contractId: null } });
  });

  test('every reason against the place it would go to', async () => {
    const sent = await inStatus('sent');
    const to = (toInstitutionCode: string, departmentCode: string, reason = '更合适') => redirectReferral(onSide('receiver'), { ...handleOf(sent), toInstitutionCode, departmentCode, reason });
    expect(codesOf(await to(district.lead.code, 'cardiology'))).toEqual(['referral.redirect_nowhere']);
    expect(codesOf(await to(district.township.code, 'neurology', ' '))).toEqual(['referral.reason_missing', 'referral.redirect_home']);
    expect(codesOf(await to('H99999999999', 'neurology'))).toEqual(['not_found']);
    expect(codesOf(await to(district.foreignLead.code, 'nowhere'))).toEqual(['not_found']);
    const other = granted(await createReferral(onSide('sender'), orderFor(sent.residentId, { toInstitutionCode: district.foreignLead.code, departmentCode: 'neurology' })));
    expect(await to(district.foreignLead.code, 'neurology')).toMatchObject({ ok: false, refusals: [{ code: 'referral.already_live', facts: { number: other.number } }] });
  });

  test('of two clerks who answer differently at once one is heard, and no second referral comes of it', async () => {
    const sent = await inStatus('sent');
    const outcomes = await Promise.all([
      redirectReferral(onSide('receiver'), { ...handleOf(sent), toInstitutionCode: district.foreignLead.code, departmentCode: 'neurology', reason: '更合适' }),
      acceptReferral(onSide('receiver'), { ...handleOf(sent), places: null }),
      declineReferral(onSide('receiver'), { ...handleOf(sent), code: 'other', reason: '另有安排' }),
    ]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.flatMap((outcome) => (outcome.ok ? [] : codesOf(outcome)))).toEqual(['conflict.changed_meanwhile', 'conflict.changed_meanwhile']);
  });
});

describe('more information', () => {
  test('the question is kept, the answer starts the clock anew, and the first answer stays the first', async () => {
    const sent = await inStatus('sent');
    const asked = granted(await askInfo(onSide('receiver', districtNow + 1000), { ...handleOf(sent), question: '近期肾功能？' }));
    const given = granted(await giveInfo(onSide('sender', districtNow + dayMs), { ...handleOf(asked), answer: '肌酐 88' }));
    const { referral } = await kept(given.id);
    expect(referral).toMatchObject({ status: 'sent', answeredAt: districtNow + 1000 });
    expect(referral.answerDueAt).toBe(districtNow + 2 * dayMs);
  });

  test('a question of 500 characters is asked, one of 501 is too long, an empty one is none', async () => {
    const sent = await inStatus('sent');
    const ask = (question: string) => askInfo(onSide('receiver'), { ...handleOf(sent), question });
    expect(codesOf(await ask('肾'.repeat(501)))).toEqual(['referral.reason_too_long']);
    expect(codesOf(await ask('  '))).toEqual(['referral.reason_missing']);
    expect(granted(await ask('肾'.repeat(500))).status).toBe('info_wanted');
  });
});

describe('the clock and what is past', () => {
  test('ends what nobody agreed to, answered, supplied or came to, each after its validity and told why', async () => {
    const ended = await Promise.all((['awaiting_consent', 'sent', 'info_wanted', 'accepted'] as const).map(inStatus));
    await expireReferrals(district.contextFor('system', { now: districtNow + 61 * dayMs }));
    for (const { id } of ended) expect((await kept(id)).referral.status).toBe('expired');
  });

  test('a stay that nobody came to: the first day is a no-show, the days to come are somebody else’s', async () => {
    const resourceName = fresh('一病区');
    const days = [clinicDay, addDays(clinicDay, 1), addDays(clinicDay, 2)];
    const ward = [];
    for (const day of days) {
      const hours = { startsAt: instantOf(`${day} 14:00:00`), endsAt: instantOf(`${day} 18:00:00`) };
      ward.push(granted(await publishSession(onSide('receiver'), { ...clinicInput(district, day, { resourceName, capacity: 8 }), ...hours, kind: 'ward' })));
    }
    const id = await signedResident(district);
    const stay = { sessionId: ward[0]?.id ?? '', nights: 3 };
    const sent = granted(await createReferral(onSide('sender'), orderFor(id, { kind: 'inpatient', places: { sessionId: null, stay } })));
    granted(await acceptReferral(onSide('receiver'), { ...handleOf(sent), places: null }));
    const shown = granted(await getReferral(onSide('sender'), { referralId: sent.id }));
    expect(shown.beds.map(({ day, standing }) => [day, standing])).toEqual(days.map((day) => [day, 'booked']));
    const admission = ward[0]?.startsAt ?? 0;
    await expireReferrals(district.contextFor('system', { now: admission + dayMs - 1 }));
    expect((await kept(sent.id)).referral.status).toBe('accepted');
    await expireReferrals(district.contextFor('system', { now: admission + dayMs }));
    const { referral } = await kept(sent.id);
    expect(referral.status).toBe('expired');
    const beds = await findSlots(store.reads, district.regionCode, referral.bedSlotIds);
    expect(beds.sort((a, b) => a.startsAt - b.startsAt).map(({ state }) => state.status)).toEqual(['no_show', 'no_show', 'free']);
  });

  test('a death that is recorded ends what is open', async () => {
    const open = await inStatus('in_treatment');
    granted(await recordDeath(onSide('sender'), { residentId: open.residentId, version: 0, deathDay: '2025-03-09', document: 'death_certificate', note: null }));
    expect((await kept(open.id)).referral.status).toBe('died');
  });
});
