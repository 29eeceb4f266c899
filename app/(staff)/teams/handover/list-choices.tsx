import { team as copy } from '@/app/_copy/team';
import type { RouterInputs, RouterOutputs } from '@/app/_trpc/outputs';
import { Choice } from '@/app/_ui/choice';
import type { HandoverKind } from '@/server/domain/registry/handover';
import { mayBeResponsible } from '@/server/domain/registry/team-composition';
import styles from '../teams.module.css';

type Team = RouterOutputs['team']['overview']['teams'][number];
type Choices = RouterInputs['team']['previewHandover']['choices'];

interface ListChoicesProps {
  readonly kind: HandoverKind;
  readonly from: readonly Team[];
  readonly to: readonly Team[];
  readonly choices: Choices;
  readonly onChange: (choices: Choices) => void;
}

/** For each team of the institution: whether it stays, goes along, or is merged into which team and whose residents its own become. */
export function ListChoices({ kind, from, to, choices, onChange }: ListChoicesProps) {
  const { handover } = copy;
  const set = (fromTeamId: string, toTeamId: string, practitionerId: string | null) => {
    const others = choices.filter((choice) => choice.fromTeamId !== fromTeamId);
    onChange(toTeamId === '' ? others : [...others, { fromTeamId, toTeamId, practitionerId }]);
  };
  return (
    <div className={styles.choices}>
      {from.map(({ id, name }) => {
        const chosen = choices.find(({ fromTeamId }) => fromTeamId === id);
        const target = to.find((team) => team.id === chosen?.toTeamId && team.id !== id);
        const doctors = target?.members.filter(({ role }) => mayBeResponsible(role)) ?? [];
        return (
          <div key={id} className={styles.choiceRow}>
            <Choice
              label={handover.intoOf(name)}
              value={chosen?.toTeamId ?? ''}
              onChange={(toTeamId) => set(id, toTeamId, null)}
              options={[
                ['', kind === 'team_merged' ? handover.stay : handover.choose],
                ...(kind === 'institution_merged' ? [[id, handover.goAlong] as const] : []),
                ...to.filter((team) => team.id !== id).map((team) => [team.id, team.name] as const),
              ]}
            />
            {target ? (
              <Choice
                label={handover.doctorOf(name)}
                value={chosen?.practitionerId ?? ''}
                onChange={(practitionerId) => set(id, target.id, practitionerId || null)}
                options={[['', handover.leader], ...doctors.map((doctor) => [doctor.id, doctor.name] as const)]}
              />
            ) : null}
          </div>
        );
      })}
    </div>
  );
}
