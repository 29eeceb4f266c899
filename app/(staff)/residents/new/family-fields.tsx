'use client';

import { Form, Input } from 'antd';
import { guardianRelations as guardianNames, householdRelations as relationNames } from '@/app/_copy/labels-family';
import { record } from '@/app/_copy/resident-record';
import { Button } from '@/app/_ui/button';
import { Choice } from '@/app/_ui/choice';
import { dayOfInstant } from '@/server/domain/kernel/calendar-day';
import { type GuardianRelation, type HouseholdRelation, guardianRelations, householdRelations } from '@/server/domain/registry/household';
import { ResidentSearch } from '../resident-search';

/** The people around somebody, as the form holds them; plain JSON, because it is kept as a draft. */
export interface FamilyDraft {
  readonly guardianName: string;
  readonly guardianRelation: GuardianRelation;
  readonly guardianPhone: string;
  readonly livesWith: { readonly id: string; readonly name: string } | null;
  readonly relation: HouseholdRelation;
}

export const emptyFamily: FamilyDraft = { guardianName: '', guardianRelation: 'father', guardianPhone: '', livesWith: null, relation: 'child' };

/** What the API takes; nothing where the form says nothing. */
export function familyOf({ guardianName, guardianRelation, guardianPhone, livesWith, relation }: FamilyDraft) {
  const from = dayOfInstant(Date.now());
  const told = { residentId: null, name: guardianName, relation: guardianRelation, certType: null, certNo: null, phone: guardianPhone.trim() || null, from };
  const guardian = guardianName.trim() === '' ? null : told;
  return guardian === null && livesWith === null ? undefined : { guardian, livesWith: livesWith && { residentId: livesWith.id, relation } };
}

interface FieldsProps {
  readonly draft: FamilyDraft;
  readonly onChange: (changes: Partial<FamilyDraft>) => void;
}

/** A guardian, and somebody registered whom they live with; both may be left out. */
export function FamilyFields({ draft, onChange }: FieldsProps) {
  const copy = record.form;
  const chooseGuardian = (value: string) => onChange({ guardianRelation: guardianRelations.find((each) => each === value) ?? draft.guardianRelation });
  const chooseRelation = (value: string) => onChange({ relation: householdRelations.find((each) => each === value) ?? draft.relation });
  return (
    <>
      <p>{record.family.guardianText}</p>
      <Form.Item label={copy.guardianName} htmlFor="guardian-name">
        <Input id="guardian-name" autoComplete="off" maxLength={50} value={draft.guardianName} onChange={(event) => onChange({ guardianName: event.target.value })} />
      </Form.Item>
      {draft.guardianName.trim() === '' ? null : (
        <>
          <Choice label={record.guardian.relation} value={draft.guardianRelation} onChange={chooseGuardian} options={guardianRelations.map((each) => [each, guardianNames[each]])} />
          <Form.Item label={record.guardian.phone} htmlFor="guardian-phone">
            <Input id="guardian-phone" type="tel" autoComplete="off" maxLength={20} value={draft.guardianPhone} onChange={(event) => onChange({ guardianPhone: event.target.value })} />
          </Form.Item>
        </>
      )}
      {draft.livesWith === null ? (
        <details>
          <summary>{copy.livesWith}</summary>
          <ResidentSearch idPrefix="lives-with" outside={null} onChoose={(id, name) => onChange({ livesWith: { id, name } })} />
        </details>
      ) : (
        <>
          <p role="status">
            {copy.together(draft.livesWith.name)} <Button onClick={() => onChange({ livesWith: null })}>{record.guardian.again}</Button>
          </p>
          <Choice label={copy.relation} value={draft.relation} onChange={chooseRelation} options={householdRelations.map((each) => [each, relationNames[each]])} />
        </>
      )}
    </>
  );
}
