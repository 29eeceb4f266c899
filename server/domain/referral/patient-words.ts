import { measured } from '@/server/domain/fulfilment/service';

/** The facts of an event that are about the patient: questions, answers, notes, opinions, and what was measured. */
const aboutPatient: ReadonlySet<string> = new Set(['question', 'answer', 'note', 'opinion', ...measured]);

/** The facts of an event without what is about the patient: for the audit, and for those who see referrals but no patients. */
export function withoutPatientWords<Value>(facts: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(facts).filter(([name]) => !aboutPatient.has(name)));
}
