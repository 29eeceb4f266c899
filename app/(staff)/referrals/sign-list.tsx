'use client';

import { referralForm as copy } from '@/app/_copy/referral-form';
import { confidences, dangerSigns, measures, symptoms } from '@/app/_copy/referral-form-words';
import type { FoundSign } from '@/server/domain/referral/danger-signs';

/** The danger signs that were found, by what, and where each is laid down. */
export function SignList({ found }: { readonly found: readonly FoundSign[] }) {
  return (
    <ul style={{ margin: '4px 0', paddingLeft: '1.3em' }}>
      {found.map((each) => (
        <li key={each.sign.code}>
          <strong>{dangerSigns[each.sign.code]}</strong> {copy.signs.because(causesOf(each).join('；'))}
          <br />
          <small>{copy.signs.source(each.sign.source.document, each.sign.source.clause, confidences[each.sign.source.confidence])}</small>
        </li>
      ))}
    </ul>
  );
}

function causesOf({ reached, symptoms: there }: FoundSign): string[] {
  const values = reached.map(({ measure, value, atLeast, below }) => {
    const { name, unit, shown } = measures[measure];
    return copy.signs.reached(name, shown(value), unit, atLeast === undefined ? null : shown(atLeast), below === undefined ? null : shown(below));
  });
  return [...values, ...there.map((symptom) => symptoms[symptom])];
}
