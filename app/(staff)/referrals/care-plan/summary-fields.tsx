import { carePlan as copy } from '@/app/_copy/care-plan';
import { carePlanKinds as kindNames } from '@/app/_copy/labels-care-plan';
import { Button } from '@/app/_ui/button';
import { Choice } from '@/app/_ui/choice';
import { Section } from '@/app/_ui/page';
import { carePlanLimits as limits } from '@/server/domain/care-plan/check-plan';
import { carePlanKinds } from '@/server/domain/care-plan/codes';
import type { CarePlanContent } from '@/server/domain/care-plan/plan';
import { AreaField, DayField, LineField, orNull, row } from './fields';

export interface PartProps {
  readonly content: CarePlanContent;
  readonly onChange: (change: Partial<CarePlanContent>) => void;
}

/** 出院小结. */
export function SummaryFields({ content, onChange }: PartProps) {
  const { fields } = copy.form;
  const { summary } = content;
  const set = (change: Partial<CarePlanContent['summary']>) => onChange({ summary: { ...summary, ...change } });
  return (
    <Section title={copy.form.sections.summary}>
      <div style={row}>
        <Choice label={fields.kind} value={content.kind} onChange={(value) => onChange({ kind: carePlanKinds.find((kind) => kind === value) ?? content.kind })} options={carePlanKinds.map((kind) => [kind, kindNames[kind]])} />
        <LineField id="plan-record" label={fields.recordNumber} value={summary.recordNumber ?? ''} limit={limits.recordNumber} onChange={(text) => set({ recordNumber: orNull(text) })} />
        <DayField id="plan-admitted" label={fields.admittedOn} value={summary.admittedOn} onChange={(admittedOn) => set({ admittedOn })} />
        <DayField id="plan-discharged" label={fields.dischargedOn} required value={summary.dischargedOn} onChange={(dischargedOn) => set({ dischargedOn })} />
        <DayField id="plan-until" label={fields.plannedUntil} value={summary.plannedUntil} onChange={(plannedUntil) => set({ plannedUntil })} />
      </div>
      <AreaField id="plan-course" label={fields.course} required limit={limits.course} value={summary.course} onChange={(course) => set({ course })} />
      <AreaField id="plan-state" label={fields.state} required limit={limits.state} value={summary.state} onChange={(state) => set({ state })} />
      <AreaField id="plan-results" label={fields.results} limit={limits.results} value={summary.results ?? ''} onChange={(text) => set({ results: orNull(text) })} />
      <Operations summary={summary} onChange={set} />
    </Section>
  );
}

function Operations({ summary, onChange }: { readonly summary: CarePlanContent['summary']; readonly onChange: (change: Partial<CarePlanContent['summary']>) => void }) {
  const { fields } = copy.form;
  const { operations } = summary;
  const set = (at: number, change: Partial<(typeof operations)[number]>) => onChange({ operations: operations.map((each, index) => (index === at ? { ...each, ...change } : each)) });
  return (
    <>
      {operations.map(({ name, day }, index) => (
        // Rows have no name of their own, and are only added at the end or taken away.
        <div key={index} style={row}>
          <LineField id={`plan-operation-${index}`} label={fields.operation(index + 1)} value={name} limit={limits.operation} width={320} onChange={(text) => set(index, { name: text })} />
          <DayField id={`plan-operation-day-${index}`} label={fields.operationDay} value={day} onChange={(chosen) => set(index, { day: chosen })} />
          <Button onClick={() => onChange({ operations: operations.filter((_, at) => at !== index) })} aria-label={`${copy.form.removeRow}${fields.operation(index + 1)}`}>
            {copy.form.removeRow}
          </Button>
        </div>
      ))}
      <Button onClick={() => onChange({ operations: [...operations, { name: '', day: null }] })}>{copy.form.add.operation}</Button>
    </>
  );
}

/** 出院诊断, the main one first. */
export function DiagnosisFields({ content, onChange }: PartProps) {
  const { fields } = copy.form;
  const { diagnoses } = content;
  const set = (at: number, change: Partial<(typeof diagnoses)[number]>) => onChange({ diagnoses: diagnoses.map((each, index) => (index === at ? { ...each, ...change } : each)) });
  return (
    <Section title={copy.form.sections.diagnoses}>
      {diagnoses.map(({ code, name }, index) => (
        <div key={index} style={row}>
          <LineField id={`plan-diagnosis-${index}`} label={fields.diagnosisName(index + 1)} required={index === 0} value={name} limit={limits.diagnosis} width={320} onChange={(text) => set(index, { name: text })} />
          <LineField id={`plan-diagnosis-code-${index}`} label={fields.diagnosisCode} value={code ?? ''} limit={limits.diagnosisCode} width={140} onChange={(text) => set(index, { code: orNull(text.trim()) })} />
          {index === 0 ? null : (
            <Button onClick={() => onChange({ diagnoses: diagnoses.filter((_, at) => at !== index) })} aria-label={`${copy.form.removeRow}${fields.diagnosisName(index + 1)}`}>
              {copy.form.removeRow}
            </Button>
          )}
        </div>
      ))}
      <Button onClick={() => onChange({ diagnoses: [...diagnoses, { code: null, name: '' }] })}>{copy.form.add.diagnosis}</Button>
    </Section>
  );
}

/** 管理计划: goals, measures, daily life, and when to come back at once. */
export function GuidanceFields({ content, onChange }: PartProps) {
  const { fields } = copy.form;
  return (
    <Section title={copy.form.sections.plan}>
      <AreaField id="plan-goals" label={fields.goals} limit={limits.goals} value={content.goals ?? ''} onChange={(text) => onChange({ goals: orNull(text) })} />
      <AreaField id="plan-measures" label={fields.measures} limit={limits.measures} value={content.measures ?? ''} onChange={(text) => onChange({ measures: orNull(text) })} />
      <AreaField id="plan-lifestyle" label={fields.lifestyle} limit={limits.lifestyle} value={content.lifestyle ?? ''} onChange={(text) => onChange({ lifestyle: orNull(text) })} />
      <AreaField id="plan-warnings" label={fields.warnings} limit={limits.warnings} value={content.warnings ?? ''} onChange={(text) => onChange({ warnings: orNull(text) })} />
    </Section>
  );
}
