'use client';

import { useQuery } from '@tanstack/react-query';
import { contractActs as copy } from '@/app/_copy/contract-acts';
import { desk } from '@/app/_copy/desk';
import { useTRPC } from '@/app/_trpc/client';
import { Choice } from '@/app/_ui/choice';
import { RefusalList } from '@/app/_ui/refusal-list';

interface DoctorChoiceProps {
  /** Empty while none is chosen. */
  readonly teamId: string;
  readonly value: string;
  readonly onChange: (practitionerId: string) => void;
  /** What choosing nobody comes to. */
  readonly nobody: string;
  /** A contract that is put right may be with a doctor who is full, for the place is taken already. */
  readonly alsoFull?: boolean;
}

/** The doctors of a team whose name may stand on an agreement, each with the residents of all their teams. */
export function DoctorChoice({ teamId, value, onChange, nobody, alsoFull = false }: DoctorChoiceProps) {
  const trpc = useTRPC();
  const capacity = useQuery(trpc.team.capacityFor.queryOptions({ teamId }, { enabled: teamId !== '' }));
  if (capacity.error) return <RefusalList error={capacity.error} />;
  const doctors = teamId === '' ? [] : (capacity.data?.doctors ?? []);
  const options = doctors.map(({ practitionerId, name, title, left, capacity: most, state }) =>
    state === 'full' ? ([practitionerId, desk.doctorFull(name, most), !alsoFull] as const) : ([practitionerId, desk.doctorLoad(name, title, left, most)] as const),
  );
  return <Choice label={copy.form.doctor} value={value} onChange={onChange} options={[['', nobody], ...options]} />;
}
