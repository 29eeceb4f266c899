import { theStore } from '@/db';
import { listRegionCodes } from '@/server/services/institution/list-region-codes';
import { endSession } from './end-session';
import { type ResidentSignIn, openResidentSession } from './open-resident-session';
import { type CodeAttempt, type CodeEntered, type CodeRequest, type CodeRequested, askForCode, enterByCode } from './sms-door';

/** The resident's forms reach the sessions through here, on the process's own store and clock. */
export async function enterAsResident(attempt: { readonly code: string; readonly tail: string }): Promise<ResidentSignIn> {
  return openResidentSession(await theStore(), attempt, Date.now());
}

export async function leaveAsResident(token: string): Promise<void> {
  await endSession(await theStore(), token, Date.now());
}

/** The region a form names, if it is one of this installation's; counting by a made-up one would count nothing. */
async function isServed(regionCode: string): Promise<boolean> {
  return (await listRegionCodes(await theStore())).includes(regionCode);
}

export async function askForCodeAtDoor(request: CodeRequest): Promise<CodeRequested> {
  if (!(await isServed(request.regionCode))) return { ok: false, code: 'door.number_malformed' };
  return askForCode(await theStore(), request, Date.now());
}

export async function enterByCodeAtDoor(attempt: CodeAttempt): Promise<CodeEntered> {
  if (!(await isServed(attempt.regionCode))) return { ok: false, code: 'door.refused' };
  return enterByCode(await theStore(), attempt, Date.now());
}
