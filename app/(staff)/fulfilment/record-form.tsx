import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Checkbox, Form, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { fulfilment as copy } from '@/app/_copy/fulfilment';
import { servicePlaces as placeNames } from '@/app/_copy/fulfilment-words';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Button } from '@/app/_ui/button';
import { Choice } from '@/app/_ui/choice';
import { RefusalList } from '@/app/_ui/refusal-list';
import { Segments } from '@/app/_ui/segments';
import { type ServicePlace, mostNoteLength, servicePlaces } from '@/server/domain/fulfilment/service';
import { dayOfInstant } from '@/server/domain/kernel/calendar-day';
import { MeasurementFields, type MeasurementTexts, measurementsOf } from './measurement-fields';

type Services = RouterOutputs['fulfilment']['ofResident'];

interface RecordFormProps {
  readonly contract: NonNullable<Services['contract']>;
  readonly items: Services['entitlements'];
  /** Ticked beforehand. */
  readonly itemCode: string | null;
  readonly onDone: () => void;
}

/** What is the same for one resident and for many. */
export interface Circumstances {
  readonly day: string;
  readonly practitionerId: string;
  readonly place: ServicePlace;
  readonly note: string;
  readonly bySubstitute: boolean;
  readonly beyondPackage: boolean;
}

export function newCircumstances(): Circumstances {
  return { day: dayOfInstant(Date.now()), practitionerId: '', place: 'clinic', note: '', bySubstitute: false, beyondPackage: false };
}

/** As the procedures take them. */
export function toSend({ practitionerId, note, ...rest }: Circumstances) {
  return { ...rest, practitionerId: practitionerId || null, note: note.trim() || null };
}

/** Records what was given to one resident. The key makes a second press of the button find the first one's record. */
export function RecordForm({ contract, items, itemCode, onDone }: RecordFormProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [requestKey, setRequestKey] = useState(() => crypto.randomUUID());
  const [itemCodes, setItemCodes] = useState<readonly string[]>(itemCode === null ? [] : [itemCode]);
  const [at, setAt] = useState(newCircumstances);
  const [texts, setTexts] = useState<MeasurementTexts>({});
  const [lacks, setLacks] = useState(false);
  const record = useMutation(
    trpc.fulfilment.record.mutationOptions({
      onSuccess: async () => {
        setRequestKey(crypto.randomUUID());
        await queries.invalidateQueries(trpc.fulfilment.pathFilter());
        onDone();
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setLacks(itemCodes.length === 0);
    if (itemCodes.length > 0) record.mutate({ requestKey, contractId: contract.id, itemCodes: [...itemCodes], measurements: measurementsOf(texts), ...toSend(at) });
  };
  return (
    <form aria-label={copy.form.label} onSubmit={submit} style={{ display: 'flex', flexDirection: 'column', gap: 12 }}>
      <fieldset style={{ border: 0, padding: 0, margin: 0 }}>
        <legend>{copy.form.items}</legend>
        <Checkbox.Group value={[...itemCodes]} onChange={(codes) => setItemCodes(codes.map(String))} options={items.map((each) => ({ value: each.itemCode, label: copy.form.item(each.name, each.left) }))} />
      </fieldset>
      {lacks ? <p role="alert">{copy.form.chooseItem}</p> : null}
      <CircumstanceFields teamId={contract.teamId} at={at} onChange={setAt} />
      <MeasurementFields texts={texts} onChange={setTexts} />
      <RefusalList error={record.error} />
      <div>
        <Button type="primary" htmlType="submit" disabled={record.isPending}>
          {record.isPending ? copy.form.working : copy.form.submit}
        </Button>
      </div>
    </form>
  );
}

interface CircumstanceFieldsProps {
  /** Whose members may have given it; null: those of every team within reach. */
  readonly teamId: string | null;
  readonly at: Circumstances;
  readonly onChange: (at: Circumstances) => void;
}

/** When, how and by whom. */
export function CircumstanceFields({ teamId, at, onChange }: CircumstanceFieldsProps) {
  const trpc = useTRPC();
  const teams = useQuery(trpc.team.list.queryOptions());
  const offered = (teams.data ?? []).filter(({ id }) => teamId === null || id === teamId).flatMap((team) => team.members);
  const members = offered.filter(({ id }, index) => offered.findIndex((each) => each.id === id) === index);
  return (
    <>
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 16, alignItems: 'end' }}>
        <Form.Item label={copy.form.day} htmlFor="service-day" layout="vertical" style={{ marginBottom: 0 }}>
          <Input id="service-day" type="date" required value={at.day} onChange={(event) => onChange({ ...at, day: event.target.value })} />
        </Form.Item>
        <Choice
          label={copy.form.giver}
          value={at.practitionerId}
          onChange={(practitionerId) => onChange({ ...at, practitionerId })}
          options={[['', copy.form.self], ...members.map(({ id, name, title }) => [id, copy.form.member(name, title)] as const)]}
        />
        <Segments
          label={copy.form.place}
          value={at.place}
          onChange={(value) => onChange({ ...at, place: value })}
          options={servicePlaces.map((value) => ({ value, label: placeNames[value] }))}
        />
      </div>
      <Form.Item label={copy.form.note} htmlFor="service-note" layout="vertical" style={{ marginBottom: 0 }}>
        <Input id="service-note" maxLength={mostNoteLength} autoComplete="off" value={at.note} onChange={(event) => onChange({ ...at, note: event.target.value })} />
      </Form.Item>
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 16 }}>
        <Checkbox checked={at.bySubstitute} onChange={(event) => onChange({ ...at, bySubstitute: event.target.checked })}>
          {copy.form.bySubstitute}
        </Checkbox>
        <Checkbox checked={at.beyondPackage} onChange={(event) => onChange({ ...at, beyondPackage: event.target.checked })}>
          {copy.form.beyondPackage}
        </Checkbox>
      </div>
    </>
  );
}
