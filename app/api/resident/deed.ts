import { textField } from '@/app/api/auth/resident/form';

export const deeds = ['sign', 'transfer', 'renew', 'confirm', 'end', 'withdraw'] as const;
export type Deed = (typeof deeds)[number];

/** What a form carries from page to page until the code is typed: keys and choices, nothing about the person. */
export const carried = ['team', 'contract', 'request', 'package', 'years', 'reason', 'version', 'relation', 'key', 'agree', 'consent'] as const;
export type Carried = (typeof carried)[number];

export function deedOf(text: string): Deed | null {
  return deeds.find((known) => known === text) ?? null;
}

/** The code's purpose: changing the team is signing with another one. */
export function purposeOf(deed: Deed): Exclude<Deed, 'transfer'> {
  return deed === 'transfer' ? 'sign' : deed;
}

/** The choices of a form as the query of the next page. */
export function queryOf(form: FormData): string {
  const query = new URLSearchParams();
  for (const name of carried) {
    for (const value of form.getAll(name)) if (typeof value === 'string' && value !== '') query.append(name, value.slice(0, 64));
  }
  return query.toString();
}

/** Whether both boxes are ticked, where a deed needs them: what is agreed to, and apart from it the use of personal data. */
export function isAgreed(deed: Deed, form: FormData): boolean {
  const signs = deed !== 'end' && deed !== 'withdraw';
  return !signs || (textField(form, 'agree') === '1' && textField(form, 'consent') === '1');
}
