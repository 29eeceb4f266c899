import type { DemoTeam } from '@/db/seed/places';
import { addDays, dayOfInstant } from '@/server/domain/kernel/calendar-day';
import { dayMs, hourMs } from '@/server/domain/kernel/instant';
import type { ReferralKind } from '@/server/domain/referral/codes';
import { answerOwnReferral } from '@/server/services/own/act-on-own-referral';
import { acceptReferral } from '@/server/services/referral/accept-referral';
import { arriveReferral } from '@/server/services/referral/arrive-referral';
import { askInfo } from '@/server/services/referral/ask-info';
import { cancelReferral, leaveReferral } from '@/server/services/referral/cancel-referral';
import type { ReferralReceipt } from '@/server/services/referral/change-referral';
import { closeReferral } from '@/server/services/referral/close-referral';
import { completeReferral } from '@/server/services/referral/complete-referral';
import { declineReferral } from '@/server/services/referral/decline-referral';
import { followUpReferral } from '@/server/services/referral/follow-up-referral';
import { giveInfo } from '@/server/services/referral/give-info';
import { missReferral } from '@/server/services/referral/miss-referral';
import { noteDeath } from '@/server/services/referral/note-death';
import { receiveReferral } from '@/server/services/referral/receive-referral';
import { redirectReferral } from '@/server/services/referral/redirect-referral';
import { returnReferral } from '@/server/services/referral/return-referral';
import { treatReferral } from '@/server/services/referral/treat-referral';
import { queueReferral } from '@/server/services/waiting/queue-referral';
import { done } from '../done';
import { asAccount, asLeader, asResident } from './demo-actors';
import type { Event, Luck, Story } from './demo-referrals';

/** What one referral's story is told with. */
export interface Course {
  readonly story: Story;
  readonly doctor: DemoTeam;
  readonly residentId: string;
  readonly kind: ReferralKind;
  /** The account of the receiving hospital's office. */
  readonly hospital: string;
  /** The other hospital's code, for who is sent on. */
  readonly otherHospital: string;
  readonly luck: Luck;
  /** When the first of its places begins. */
  readonly startsAt: number | null;
}

const handleOf = ({ id, version }: ReferralReceipt) => ({ referralId: id, version });
const office = (course: Course, at: number) => asAccount(course.story.store, course.hospital, at);
const leader = (course: Course, at: number) => asLeader(course.story.store, course.doctor, at);

/** The resident answers on their phone some hours later; every other one has not looked yet. */
export function consenting(course: Course, receipt: ReferralReceipt, askedAt: number): Event | null {
  const { luck, story, residentId } = course;
  if (luck.serial % 24 === 5) return null;
  const at = askedAt + luck.chance.whole(1, 6) * hourMs;
  return {
    at,
    async run() {
      const agreed = luck.serial % 36 !== 17;
      const answered = await done(answerOwnReferral(asResident(story.store, residentId, at), { referralId: receipt.id, agreed, reason: agreed ? null : '想先在社区看看' }));
      return agreed ? answering(course, answered, at) : null;
    },
  };
}

/** The hospital answers, or the sender calls it off first. */
export function answering(course: Course, receipt: ReferralReceipt, sentAt: number): Event | null {
  const { luck, startsAt } = course;
  const latest = startsAt === null ? 30 : Math.max(1, Math.min(30, Math.floor((startsAt - sentAt) / hourMs) - 2));
  const at = sentAt + luck.chance.whole(1, latest) * hourMs;
  // One in a score is never answered, and the clock ends it.
  return luck.serial % 20 === 13 ? null : { at, run: () => answer(course, receipt, at) };
}

async function answer(course: Course, receipt: ReferralReceipt, at: number): Promise<Event | null> {
  const { luck, otherHospital } = course;
  const handle = handleOf(receipt);
  switch (luck.serial % 20) {
    case 2:
      await done(cancelReferral(leader(course, at), { ...handle, reason: '患者病情好转，暂不需要转诊。' }));
      return null;
    case 6:
      await done(declineReferral(office(course, at), { ...handle, code: 'not_indicated', reason: '现有资料提示可在基层继续调整用药，建议两周后复评。' }));
      return null;
    case 8:
      if (course.kind !== 'outpatient') return taking(course, receipt, at);
      await done(redirectReferral(office(course, at), { ...handle, toInstitutionCode: otherHospital, departmentCode: 'neurology', reason: '该院神经介入团队更合适，已电话沟通。' }));
      return null;
    case 10:
    case 15:
      return informing(course, await done(askInfo(office(course, at), { ...handle, question: '请补充近三个月的肾功能和目前用药剂量。' })), at);
    case 18:
      return waiting(course, receipt, at);
    default:
      return taking(course, receipt, at);
  }
}

async function taking(course: Course, receipt: ReferralReceipt, at: number): Promise<Event | null> {
  const { startsAt } = course;
  if (startsAt === null) return waiting(course, receipt, at);
  return visiting(course, await done(acceptReferral(office(course, at), { ...handleOf(receipt), places: null })), startsAt);
}

/** No place now: an emergency is taken without one, everybody else gets a turn. */
async function waiting(course: Course, receipt: ReferralReceipt, at: number): Promise<null> {
  const handle = handleOf(receipt);
  const queued = await queueReferral(office(course, at), { ...handle, resourceName: null, nights: course.kind === 'inpatient' ? 4 : 0 });
  if (!queued.ok) await done(acceptReferral(office(course, at), { ...handle, places: null }));
  return null;
}

/** The doctor answers the hospital's question, except where nobody has got round to it. */
function informing(course: Course, receipt: ReferralReceipt, askedAt: number): Event | null {
  const { luck, startsAt } = course;
  if (luck.serial % 40 === 30) return null;
  const at = askedAt + luck.chance.whole(1, 5) * hourMs;
  if (startsAt !== null && at >= startsAt) return null;
  return {
    at,
    async run() {
      const given = await done(giveInfo(leader(course, at), { ...handleOf(receipt), answer: '肌酐 88 μmol/L，eGFR 82；氨氯地平 5 mg qd，缬沙坦 80 mg qd。' }));
      const answeredAt = at + hourMs;
      if (startsAt === null || answeredAt >= startsAt) return null;
      return { at: answeredAt, run: async () => visiting(course, await done(acceptReferral(office(course, answeredAt), { ...handleOf(given), places: null })), startsAt) };
    },
  };
}

/** The patient comes, does not come, or has gone elsewhere. */
function visiting(course: Course, receipt: ReferralReceipt, startsAt: number): Event {
  const { luck } = course;
  const fate = luck.serial % 19 === 9 ? 'missed' : luck.serial % 19 === 14 ? 'left' : 'came';
  const at = fate === 'came' ? startsAt - luck.chance.whole(5, 40) * 60_000 : fate === 'missed' ? startsAt + 6 * hourMs : startsAt - 20 * hourMs;
  return {
    at,
    async run() {
      const handle = handleOf(receipt);
      if (fate === 'missed') await done(missReferral(office(course, at), handle));
      if (fate === 'left') await done(leaveReferral(leader(course, at), { ...handle, reason: '家属来电，已在外地子女家附近医院就诊。' }));
      return fate === 'came' ? treating(course, await done(arriveReferral(office(course, at), handle)), startsAt) : null;
    },
  };
}

/** A visit is over in hours, a stay in days; one of the stays ends with a death. */
async function treating(course: Course, arrived: ReferralReceipt, startsAt: number): Promise<Event | null> {
  const { luck, story, kind } = course;
  if (kind !== 'inpatient') {
    const stillThere = startsAt > story.now - 4 * dayMs && luck.serial % 3 === 1;
    return stillThere ? null : completing(course, arrived, startsAt + luck.chance.whole(1, 3) * hourMs);
  }
  const admitted = await done(treatReferral(office(course, startsAt), handleOf(arrived)));
  if (luck.serial % 3 !== 0) return completing(course, admitted, startsAt + 3 * dayMs);
  const at = startsAt + 2 * dayMs;
  return {
    at,
    async run() {
      await done(noteDeath(office(course, at), handleOf(admitted)));
      return null;
    },
  };
}

function completing(course: Course, receipt: ReferralReceipt, at: number): Event {
  return {
    at,
    async run() {
      const followUpDay = addDays(dayOfInstant(at), course.luck.chance.whole(7, 14));
      const opinion = '已调整用药方案，病情稳定，请家庭医生两周内随访血压、血糖并复查肝肾功能。';
      const completed = await done(completeReferral(office(course, at), { ...handleOf(receipt), opinion, followUpDay }));
      // Who stayed in hospital goes back with a care plan, which is a story of its own.
      return course.kind === 'inpatient' || !course.luck.chance.happens(0.8) ? null : returning(course, completed, at + dayMs);
    },
  };
}

function returning(course: Course, receipt: ReferralReceipt, at: number): Event {
  return {
    at,
    async run() {
      const returned = await done(returnReferral(office(course, at), handleOf(receipt)));
      return course.luck.chance.happens(0.75) ? atHome(course, returned, at + dayMs) : null;
    },
  };
}

/** The team at home takes the patient back, sees them, and closes. */
function atHome(course: Course, receipt: ReferralReceipt, at: number): Event {
  return {
    at,
    async run() {
      const received = await done(receiveReferral(leader(course, at), { ...handleOf(receipt), note: null }));
      const seenAt = at + course.luck.chance.whole(3, 9) * dayMs;
      return {
        at: seenAt,
        async run() {
          const note = '血压 136/82 mmHg，用药规律，无不适。';
          const seen = await done(followUpReferral(leader(course, seenAt), { ...handleOf(received), place: 'clinic', note, measurements: {}, taskKeys: [] }));
          if (course.luck.serial % 3 === 0) await done(closeReferral(leader(course, seenAt + hourMs), handleOf(seen)));
          return null;
        },
      };
    },
  };
}
