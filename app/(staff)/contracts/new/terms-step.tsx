'use client';

import { Form, Input, Radio, Select } from 'antd';
import { contract as copy } from '@/app/_copy/contract';
import { labelOf } from '@/app/_copy/labels';
import { Section } from '@/app/_ui/page';
import { lastDayOf } from '@/server/domain/contract/contract';
import { addDays, type Day, isDay } from '@/server/domain/kernel/calendar-day';
import type { SigningDraft } from '../signing-draft';

export interface Terms {
  readonly today: Day;
  readonly termYears: readonly number[];
  readonly defaultTermYears: number;
  readonly startDaysAhead: number;
  readonly packageCodes: readonly string[];
}

export interface TeamChoice {
  readonly id: string;
  readonly name: string;
  readonly institutionName: string;
  readonly capacity: number;
  readonly left: number;
  readonly load: 'ok' | 'nearly_full' | 'full';
}

interface TermsStepProps {
  readonly draft: SigningDraft;
  readonly terms: Terms;
  readonly teams: readonly TeamChoice[];
  readonly teamId: string;
  readonly onChange: (changes: Partial<SigningDraft>) => void;
}

/** With whom, for how long and for what; a full team says why it cannot be chosen. */
export function TermsStep({ draft, terms, teams, teamId, onChange }: TermsStepProps) {
  const termYears = draft.termYears || terms.defaultTermYears;
  const startDay = draft.startDay || terms.today;
  return (
    <Section title={copy.sign.team}>
      <Form.Item label={copy.sign.teamLabel} required>
        {teams.length === 0 ? <p>{copy.sign.noTeams}</p> : null}
        <Radio.Group
          vertical
          aria-label={copy.sign.teamLabel}
          value={teamId}
          onChange={(event) => onChange({ teamId: event.target.value as string })}
          options={teams.map((team) => ({ value: team.id, disabled: team.load === 'full', label: <TeamLabel team={team} /> }))}
        />
      </Form.Item>
      <Form.Item label={copy.sign.term} required>
        <Radio.Group
          optionType="button"
          aria-label={copy.sign.term}
          value={termYears}
          onChange={(event) => onChange({ termYears: event.target.value as number })}
          options={terms.termYears.map((years) => ({ value: years, label: copy.sign.years(years) }))}
        />
      </Form.Item>
      <Form.Item
        label={copy.sign.startDay}
        htmlFor="start-day"
        required
        extra={isDay(startDay) ? <span role="status">{copy.sign.until(lastDayOf(startDay, termYears))}</span> : undefined}
      >
        <Input
          id="start-day"
          type="date"
          style={{ width: 200 }}
          min={terms.today}
          max={addDays(terms.today, terms.startDaysAhead)}
          value={startDay}
          onChange={(event) => onChange({ startDay: event.target.value })}
        />
      </Form.Item>
      <Form.Item label={copy.sign.package} htmlFor="package" required>
        <Select
          id="package"
          style={{ maxWidth: 360 }}
          value={draft.packageCode}
          onChange={(packageCode: string) => onChange({ packageCode })}
          options={terms.packageCodes.map((value) => ({ value, label: labelOf(copy.packages, value) }))}
        />
      </Form.Item>
    </Section>
  );
}

function TeamLabel({ team }: { readonly team: TeamChoice }) {
  const seats = team.load === 'full' ? copy.sign.full(team.capacity) : copy.sign.seats(team.left, team.capacity);
  return (
    <span>
      {team.institutionName} {team.name}，{seats}
      {team.load === 'nearly_full' ? <strong>（{copy.sign.nearlyFull}）</strong> : null}
    </span>
  );
}
