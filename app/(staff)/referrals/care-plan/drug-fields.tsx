import { carePlan as copy } from '@/app/_copy/care-plan';
import { drugChanges as changeNames, drugFrequencies as frequencyNames, drugRoutes as routeNames } from '@/app/_copy/labels-care-plan';
import { Button } from '@/app/_ui/button';
import { Choice } from '@/app/_ui/choice';
import { Section } from '@/app/_ui/page';
import { carePlanLimits as limits } from '@/server/domain/care-plan/check-plan';
import { drugChanges, drugFrequencies, drugRoutes } from '@/server/domain/care-plan/codes';
import type { PlannedDrug } from '@/server/domain/care-plan/plan';
import { LineField, orNull, row } from './fields';
import type { PartProps } from './summary-fields';

const fresh: PlannedDrug = { name: '', form: null, dose: '', unit: 'mg', frequency: 'qd', route: 'oral', days: null, change: 'continued', note: null };

/** 用药: what is taken from now on, and what is not taken any more. */
export function DrugFields({ content: { drugs }, onChange }: PartProps) {
  const words = copy.form.drug;
  const set = (at: number, change: Partial<PlannedDrug>) => onChange({ drugs: drugs.map((each, index) => (index === at ? { ...each, ...change } : each)) });
  return (
    <Section title={copy.form.sections.drugs}>
      {drugs.length === 0 ? <p>{words.none}</p> : null}
      {drugs.map((drug, index) => (
        <DrugRow key={index} drug={drug} index={index} onChange={(change) => set(index, change)} onRemove={() => onChange({ drugs: drugs.filter((_, at) => at !== index) })} />
      ))}
      <Button onClick={() => onChange({ drugs: [...drugs, fresh] })}>{words.add}</Button>
    </Section>
  );
}

interface DrugRowProps {
  readonly drug: PlannedDrug;
  readonly index: number;
  readonly onChange: (change: Partial<PlannedDrug>) => void;
  readonly onRemove: () => void;
}

function DrugRow({ drug, index, onChange, onRemove }: DrugRowProps) {
  const words = copy.form.drug;
  const isTaken = drug.change !== 'stopped';
  const id = (field: string) => `plan-drug-${field}-${index}`;
  return (
    <fieldset style={{ margin: '0 0 12px', padding: '8px 12px', border: '1px solid #e2e6ec', borderRadius: 6 }}>
      <legend style={{ padding: '0 6px' }}>{words.number(index + 1)}</legend>
      <div style={row}>
        <LineField id={id('name')} label={words.name} required value={drug.name} limit={limits.drugName} width={200} onChange={(name) => onChange({ name })} />
        <Choice label={words.change} value={drug.change} onChange={(value) => onChange({ change: drugChanges.find((each) => each === value) ?? drug.change })} options={drugChanges.map((each) => [each, changeNames[each]])} />
        {isTaken ? (
          <>
            <LineField id={id('dose')} label={words.dose} required value={drug.dose} width={80} onChange={(dose) => onChange({ dose })} />
            <LineField id={id('unit')} label={words.unit} required value={drug.unit} limit={limits.drugUnit} width={80} onChange={(unit) => onChange({ unit })} />
            <Choice label={words.frequency} value={drug.frequency} onChange={(value) => onChange({ frequency: drugFrequencies.find((each) => each === value) ?? drug.frequency })} options={drugFrequencies.map((each) => [each, frequencyNames[each]])} />
            <Choice label={words.route} value={drug.route} onChange={(value) => onChange({ route: drugRoutes.find((each) => each === value) ?? drug.route })} options={drugRoutes.map((each) => [each, routeNames[each]])} />
            <LineField id={id('days')} label={`${words.days}（${words.daysHint}）`} value={drug.days === null ? '' : String(drug.days)} width={110} onChange={(text) => onChange({ days: daysOf(text) })} />
            <LineField id={id('form')} label={words.form} value={drug.form ?? ''} limit={limits.drugForm} width={100} onChange={(text) => onChange({ form: orNull(text) })} />
          </>
        ) : null}
        <LineField id={id('note')} label={words.note} value={drug.note ?? ''} limit={limits.drugNote} width={220} onChange={(text) => onChange({ note: orNull(text) })} />
        <Button onClick={onRemove} aria-label={words.remove(drug.name || words.number(index + 1))}>
          {copy.form.removeRow}
        </Button>
      </div>
    </fieldset>
  );
}

/** What was typed as a number of days; what is none stays out. */
function daysOf(text: string): number | null {
  const digits = text.replace(/\D/g, '').slice(0, 3);
  return digits === '' ? null : Number(digits);
}
