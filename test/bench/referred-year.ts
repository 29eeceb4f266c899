import { clinicSession, institution, referral, slot } from '@/db/schema';
import type { Store } from '@/db';
import { addDays, instantOf } from '@/server/domain/kernel/calendar-day';
import { dayMs } from '@/server/domain/kernel/instant';
import type { ReferralPriority, ReferralStatus } from '@/server/domain/referral/codes';
import { type District, districtNow } from '../factories/district';
import { populate } from './visits-file';

const hospitals = 24;
const townships = 60;
const departments = 12;
const referralsOfResident = 8;
const inOneTransaction = 10_000;

/** How a year's referrals stand on one of its days, of ten thousand: most are over, and what is open is as old as each step lasts. */
const standing: readonly { readonly status: ReferralStatus; readonly share: number; readonly days: number }[] = [
  { status: 'draft', share: 20, days: 3 },
  { status: 'awaiting_consent', share: 10, days: 3 },
  { status: 'sent', share: 40, days: 2 },
  { status: 'info_wanted', share: 5, days: 3 },
  { status: 'waiting', share: 15, days: 20 },
  { status: 'accepted', share: 150, days: 10 },
  { status: 'arrived', share: 40, days: 12 },
  { status: 'in_treatment', share: 40, days: 20 },
  { status: 'completed', share: 50, days: 24 },
  { status: 'returned', share: 60, days: 30 },
  { status: 'received', share: 150, days: 40 },
  { status: 'followed_up', share: 50, days: 60 },
  { status: 'declined', share: 600, days: 365 },
  { status: 'redirected', share: 150, days: 365 },
  { status: 'cancelled', share: 600, days: 365 },
  { status: 'expired', share: 300, days: 365 },
  { status: 'went_elsewhere', share: 150, days: 365 },
  { status: 'died', share: 50, days: 365 },
  { status: 'closed', share: 7520, days: 365 },
];
const ofTenThousand = standing.flatMap((each) => Array.from({ length: each.share }, () => each));

/** A year's referrals of a region of 86 institutions, the district's own among them, with the places of those that were accepted. */
export async function fillReferredYear(store: Store, district: District, count: number): Promise<void> {
  const { people } = await populate(store, district, Math.ceil(count / referralsOfResident));
  const { regionCode, lead, township } = district;
  const [receivers, senders] = [codesOf('B', hospitals), codesOf('C', townships)];
  const level = (code: string) => (code.startsWith('B') ? ('level3' as const) : ('township' as const));
  await store.transaction((tx) =>
    tx.append(institution, [...receivers, ...senders].map((code) => ({ regionCode, code, name: `机构${code}`, level: level(code), allianceId: null, allianceRole: null, parentCode: null, closedOn: null }))),
  );
  const made = { regionCode, receivers: [lead.code, ...receivers], senders: [township.code, ...senders], people: people.map(({ id }) => id), team: district.team };
  await fillSessions(store, made);
  for (let from = 0; from < count; from += inOneTransaction) {
    const some = Array.from({ length: Math.min(inOneTransaction, count - from) }, (_, at) => referralAt(made, from + at));
    await store.transaction(async (tx) => {
      await tx.append(referral, some);
      await tx.append(slot, some.flatMap((each, at) => placeOf(each, from + at)));
    });
  }
}

interface Made {
  readonly regionCode: string;
  readonly receivers: readonly string[];
  readonly senders: readonly string[];
  readonly people: readonly string[];
  readonly team: District['team'];
}

const codesOf = (letter: string, count: number) => Array.from({ length: count }, (_, at) => `${letter}${String(at).padStart(11, '0')}`);
const today = '2025-03-10';
const placeDays = 10;

/** One long clinic of each department and day, in which all its places stand. */
async function fillSessions(store: Store, { regionCode, receivers }: Made): Promise<void> {
  const sessions = receivers.flatMap((institutionCode) =>
    Array.from({ length: departments * 2 * placeDays }, (_, at) => {
      const day = addDays(today, (at % (2 * placeDays)) - placeDays);
      const departmentCode = `d${Math.floor(at / (2 * placeDays))}`;
      const startsAt = instantOf(`${day} 08:00:00`);
      return {
        ...{ regionCode, id: `${institutionCode}-${departmentCode}-${day}`, institutionCode, departmentCode, departmentName: departmentCode, resourceName: '专家门诊' },
        ...{ day, startsAt, endsAt: startsAt + dayMs / 2, capacity: 1_000_000, reserved: 1_000_000, urgentOnly: false, opensOn: addDays(day, -30), releaseAt: startsAt - dayMs },
        ...{ status: 'published' as const, kind: 'clinic' as const, resourceId: null, scheduleId: null, borrowAt: null, version: 1 },
      };
    }),
  );
  await store.transaction((tx) => tx.append(clinicSession, sessions));
}

type ReferralRow = typeof referral.$inferSelect;

function referralAt({ regionCode, receivers, senders, people, team }: Made, at: number): ReferralRow {
  // Shares no factor with the counts it is taken apart by, so that everybody has some of everything.
  const mixed = (at * 7919 + Math.floor(at / 10_000) * 13) % 10_000;
  const { status, days } = ofTenThousand[mixed] ?? { status: 'closed' as const, days: 365 };
  const [toInstitutionCode = '', fromInstitutionCode = ''] = [receivers[at % receivers.length], senders[Math.floor(at / receivers.length) % senders.length]];
  const createdAt = districtNow - Math.floor(((at * 104_729) % 100_000) / 100_000 * days * dayMs);
  const id = `r${String(at).padStart(8, '0')}`;
  const sentAt = status === 'draft' || status === 'awaiting_consent' ? null : createdAt + 60_000;
  const isDecided = sentAt !== null && !['sent', 'info_wanted', 'waiting'].includes(status);
  const isOwn = fromInstitutionCode === team.institutionCode;
  return {
    ...{ regionCode, id, number: id, requestKey: id, residentId: people[(at * 31) % people.length] ?? '', contractId: null, status, version: 1, slotId: null },
    ...{ fromInstitutionCode, fromPractitionerId: isOwn ? team.leaderId : `${fromInstitutionCode}-P1`, fromTeamId: isOwn ? team.id : `${fromInstitutionCode}-T1`, toInstitutionCode },
    ...{ departmentCode: `d${at % departments}`, departmentName: `d${at % departments}`, direction: at % 6 === 0 ? ('down' as const) : ('up' as const) },
    ...{ kind: at % 40 === 7 ? ('e_consult' as const) : ('outpatient' as const), priority: priorityOf(at), signed: at % 3 !== 0, external: false, origin: null },
    ...{ diagnosisCode: 'I10.x00', diagnosisName: '高血压', reason: '血压控制不佳，请专科调整用药', findings: '血压 170/100 mmHg', opinion: null, purpose: null, history: null, treatment: null },
    ...{ createdAt, sentAt, answerDueAt: sentAt === null ? null : sentAt + dayMs, answeredAt: isDecided ? createdAt + 7_200_000 : null, decidedAt: isDecided ? createdAt + 7_200_000 : null },
    ...{ queuedAt: status === 'waiting' ? createdAt + 3_600_000 : null, promisedDay: null, arrivedAt: null, treatedAt: null, completedAt: null, returnedAt: null, receivedAt: null },
    ...{ followedUpAt: null, followUpDay: null, closedAt: null, declineCode: null, declineReason: null, previousId: null, consultType: null, mayConvert: false },
    ...{ dangerSigns: [], assessment: { measurements: {}, symptoms: [] }, bedSlotIds: [], assigneeId: null, escalatedAt: null },
  };
}

function priorityOf(at: number): ReferralPriority {
  return at % 50 === 0 ? 'emergency' : at % 7 === 0 ? 'urgent' : 'routine';
}

/** The place of a referral for which one is kept, or has been used of late. */
function placeOf({ regionCode, id, status, toInstitutionCode: institutionCode, departmentCode }: ReferralRow, at: number) {
  const isBooked = status === 'accepted';
  if (!isBooked && !['arrived', 'in_treatment', 'completed', 'returned', 'received', 'followed_up'].includes(status)) return [];
  const day = addDays(today, (at % placeDays) - (isBooked ? 0 : placeDays));
  return [
    {
      ...{ regionCode, id: `s${id}`, sessionId: `${institutionCode}-${departmentCode}-${day}`, number: at + 1, institutionCode, departmentCode, startsAt: instantOf(`${day} 08:00:00`) + (at % 40) * 300_000 },
      ...{ kind: 'clinic' as const, part: 'visit', status: isBooked ? ('booked' as const) : ('used' as const), referralId: id, expiresAt: null, dealtTo: null },
    },
  ];
}
