'use client';

import { desk as copy } from '@/app/_copy/desk';
import { Facts, Section } from '@/app/_ui/page';
import { lastDayOf } from '@/server/domain/contract/contract';
import { isDay } from '@/server/domain/kernel/calendar-day';
import { formatYuan, sumFen } from '@/server/domain/kernel/fen';
import type { SigningDraft } from '../signing-draft';
import styles from './desk.module.css';
import type { OfferedPackage, Signer } from './signers';
import type { TeamChoice, Terms } from './terms-step';

interface SummaryProps {
  readonly draft: SigningDraft;
  readonly terms: Terms;
  readonly team: TeamChoice | null;
  readonly offered: readonly OfferedPackage[];
  readonly signers: readonly Signer[];
}

/** What is about to be signed, always in view beside the form. */
export function Summary({ draft, terms, team, offered, signers }: SummaryProps) {
  const startDay = draft.startDay || terms.today;
  const years = draft.termYears || terms.defaultTermYears;
  const codes = signers.flatMap(({ packageCodes }) => packageCodes);
  const personFen = sumFen(codes.map((code) => offered.find((each) => each.code === code)?.parts.person ?? 0));
  return (
    <aside className={styles.summary}>
      <Section title={copy.summary.title}>
        <Facts
          items={[
            { name: copy.summary.people, value: signers.map(({ name }) => name).join('、') || copy.summary.nobody },
            { name: copy.summary.team, value: team?.name ?? copy.summary.nobody },
            { name: copy.summary.term, value: isDay(startDay) ? copy.result.days(startDay, lastDayOf(startDay, years)) : copy.summary.nobody },
            { name: copy.summary.fee, value: copy.summary.yuan(formatYuan(personFen)) },
          ]}
        />
        <p className={styles.muted}>{copy.summary.keys}</p>
      </Section>
    </aside>
  );
}
