'use client';

import { Checkbox, Form, Input } from 'antd';
import { useState } from 'react';
import { labelOf, levels, referralDirections as directionLabels, referralKinds as kindLabels } from '@/app/_copy/labels';
import { referralForm as copy } from '@/app/_copy/referral-form';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Choice } from '@/app/_ui/choice';
import Link from '@/app/_ui/link';
import { Section } from '@/app/_ui/page';
import { addDays, dayOfInstant, isDay } from '@/server/domain/kernel/calendar-day';
import { referralDirections } from '@/server/domain/referral/codes';
import { draftKinds } from '@/server/domain/referral/draft';
import { HoldNote } from './hold-note';
import styles from './new.module.css';
import { PlaceChoice } from './place-choice';
import type { DraftForm, DraftView } from './use-draft-form';

export type Choices = RouterOutputs['referral']['choices'];

const daysAhead = 14;
const nightChoices = [1, 2, 3, 4, 5, 6, 7, 10, 14, 21, 28];

interface PlaceStepProps {
  readonly form: DraftForm;
  readonly choices: Choices;
  readonly residentId: string;
  /** Reserved places are for signed residents. */
  readonly isSigned: boolean;
}

/** Where to and when: what the hospital has reserved can be held at once; without it, the hospital finds a time. */
export function PlaceStep({ form, choices, residentId, isSigned }: PlaceStepProps) {
  const { body, change } = form;
  const { departments, institutions } = choices;
  return (
    <Section title={copy.where} actions={<Link href={`/consults/new?resident=${encodeURIComponent(residentId)}`}>{copy.toConsult}</Link>}>
      <div className={styles.row}>
        <Choice label={copy.kind} value={body.kind} options={draftKinds.map((kind) => [kind, labelOf(kindLabels, kind)] as const)} onChange={(value) => change({ kind: draftKinds.find((known) => known === value) ?? 'outpatient' })} />
        <Choice
          label={copy.direction}
          value={body.direction}
          options={referralDirections.map((direction) => [direction, labelOf(directionLabels, direction)] as const)}
          onChange={(value) => change({ direction: referralDirections.find((known) => known === value) ?? 'up' })}
        />
        <Choice
          label={copy.department}
          value={body.departmentCode}
          options={[['', body.withoutPlace ? copy.pickDepartment : copy.anyDepartment], ...departments.map(({ code, name, hasSessions }) => [code, hasSessions ? copy.departmentWithSessions(name) : name] as const)]}
          onChange={(departmentCode) => change({ departmentCode })}
        />
        <Choice
          label={copy.hospital}
          value={body.toInstitutionCode}
          options={[['', body.withoutPlace ? copy.pickHospital : copy.anyHospital], ...institutions.map(({ code, name, level }) => [code, copy.hospitalItem(name, labelOf(levels, level))] as const)]}
          onChange={(toInstitutionCode) => change({ toInstitutionCode })}
        />
      </div>
      <p>
        <Checkbox
          checked={body.withoutPlace || !isSigned}
          disabled={!isSigned}
          onChange={({ target }) => (target.checked && form.view.hold.standing !== 'none' ? form.place({ sessionId: null, stay: null }, { withoutPlace: true }) : change({ withoutPlace: target.checked }))}
        >
          {copy.withoutPlace}
        </Checkbox>
      </p>
      {isSigned ? null : <p>{copy.unsignedNoSlots}</p>}
      {body.withoutPlace || !isSigned ? <p className={styles.quiet}>{copy.withoutHint}</p> : <Reserved form={form} />}
    </Section>
  );
}

/** The reserved places of the kind that is asked for: a clinic, an examination, or a bed with or without a clinic beside it. */
function Reserved({ form }: { readonly form: DraftForm }) {
  const { body, place, isPlacing } = form;
  const { places, hold } = form.view;
  const [today] = useState(() => dayOfInstant(Date.now()));
  const [fromTyped, setFrom] = useState('');
  const [nights, setNights] = useState(body.places.stay?.nights ?? 3);
  const [wantsClinic, setWantsClinic] = useState(body.places.sessionId !== null);
  const fromDay = isDay(fromTyped) && fromTyped > today ? fromTyped : today;
  const isStay = body.kind === 'inpatient' || body.kind === 'rehabilitation';
  const search = { departmentCode: body.departmentCode || null, institutionCode: body.toInstitutionCode || null, fromDay, toDay: addDays(fromDay, daysAhead), priority: body.priority };
  const ward = places.find(({ kind }) => kind === 'ward');
  const isHeld = hold.standing === 'held';
  return (
    <>
      <div className={styles.row}>
        <Form.Item label={copy.fromDay} htmlFor="referral-from" style={{ marginBottom: 0 }}>
          <Input id="referral-from" type="date" min={today} value={fromDay} onChange={(event) => setFrom(event.target.value)} />
        </Form.Item>
        {isStay ? <Choice label={copy.nights} value={String(nights)} options={nightChoices.map((count) => [String(count), copy.nightsItem(count)] as const)} onChange={(value) => setNights(Number(value))} /> : null}
      </div>
      <HoldNote form={form} />
      {isStay ? (
        <>
          <PlaceChoice
            id="referral-beds"
            title={copy.slots.ward}
            search={{ ...search, kind: 'ward', nights }}
            chosen={isHeld && body.places.stay?.nights === nights ? body.places.stay.sessionId : null}
            isDisabled={isPlacing}
            onChoose={({ sessionId, institutionCode }) => place({ sessionId: keptVisit(places, institutionCode) ? body.places.sessionId : null, stay: { sessionId, nights } })}
          />
          <p>
            <Checkbox checked={wantsClinic} onChange={({ target }) => setWantsClinic(target.checked)}>
              {copy.alsoClinic}
            </Checkbox>
          </p>
        </>
      ) : null}
      {!isStay || wantsClinic ? (
        <PlaceChoice
          id="referral-slots"
          title={body.kind === 'exam' ? copy.slots.exam : copy.slots.outpatient}
          search={{ ...search, kind: body.kind === 'exam' ? 'exam' : 'clinic', institutionCode: isStay && ward ? ward.institutionCode : search.institutionCode }}
          chosen={isHeld ? body.places.sessionId : null}
          isDisabled={isPlacing}
          onChoose={({ sessionId }) => place({ sessionId, stay: isStay ? body.places.stay : null })}
        />
      ) : null}
    </>
  );
}

/** A visit that is held goes along with a bed of the same hospital only. */
function keptVisit(places: DraftView['places'], institutionCode: string): boolean {
  return places.some((held) => held.kind !== 'ward' && held.institutionCode === institutionCode);
}
