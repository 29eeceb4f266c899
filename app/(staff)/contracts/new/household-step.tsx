'use client';

import { Checkbox } from 'antd';
import { desk as copy } from '@/app/_copy/desk';
import { labelOf, sexes } from '@/app/_copy/labels';
import { householdRelations } from '@/app/_copy/labels-family';
import { Section } from '@/app/_ui/page';
import styles from './desk.module.css';
import type { HouseholdMember } from './signers';

interface HouseholdStepProps {
  readonly address: string | null;
  /** Without the one at the desk. */
  readonly members: readonly HouseholdMember[];
  readonly chosen: readonly string[];
  readonly onChoose: (memberIds: readonly string[]) => void;
}

/** The others of the household: who can be signed along at once, and why somebody cannot. */
export function HouseholdStep({ address, members, chosen, onChoose }: HouseholdStepProps) {
  return (
    <Section title={copy.household.title}>
      {address === null ? null : <p>{copy.household.address(address)}</p>}
      {members.length === 0 ? <p>{copy.household.none}</p> : null}
      <ul className={styles.people}>
        {members.map((member) => (
          <li key={member.id}>
            <MemberRow
              member={member}
              checked={chosen.includes(member.id)}
              onCheck={(checked) => onChoose(checked ? [...chosen, member.id] : chosen.filter((id) => id !== member.id))}
            />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function MemberRow({ member, checked, onCheck }: { readonly member: HouseholdMember; readonly checked: boolean; readonly onCheck: (checked: boolean) => void }) {
  const { name, relation, sex, age, signed, deathDay } = member;
  const who = copy.household.person(name, labelOf(householdRelations, relation ?? 'other'), labelOf(sexes, sex), age);
  if (deathDay !== null) return <span className={styles.muted}>{`${who} ${copy.household.deceased(deathDay)}`}</span>;
  if (signed) return <span className={styles.muted}>{`${who} ${copy.household.signed(signed.institutionName, signed.to)}`}</span>;
  return (
    <Checkbox checked={checked} aria-label={copy.household.sign(name)} onChange={(event) => onCheck(event.target.checked)}>
      {who}
    </Checkbox>
  );
}
