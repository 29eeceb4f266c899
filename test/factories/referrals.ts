import { firstConsentVersion } from '@/server/domain/agreement/shipped-texts';
import { signContract } from '@/server/services/contract/sign-contract';
import type { ServiceContext } from '@/server/services/context';
import { type Day, instantOf } from '@/server/domain/kernel/calendar-day';
import type { Outcome } from '@/server/domain/kernel/outcome';
import type { ClinicSession } from '@/server/domain/quota/slot';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type PublishSessionInput, publishSession } from '@/server/services/quota/publish-session';
import type { ReferralReceipt } from '@/server/services/referral/change-referral';
import { type CreateReferralInput, createReferral } from '@/server/services/referral/create-referral';
import type { District } from './district';

/** A week after the district's clock: open to the family-doctor side, outside the urgent window. */
export const clinicDay: Day = '2025-03-17';

/** The value of an outcome a test counts on; its reasons otherwise. */
export function granted<Value>(outcome: Outcome<Value>): Value {
  if (!outcome.ok) throw new Error(`refused: ${JSON.stringify(outcome.refusals)}`);
  return outcome.value;
}

export function codesOf(outcome: Outcome<unknown>): string[] {
  return outcome.ok ? [] : outcome.refusals.map(({ code }) => code);
}

let minted = 0;

/** A key or a specialist that no other call gets. */
export function fresh(prefix: string): string {
  minted += 1;
  return `${prefix}-${String(minted).padStart(8, '0')}`;
}

/** A morning's cardiology clinic of the lead hospital: 3 places, of which Shenyang's third reserves 1. */
export async function publishClinic(district: District, change: Partial<PublishSessionInput> & { readonly day?: Day } = {}): Promise<ClinicSession> {
  const { day = clinicDay, ...rest } = change;
  return granted(await publishSession(district.contextFor('referral_office'), clinicInput(district, day, rest)));
}

export function clinicInput(district: District, day: Day, change: Partial<PublishSessionInput> = {}): PublishSessionInput {
  return {
    institutionCode: district.lead.code,
    departmentCode: 'cardiology',
    departmentName: '心血管内科',
    resourceName: fresh('顾'),
    startsAt: instantOf(`${day} 08:00:00`),
    endsAt: instantOf(`${day} 11:30:00`),
    capacity: 3,
    urgentOnly: false,
    publicLeadDays: 7,
    ...change,
  };
}

/** Signs a resident with the district's own team from the district's day on. */
export async function signResident(district: District, residentId: string): Promise<void> {
  granted(
    await signContract(district.contextFor('doctor'), {
      requestKey: fresh('contract'),
      resident: { id: residentId },
      teamId: district.team.id,
      practitionerId: null,
      packageCodes: ['basic'],
      startDay: null,
      termYears: 1,
      consent: { textVersion: firstConsentVersion, guardian: null },
    }),
  );
}

/** One more resident of the township hospital, signed. */
export async function signedResident(district: District): Promise<string> {
  const { id } = await district.addResident();
  await signResident(district, id);
  return id;
}

/** An order as most tests need it; `sessionId` is short for a visit's place and nothing else. */
export function orderFor(residentId: string, { sessionId = null, ...change }: Partial<CreateReferralInput> & { readonly sessionId?: string | null } = {}): CreateReferralInput {
  return {
    requestKey: fresh('request'),
    residentId,
    direction: 'up',
    priority: 'routine',
    kind: 'outpatient',
    consult: null,
    places: { sessionId, stay: null },
    toInstitutionCode: null,
    departmentCode: null,
    practitionerId: null,
    diagnosisCode: 'I10.x00',
    diagnosisName: '高血压病',
    reason: '血压控制不佳，请专科调整用药',
    findings: 'BP 168/102 mmHg',
    consented: true,
    ...change,
  };
}

/** A signed resident's referral that the district's doctor has sent onto a session. */
export async function sendOnto(district: District, session: ClinicSession, context: ServiceContext = district.contextFor('doctor')): Promise<ReferralReceipt> {
  const outcome: Outcome<ReferralReceipt, AnyRefusal> = await createReferral(context, orderFor(await signedResident(district), { sessionId: session.id }));
  return granted(outcome);
}
