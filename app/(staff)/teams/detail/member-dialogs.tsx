'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Form, Select } from 'antd';
import { useState } from 'react';
import { labelOf, professions, teamRoles } from '@/app/_copy/labels';
import { team as copy } from '@/app/_copy/team';
import { useTRPC } from '@/app/_trpc/client';
import { Choice } from '@/app/_ui/choice';
import { ConfirmDialog } from '@/app/_ui/confirm-dialog';
import { type TeamRole, mayBeResponsible, rolesFor } from '@/server/domain/registry/team-composition';
import type { TeamDetail } from './page';

interface DialogProps {
  readonly team: TeamDetail;
  readonly onClose: () => void;
}

function useAfterwards(onClose: () => void): () => Promise<void> {
  const trpc = useTRPC();
  const client = useQueryClient();
  return async () => {
    await client.invalidateQueries({ queryKey: trpc.team.pathKey() });
    onClose();
  };
}

/** Takes somebody of the institutions within reach into the team, or gives a member another role. */
export function AddDialog({ team, onClose }: DialogProps) {
  const trpc = useTRPC();
  const people = useQuery(trpc.team.practitioners.queryOptions());
  const [practitionerId, setPractitionerId] = useState('');
  const [chosen, setRole] = useState<TeamRole | null>(null);
  const add = useMutation(trpc.team.addMember.mutationOptions({ onSuccess: useAfterwards(onClose) }));
  const working = (people.data ?? []).filter(({ leftOn }) => leftOn === null);
  // Those of the team's own house come first.
  const near = working.toSorted((a, b) => Number(b.institutionCode === team.institutionCode) - Number(a.institutionCode === team.institutionCode));
  const person = near.find(({ id }) => id === practitionerId) ?? null;
  const roles = person === null ? [] : rolesFor(person.profession);
  const role = chosen !== null && roles.includes(chosen) ? chosen : (roles[0] ?? null);
  const send = () => {
    if (person !== null && role !== null) add.mutate({ teamId: team.id, practitionerId: person.id, role });
  };
  return (
    <ConfirmDialog title={copy.detail.add} text={copy.detail.addText} confirm={copy.save} working={copy.saving} cancel={copy.cancel} mutation={add} onConfirm={send} onClose={onClose}>
      <Form layout="vertical" component={false}>
        <Form.Item label={copy.detail.person} htmlFor="member-person" required>
          <Select
            id="member-person"
            showSearch
            optionFilterProp="label"
            value={practitionerId === '' ? null : practitionerId}
            onChange={(id) => setPractitionerId(id ?? '')}
            options={near.map(({ id, name, profession, institutionName }) => ({ value: id, label: copy.detail.personOf(name, labelOf(professions, profession), institutionName) }))}
          />
        </Form.Item>
        {role === null ? null : <Choice label={copy.detail.role} value={role} onChange={(value) => setRole(roles.find((known) => known === value) ?? null)} options={roles.map((known) => [known, teamRoles[known]])} />}
      </Form>
    </ConfirmDialog>
  );
}

/** Lets a member go: who leads from now on, and who takes the residents. */
export function RemoveDialog({ team, member, onClose }: DialogProps & { readonly member: TeamDetail['members'][number] }) {
  const trpc = useTRPC();
  const others = team.members.filter(({ id }) => id !== member.id);
  const leaders = others.filter(({ profession }) => rolesFor(profession).includes('leader'));
  const doctors = others.filter(({ role, profession }) => mayBeResponsible(role) || rolesFor(profession).includes('leader'));
  const [newLeaderId, setNewLeader] = useState(leaders[0]?.id ?? '');
  const [successorId, setSuccessor] = useState(doctors[0]?.id ?? '');
  const remove = useMutation(trpc.team.removeMember.mutationOptions({ onSuccess: useAfterwards(onClose) }));
  const leads = member.role === 'leader';
  const answers = mayBeResponsible(member.role);
  const send = () => remove.mutate({ teamId: team.id, practitionerId: member.id, newLeaderId: leads ? newLeaderId || null : null, successorId: answers ? successorId || null : null });
  const named = (members: typeof others) => members.map(({ id, name }) => [id, name] as const);
  return (
    <ConfirmDialog
      title={copy.detail.removeTitle(member.name)}
      text={copy.detail.removeText}
      confirm={copy.detail.removeConfirm}
      working={copy.saving}
      cancel={copy.cancel}
      mutation={remove}
      onConfirm={send}
      onClose={onClose}
    >
      {leads ? <Choice label={copy.detail.newLeader} value={newLeaderId} onChange={setNewLeader} options={named(leaders)} /> : null}
      {answers ? <Choice label={copy.detail.successor} value={successorId} onChange={setSuccessor} options={[['', copy.detail.noSuccessor], ...named(doctors)]} /> : null}
    </ConfirmDialog>
  );
}
