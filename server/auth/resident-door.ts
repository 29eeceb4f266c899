import { theStore } from '@/db';
import { endSession } from './end-session';
import { type ResidentSignIn, openResidentSession } from './open-resident-session';

/** The resident's forms reach the sessions through here, on the process's own store and clock. */
export async function enterAsResident(attempt: { readonly code: string; readonly tail: string }): Promise<ResidentSignIn> {
  return openResidentSession(await theStore(), attempt, Date.now());
}

export async function leaveAsResident(token: string): Promise<void> {
  await endSession(await theStore(), token, Date.now());
}
