import type { Store } from '@/db';
import { insertTeams } from '@/db/queries/team';
import { addDays, instantOf } from '@/server/domain/kernel/calendar-day';
import { monthsOfYear } from '@/server/domain/month/close-month';
import type { Actor } from '@/server/domain/permission/actor';
import type { StaffRole } from '@/server/domain/permission/roles';
import type { Institution } from '@/server/domain/registry/institution';
import type { Team } from '@/server/domain/registry/team';
import { setBudget } from '@/server/services/budget/set-budget';
import { loadHolidays } from '@/server/services/calendar/load-holidays';
import type { ServiceContext } from '@/server/services/context';
import { signContract } from '@/server/services/contract/sign-contract';
import { recordService } from '@/server/services/fulfilment/record-service';
import { importVisits } from '@/server/services/import/import-visits';
import { closeMonth } from '@/server/services/month/close-month';
import { recordPosting } from '@/server/services/posting/record-posting';
import { approvePrepayment } from '@/server/services/prepayment/approve-prepayment';
import { proposePrepayment } from '@/server/services/prepayment/propose-prepayment';
import { askToSign } from '@/server/services/own/ask-for-contract';
import { askToEnd } from '@/server/services/own/ask-to-end';
import { applyForRecognition } from '@/server/services/recognition/apply-for-recognition';
import { approveRecognition } from '@/server/services/recognition/approve-recognition';
import { recordException } from '@/server/services/quota/keep-exception';
import { addResource } from '@/server/services/quota/keep-resource';
import { addSchedule } from '@/server/services/quota/keep-schedule';
import { publishSession } from '@/server/services/quota/publish-session';
import { recordIdentity } from '@/server/services/resident-identity/record-identity';
import { createReferral } from '@/server/services/referral/create-referral';
import { joinSpecialty } from '@/server/services/specialty/change-specialty';
import { foundSpecialty } from '@/server/services/specialty/found-specialty';
import { listSpecialties } from '@/server/services/specialty/list-specialties';
import { computeSettlement } from '@/server/services/settlement/compute-settlement';
import { requestTrial } from '@/server/services/trial/request-trial';
import { listFindings } from '@/server/services/warning/list-findings';
import { scanWarnings } from '@/server/services/warning/scan-warnings';
import { deliverSettlement } from '@/server/services/settlement/deliver-settlement';
import { raiseObjection } from '@/server/services/settlement/raise-objection';
import { saveGridCell } from '@/server/services/team/save-grid-cell';
import { accountIdOf } from '../factories/actors';
import { type District, citizenId, mintDistrict } from '../factories/district';
import { clinicDay, clinicInput, fresh, granted, orderFor } from '../factories/referrals';
import { contractFile, stage } from '../factories/reviews';
import { applicationOf } from '../factories/recognitions';
import { signingOf } from '../factories/signing';
import { fileOf, visitRow } from '../factories/visits';
import { holdPairs } from './held-pairs';
import { type HeldCare, holdCare, noCare } from './held-care';
import { type HeldMoney, holdBudgets, noMoney } from './held-money';
import { addSystemAccounts } from './sign-in';

/** What one institution holds, by the names that somebody who wants it would ask for. */
export interface Holding extends HeldMoney, HeldCare {
  readonly regionCode: string;
  readonly institutionCode: string;
  /** The partner in the alliance, to which referrals go. */
  readonly partnerCode: string;
  readonly teamId: string;
  /** A part of the service grid. */
  readonly gridCode: string;
  readonly practitionerId: string;
  readonly accountId: string;
  readonly residentId: string;
  readonly certNo: string;
  /** A class that the resident holds. */
  readonly identityId: string;
  readonly contractId: string;
  readonly contractNumber: string;
  /** What a resident asks the team for, and that they want to end the contract. */
  readonly requestId: string;
  readonly endingId: string;
  /** A service given under the contract. */
  readonly serviceId: string;
  readonly sessionId: string;
  /** Who or what sees patients there, in which week, and when it does not. */
  readonly resourceId: string;
  readonly scheduleId: string;
  readonly exceptionId: string;
  /** A specialty alliance around the institution's cardiology, and whom it lets in. */
  readonly specialtyId: string;
  readonly specialtyMemberId: string;
  readonly referralId: string;
  readonly referralNumber: string;
  /** A referral that came from the partner. */
  readonly receivedId: string;
  readonly receivedNumber: string;
  /** An e-consult that was asked there. */
  readonly consultId: string;
  /** Who it sent to the partner, to help or to learn. */
  readonly postingId: string;
  /** An application of the institution that waits, and a recognition that was approved. */
  readonly recognitionId: string;
  readonly recognitionNumber: string;
  readonly approvedRecognitionId: string;
  /** Settlement number of a visit of this year's. */
  readonly visitId: string;
  /** Settlement number of a refund whose original never came. */
  readonly waitingRefundId: string;
  readonly batchId: string;
  /** A file of contracts that was uploaded to be looked at. */
  readonly reviewId: string;
  /** The region's, not the institution's. */
  readonly settlementId: string;
  readonly earlierSettlementId: string;
  /** Against its own line. */
  readonly objectionId: string;
  readonly policyId: string;
  readonly trialId: string;
  /** Of a prescription at the institution. */
  readonly findingId: string;
  /** Two records that look alike, and two that were made one; of the region, like their residents. */
  readonly pairId: string;
  readonly mergeId: string;
}

/** A region with two alliances, of each a primary institution and a hospital. */
export interface Region {
  readonly district: District;
  readonly primary: Holding;
  readonly hospital: Holding;
  readonly foreignPrimary: Holding;
  readonly foreignHospital: Holding;
}

export const settledYear = '2024';
export const busyMonth = '2024-06';

/** Mints a region whose every table holds something of each of four institutions and of the region. */
export async function mintRegion(store: Store): Promise<Region> {
  const district = await mintDistrict(store);
  await addSystemAccounts(store, district);
  await loadHolidays(store);
  const { township, lead, foreignTownship, foreignLead, team, foreignTeam } = district;
  const teamAt = async (place: Institution): Promise<Team> => {
    const leaderId = `${place.code}-P1`;
    const added = { ...team, id: fresh('team'), institutionCode: place.code, name: `${place.name}团队`, leaderId, practitionerIds: [leaderId] };
    await store.transaction((tx) => insertTeams(tx, [added]));
    return added;
  };
  const own = await holdEach(district, [township, team], [lead, await teamAt(lead)], false);
  const foreign = await holdEach(district, [foreignTownship, foreignTeam], [foreignLead, await teamAt(foreignLead)], true);
  const books = await settle(district);
  const policyId = district.policy.id;
  const money = await holdBudgets(district);
  const { id: trialId } = granted(await requestTrial(district.contextFor('bureau_clerk'), { year: settledYear, draft: { policyId } }));
  const regional = { ...books, policyId, trialId };
  const heldAt = async (place: Institution) => ({ ...regional, ...money(place), objectionId: await object(district, books.settlementId, place.code) });
  return {
    district,
    primary: { ...own.primary, ...(await heldAt(township)) },
    hospital: { ...own.hospital, ...(await heldAt(lead)) },
    foreignPrimary: { ...foreign.primary, ...(await heldAt(foreignTownship)) },
    foreignHospital: { ...foreign.hospital, ...(await heldAt(foreignLead)) },
  };
}

type Unsettled = Omit<Holding, 'settlementId' | 'earlierSettlementId' | 'objectionId' | 'policyId' | 'trialId' | keyof HeldMoney | keyof HeldCare>;
type Seat = readonly [Institution, Team];

async function holdEach(district: District, primary: Seat, hospital: Seat, foreign: boolean): Promise<Record<'primary' | 'hospital', Unsettled & HeldCare>> {
  const first = await hold(district, primary, hospital[0], foreign);
  const second = await hold(district, hospital, primary[0], foreign);
  const system = district.contextFor('system');
  const care = await holdCare({
    residentId: second.residentId,
    hospital: { place: hospital[0], acts: asStaffOf(system, hospital[0], 'doctor') },
    primary: { place: primary[0], acts: asStaffOf(system, primary[0], 'doctor') },
  });
  return {
    primary: { ...first, ...care.primary, receivedId: second.referralId, receivedNumber: second.referralNumber },
    hospital: { ...second, ...care.hospital, receivedId: first.referralId, receivedNumber: first.referralNumber },
  };
}

/** One resident, contract, clinic session, referral, visit and import of an institution, made by the verbs themselves. */
export async function hold(district: District, [place, team]: Seat, partner: Institution, foreign: boolean): Promise<Unsettled> {
  const { regionCode } = district;
  const system = district.contextFor('system');
  const resident = await district.addResident({ name: fresh('居民'), homeInstitutionCode: place.code, keyGroups: ['hypertension'] });
  const contract = granted(await signContract(system, signingOf({ team }, resident)));
  const identity = granted(await recordIdentity(system, { residentId: resident.id, identityClass: 'disabled', from: '2024-01-01', to: null, note: null }));
  const session = granted(await publishSession(system, clinicInput(district, clinicDay, { institutionCode: place.code })));
  const isHospital = place.level === 'level3';
  const change = { direction: isHospital ? 'down' : 'up', toInstitutionCode: partner.code, departmentCode: isHospital ? 'general' : 'cardiology' } as const;
  const referral = granted(await createReferral(system, orderFor(resident.id, { ...change, practitionerId: `${place.code}-P1` })));
  const consult = granted(await createReferral(system, orderFor(resident.id, { ...change, departmentCode: 'respiratory', kind: 'e_consult', consult: { type: 'ecg', mayConvert: false }, practitionerId: `${place.code}-P1` })));
  const cell = granted(await saveGridCell(system, { code: fresh('grid'), name: '网格', institutionCode: place.code, teamId: team.id, places: [], takeOver: false }));
  const recognitions = await holdRecognitions(district, place, resident.id);
  const nobody = { ...resident, certNo: strangersNumber() };
  const rows = [
    visitRow({ who: resident, at: place, on: `${busyMonth}-15`, inScopeFen: 500_000, settlementId: fresh('visit'), prescriptionDays: 120 }),
    visitRow({ who: resident, at: place, on: '2025-03-03', inScopeFen: 400_000, settlementId: fresh('visit') }),
    visitRow({ who: resident, at: place, on: '2025-03-04', inScopeFen: 100, settlementId: fresh('refund'), isRefund: true, originalSettlementId: 'never' }),
    visitRow({ who: nobody, at: place, on: '2025-03-03', inScopeFen: 100_000, settlementId: fresh('visit') }),
  ];
  const { batchId, accepted, rejected } = await importVisits(asHospitalSystem(system, place), { ...fileOf(rows), institutionCode: place.code });
  if (accepted !== 3 || rejected !== 1) throw new Error(`${accepted} visits were taken, ${rejected} were not`);
  const reviewId = await stage(asStaffOf(system, place, 'doctor'), contractFile([{ 身份证号: resident.certNo, 签约团队: team.name, 签约日期: '2025-03-01', 签约年限: '1', 服务包: 'basic' }]));
  granted(await scanWarnings(system, { from: busyMonth, to: busyMonth }));
  const findings = await listFindings(system, { residentId: resident.id, page: 1, pageSize: 1 });
  return {
    ...(await holdPairs(district, place.code)),
    findingId: findings.rows[0]?.id ?? '',
    regionCode,
    institutionCode: place.code,
    partnerCode: partner.code,
    teamId: team.id,
    gridCode: cell.code,
    practitionerId: `${place.code}-P1`,
    accountId: accountIdOf(regionCode, isHospital ? 'referral_office' : 'nurse', foreign),
    residentId: resident.id,
    certNo: resident.certNo,
    identityId: identity.identityId,
    contractId: contract.contractId,
    contractNumber: contract.number,
    ...(await holdRequests(district, [place, team], contract.contractId, resident.id)),
    serviceId: await holdService(system, place, contract.contractId),
    sessionId: session.id,
    ...(await holdWeek(system, place.code)),
    ...(await holdSpecialty(system, place)),
    referralId: referral.id,
    referralNumber: referral.number,
    receivedId: '',
    receivedNumber: '',
    consultId: consult.id,
    postingId: await holdPosting(system, place, partner),
    ...recognitions,
    visitId: rows[1]?.facts.report.settlementId ?? '',
    waitingRefundId: rows[2]?.facts.report.settlementId ?? '',
    batchId,
    reviewId,
  };
}

/** Cardiology is shared with the other alliance from years ahead on. */
async function holdSpecialty(system: ServiceContext, place: Institution): Promise<Pick<Holding, 'specialtyId' | 'specialtyMemberId'>> {
  const departments = [{ departmentCode: 'cardiology', departmentName: '心血管内科' }];
  const { id } = granted(await foundSpecialty(system, { name: fresh('专科联盟'), hospitalCode: place.code, departments, fromDay: '2098-01-01', toDay: null }));
  const memberId = `${place.regionCode}-${place.allianceId?.endsWith('A1') ? 'A2' : 'A1'}`;
  granted(await joinSpecialty(system, { id, version: 1, kind: 'alliance', memberId, fromDay: '2098-01-01' }));
  const found = (await listSpecialties(system)).find((specialty) => specialty.id === id);
  return { specialtyId: id, specialtyMemberId: found?.members[0]?.id ?? '' };
}

/** A device with a pattern of one day, and a day in summer on which it is being serviced. */
async function holdWeek(system: ServiceContext, institutionCode: string): Promise<Pick<Holding, 'resourceId' | 'scheduleId' | 'exceptionId'>> {
  const resource = granted(await addResource(system, { institutionCode, kind: 'exam', departmentCode: 'imaging', departmentName: '医学影像科', name: fresh('CT'), note: null }));
  const hours = { fromTime: '13:00', toTime: '16:00', capacity: 3, urgentOnly: false, onHolidays: false, publicLeadDays: 7 };
  const { schedule } = granted(await addSchedule(system, { resourceId: resource.id, weekdays: [2], validFrom: '2025-03-18', validTo: '2025-03-18', ...hours }));
  const serviced = { fromDay: '2025-07-01', toDay: '2025-07-01', effect: 'closed', capacity: null, reason: '设备检修', displacement: 'refuse' } as const;
  const { exception } = granted(await recordException(system, { institutionCode: null, resourceId: resource.id, ...serviced }));
  return { resourceId: resource.id, scheduleId: schedule.id, exceptionId: exception.id };
}

/** A hospital's doctor helps at the partner, or somebody of the partner's goes to the hospital to learn. */
async function holdPosting(system: ServiceContext, place: Institution, partner: Institution): Promise<string> {
  const kind = place.level === 'level3' ? 'clinic' : 'trainee';
  const entry = { kind, personName: fresh('医师'), title: '主治医师', subject: null, fromDay: '2025-03-03', toDay: '2025-03-03', times: 1, people: 0, note: null } as const;
  return granted(await recordPosting(system, { ...entry, requestKey: fresh('posting'), fromInstitutionCode: place.code, toInstitutionCode: partner.code })).id;
}

/** Advice was given on the first day of the contract. */
async function holdService(system: ServiceContext, place: Institution, contractId: string): Promise<string> {
  const circumstances = { day: '2025-03-10', practitionerId: `${place.code}-P1`, place: 'clinic', note: null, measurements: {}, bySubstitute: true, beyondPackage: false } as const;
  const recorded = granted(await recordService(system, { requestKey: fresh('service'), contractId, itemCodes: ['consult'], ...circumstances }));
  return recorded.serviceIds[0] ?? '';
}

/** Somebody who is not signed asks to be, and the one who is wants to end it. */
async function holdRequests(district: District, [place, team]: Seat, contractId: string, residentId: string): Promise<Pick<Holding, 'requestId' | 'endingId'>> {
  const asker = await district.addResident({ name: fresh('申请人'), homeInstitutionCode: place.code });
  const wish = { packageCodes: ['basic'], termYears: 1, note: null, consent: { textVersion: '2025-01', guardian: null, provedBy: 'sms_code' as const } };
  const asked = granted(await askToSign(district.contextFor('resident', { residentId: asker.id }), { requestKey: fresh('asking'), teamId: team.id, ...wish }));
  const ending = granted(await askToEnd(district.contextFor('resident', { residentId }), { requestKey: fresh('ending'), contractId, reason: 'voluntary', note: null }));
  return { requestId: asked.requestId, endingId: ending.requestId };
}

/** Hypertension is recognized, for diabetes the application waits. */
async function holdRecognitions(district: District, place: Institution, residentId: string): Promise<Pick<Holding, 'recognitionId' | 'recognitionNumber' | 'approvedRecognitionId'>> {
  const reviewer = district.contextFor('bureau_reviewer');
  const office = asStaffOf(district.contextFor('referral_office'), place, 'referral_office');
  const approved = granted(await applyForRecognition(office, applicationOf(residentId)));
  granted(await approveRecognition(reviewer, { recognitionId: approved.id, version: approved.version, validFrom: null }));
  const waiting = granted(await applyForRecognition(office, applicationOf(residentId, { diseaseCode: 'M01600', diagnosisCode: 'E11.900', diagnosisName: '2型糖尿病' })));
  return { recognitionId: waiting.id, recognitionNumber: waiting.number, approvedRecognitionId: approved.id };
}

function asHospitalSystem(context: ServiceContext, place: Institution): ServiceContext {
  return asStaffOf(context, place, 'his');
}

function asStaffOf(context: ServiceContext, place: Institution, role: StaffRole): ServiceContext {
  const id = `${role} of ${place.code}`;
  const nowhere = { allianceId: null, practitionerId: null, teamIds: [] };
  const actor: Actor = { kind: 'staff', accountId: id, sessionId: id, name: id, role, regionCode: place.regionCode, institutionCodes: [place.code], ...nowhere };
  return { ...context, actor };
}

let strangers = 0;

/** A right number of somebody whom no region knows. */
export function strangersNumber(): string {
  strangers += 1;
  // Born far enough apart that nobody is taken for somebody else.
  return citizenId({ area: '110101', birthDay: addDays('1931-04-09', 37 * strangers), serial: strangers % 1000 });
}

/** Last year's months are closed, June is paid ahead, and the year is computed and delivered twice. */
async function settle(district: District): Promise<{ settlementId: string; earlierSettlementId: string }> {
  const clerk = district.contextFor('bureau_clerk');
  for (const month of monthsOfYear(settledYear)) granted(await closeMonth(clerk, month));
  granted(await proposePrepayment(clerk, busyMonth));
  granted(await approvePrepayment(district.contextFor('finance'), busyMonth));
  granted(await setBudget(clerk, { year: settledYear, pool: '310-ordinary', scope: { kind: 'region' }, request: { method: 'fixed', amountFen: 10_000_000 }, reason: null }));
  const compute = async () => {
    const { id } = granted(await computeSettlement(clerk, { year: settledYear, method: 'points' }));
    granted(await deliverSettlement(clerk, id));
    return id;
  };
  return { earlierSettlementId: await compute(), settlementId: await compute() };
}

/** What an institution says against its line of the year. */
async function object(district: District, settlementId: string, code: string): Promise<string> {
  const objection = { settlementId, poolId: '310-ordinary', code, text: '少算一笔', amountFen: 100 };
  return granted(await raiseObjection(district.contextFor('system'), objection)).id;
}

/** One more of everything at the foreign alliance's primary institution, which nobody of the own one may notice. */
export async function growForeign({ district }: Region): Promise<void> {
  const { foreignTownship, foreignLead, foreignTeam } = district;
  await hold(district, [foreignTownship, foreignTeam], foreignLead, true);
}

/** A made-up holding: everything has the right form and nothing is there. */
export const nowhere: Omit<Holding, 'regionCode'> = {
  findingId: '01890000-0000-7000-8000-000000000020',
  reviewId: '01890000-0000-7000-8000-0000000000e1',
  pairId: '01890000-0000-7000-8000-0000000000d1',
  mergeId: '01890000-0000-7000-8000-0000000000d2',
  institutionCode: 'H99999999999',
  partnerCode: 'H99999999998',
  teamId: '999999-T1',
  gridCode: 'nothing',
  practitionerId: 'H99999999999-P1',
  accountId: 'nobody',
  residentId: '01890000-0000-7000-8000-000000000001',
  certNo: citizenId({ area: '110101', birthDay: '1961-04-10', serial: 1 }),
  identityId: '01890000-0000-7000-8000-000000000010',
  contractId: '01890000-0000-7000-8000-000000000002',
  serviceId: '01890000-0000-7000-8000-0000000000e1',
  contractNumber: 'Q99999920250310000001',
  requestId: '01890000-0000-7000-8000-000000000031',
  endingId: '01890000-0000-7000-8000-000000000032',
  sessionId: '01890000-0000-7000-8000-000000000003',
  specialtyId: '01890000-0000-7000-8000-000000000061',
  specialtyMemberId: '01890000-0000-7000-8000-000000000062',
  resourceId: '01890000-0000-7000-8000-000000000041',
  scheduleId: '01890000-0000-7000-8000-000000000042',
  exceptionId: '01890000-0000-7000-8000-000000000043',
  referralId: '01890000-0000-7000-8000-000000000004',
  referralNumber: 'R999999',
  postingId: '01890000-0000-7000-8000-000000000051',
  receivedId: '01890000-0000-7000-8000-000000000005',
  receivedNumber: 'Z99999920250310999999',
  consultId: '01890000-0000-7000-8000-000000000005',
  recognitionId: '01890000-0000-7000-8000-000000000011',
  recognitionNumber: 'M99999920250310000001',
  approvedRecognitionId: '01890000-0000-7000-8000-000000000012',
  visitId: 'nothing',
  waitingRefundId: 'nothing',
  batchId: '01890000-0000-7000-8000-000000000006',
  settlementId: '01890000-0000-7000-8000-000000000007',
  earlierSettlementId: '01890000-0000-7000-8000-000000000008',
  objectionId: '01890000-0000-7000-8000-000000000009',
  policyId: '999999-2024-01-01',
  ...noMoney,
  ...noCare,
  trialId: '01890000-0000-7000-8000-000000000009',
};

/** When everything happens. */
export const worldNow = instantOf('2025-03-10 09:00:00');
