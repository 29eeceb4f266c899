import { findResidentOfRegion } from '@/db/queries/resident';
import type { GivenConsent } from '@/server/domain/contract/request';
import { type Outcome, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { mobileOnRecord } from '../door/mobile-on-record';
import { actingResident } from './acting-resident';
import { spendOwnCode } from './spend-own-code';

export type Deed = 'sign' | 'renew' | 'confirm' | 'end' | 'withdraw';

export interface Proof {
  readonly deed: Deed;
  readonly requestKey: string;
  /** The contract, request or team that it is about. */
  readonly about: string;
  /** Null when no phone is on record. */
  readonly code: { readonly token: string; readonly typed: string } | null;
}

/** Taking a consent back must be as easy as giving it, also for whoever has no phone (个人信息保护法 art. 15). */
const withoutPhone: readonly Deed[] = ['end', 'withdraw'];

/**
 * Does a deed once the person has shown by the code on their phone that it is them. Without a phone on record the paper that opened the page
 * is enough to end what was signed, and not to sign anything.
 */
export async function proveOneself<Value>(
  context: ServiceContext,
  { deed, requestKey, about, code }: Proof,
  act: (provedBy: GivenConsent['provedBy']) => Promise<Outcome<Value, AnyRefusal>>,
): Promise<Outcome<Value, AnyRefusal>> {
  const { regionCode, speakerId } = actingResident(context);
  const speaker = await findResidentOfRegion(context.store.reads, regionCode, speakerId);
  if (mobileOnRecord(speaker) === null) return withoutPhone.includes(deed) ? act('paper_code') : refuse({ code: 'door.no_phone', facts: {} });
  if (code === null) return refuse({ code: 'door.code_refused', facts: {} });
  const proven = await spendOwnCode(context, { purpose: deed, requestKey, about, ...code });
  return proven.ok ? act('sms_code') : proven;
}

/** What the person agreed to: by themselves, or by their guardian, whose name is the registry's and not the form's. */
export async function ownConsent(context: ServiceContext, told: { readonly textVersion: string; readonly relation: string }, provedBy: GivenConsent['provedBy']): Promise<GivenConsent> {
  const { regionCode, residentId, speakerId } = actingResident(context);
  const guardian = speakerId === residentId ? null : await findResidentOfRegion(context.store.reads, regionCode, speakerId);
  return { textVersion: told.textVersion, provedBy, guardian: guardian && { name: guardian.name, relation: told.relation } };
}
