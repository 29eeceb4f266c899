import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { DoorRefusal } from './refusals';

/** What became of a new phone. `pending`: its old number could not be asked, so that the team's word is needed. */
export const phoneChangeStatuses = ['pending', 'confirmed', 'refused'] as const;
export type PhoneChangeStatus = (typeof phoneChangeStatuses)[number];

/** A mobile number as it is kept, however it was typed; one that can receive an SMS. */
export function mobileOf(typed: string, current: string | null): Outcome<string, DoorRefusal> {
  const digits = typed.normalize('NFKC').replace(/[\s-]/g, '').replace(/^\+?86(?=1\d{10}$)/, '');
  if (!canReceiveSms(digits)) return refuse({ code: 'door.phone_malformed', facts: {} });
  return digits === current ? refuse({ code: 'door.phone_same', facts: {} }) : accept(digits);
}

/** A mobile phone's number; a landline is called, and gets no code. */
export function canReceiveSms(phone: string): boolean {
  return /^1[3-9]\d{9}$/.test(phone);
}
