'use client';

import { useQuery } from '@tanstack/react-query';
import { Form, Input, Radio } from 'antd';
import { desk as copy } from '@/app/_copy/desk';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { Segments } from '@/app/_ui/segments';
import { lastDayOf } from '@/server/domain/contract/contract';
import { addDays, isDay } from '@/server/domain/kernel/calendar-day';
import type { SigningDraft } from '../signing-draft';

export type Terms = RouterOutputs['contract']['terms'];
export type TeamChoice = RouterOutputs['team']['list'][number];

interface TermsStepProps {
  readonly draft: SigningDraft;
  readonly terms: Terms;
  readonly teams: readonly TeamChoice[];
  readonly teamId: string;
  readonly onChange: (changes: Partial<SigningDraft>) => void;
}

/** With whom and for how long; a full team or doctor says why it cannot be chosen. */
export function TermsStep({ draft, terms, teams, teamId, onChange }: TermsStepProps) {
  const termYears = draft.termYears || terms.defaultTermYears;
  const startDay = draft.startDay || terms.today;
  return (
    <Section title={copy.team}>
      <Form.Item label={copy.teamLabel} required>
        {teams.length === 0 ? <p>{copy.noTeams}</p> : null}
        <Radio.Group
          vertical
          aria-label={copy.teamLabel}
          value={teamId}
          onChange={(event) => onChange({ teamId: event.target.value as string, practitionerId: '' })}
          options={teams.map((team) => ({ value: team.id, disabled: team.load === 'full', label: <TeamLabel team={team} /> }))}
        />
      </Form.Item>
      {teamId === '' ? null : <DoctorChoice teamId={teamId} chosen={draft.practitionerId} onChoose={(practitionerId) => onChange({ practitionerId })} />}
      <Form.Item label={copy.term} required>
        <Segments
          label={copy.term}
          value={termYears}
          onChange={(value) => onChange({ termYears: value })}
          options={terms.termYears.map((years) => ({ value: years, label: copy.years(years) }))}
        />
      </Form.Item>
      <Form.Item label={copy.startDay} htmlFor="start-day" required extra={isDay(startDay) ? <span role="status">{copy.until(lastDayOf(startDay, termYears))}</span> : undefined}>
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
    </Section>
  );
}

function TeamLabel({ team }: { readonly team: TeamChoice }) {
  const seats = team.load === 'full' ? copy.full(team.capacity) : copy.seats(team.left, team.capacity);
  return (
    <span>
      {team.institutionName} {team.name}，{seats}
      {team.load === 'nearly_full' ? <strong>（{copy.nearlyFull}）</strong> : null}
    </span>
  );
}

/** The doctors whose name may stand on the agreement, each with the residents of all their teams. */
function DoctorChoice({ teamId, chosen, onChoose }: { readonly teamId: string; readonly chosen: string; readonly onChoose: (practitionerId: string) => void }) {
  const trpc = useTRPC();
  const capacity = useQuery(trpc.team.capacityFor.queryOptions({ teamId }));
  if (capacity.error) return <RefusalList error={capacity.error} />;
  const doctors = capacity.data?.doctors ?? [];
  const near = doctors.filter(({ state }) => state === 'nearly_full');
  return (
    <Form.Item label={copy.doctor} extra={near.map(({ name, signed, capacity: most }) => copy.warning(name, signed, most)).join('') || undefined}>
      <Radio.Group
        vertical
        aria-label={copy.doctor}
        value={chosen}
        onChange={(event) => onChoose(event.target.value as string)}
        options={[
          { value: '', label: copy.ownDoctor },
          ...doctors.map(({ practitionerId, name, title, left, capacity: most, state }) => ({
            value: practitionerId,
            disabled: state === 'full',
            label: state === 'full' ? copy.doctorFull(name, most) : copy.doctorLoad(name, title, left, most),
          })),
        ]}
      />
    </Form.Item>
  );
}
