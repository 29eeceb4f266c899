import { createHash } from 'node:crypto';
import type { Queryable } from '@/db';
import type { AgreementDocument } from '@/server/domain/agreement/document';
import { agreementFacts } from '@/server/domain/agreement/facts';
import { fillAgreement } from '@/server/domain/agreement/fill-agreement';
import { canonicalJson } from '@/server/domain/kernel/canonical-json';
import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type AgreedResident, type AgreedTerms, findAgreementSource } from './agreement-source';
import { findConsentText, findTextOn } from './texts';

export interface FilledDocuments {
  readonly agreement: AgreementDocument;
  readonly consent: AgreementDocument;
}

/** The agreement in the text of the day it is signed, and the consent in the text that was shown, both filled from one source. */
export async function fillDocuments(q: Queryable, terms: AgreedTerms, resident: AgreedResident): Promise<Outcome<FilledDocuments, AnyRefusal>> {
  const { regionCode, signedDay, consentVersion } = terms;
  const text = await findTextOn(q, regionCode, 'agreement', signedDay);
  if (!text.ok) return text;
  const consentText = await findConsentText(q, regionCode, consentVersion, signedDay);
  if (!consentText.ok) return consentText;
  const source = await findAgreementSource(q, terms, resident);
  if (!source.ok) return source;
  const facts = agreementFacts(source.value);
  const agreement = fillAgreement(text.value, facts);
  if (!agreement.ok) return agreement;
  const consent = fillAgreement(consentText.value, facts);
  return consent.ok ? accept({ agreement: agreement.value, consent: consent.value }) : consent;
}

/** SHA-256 of a canonical text, in hexadecimal as it is printed. */
export function digestOf(canonicalText: string): string {
  return createHash('sha256').update(canonicalText).digest('hex');
}

export function canonicalTextOf(document: AgreementDocument): string {
  return canonicalJson(document);
}
