import { carePlan as copy } from '@/app/_copy/care-plan';
import { criterionAnswers as answerNames } from '@/app/_copy/labels-care-plan';
import { Button } from '@/app/_ui/button';
import { Choice } from '@/app/_ui/choice';
import { Section } from '@/app/_ui/page';
import { carePlanLimits as limits } from '@/server/domain/care-plan/check-plan';
import { criterionAnswers } from '@/server/domain/care-plan/codes';
import { answersOf, criteriaFor, criteriaLists, findCriteria } from '@/server/domain/care-plan/criteria';
import { AreaField, orNull, row } from './fields';
import type { PartProps } from './summary-fields';

/** 下转标准: each criterion of the disease's list with an answer, and where the list comes from. */
export function CriteriaFields({ content, onChange }: PartProps) {
  const { criteria, diagnoses } = content;
  const list = findCriteria(criteria.list) ?? criteriaFor(diagnoses[0]?.code ?? null);
  const set = (change: Partial<typeof criteria>) => onChange({ criteria: { ...criteria, list: list.code, ...change } });
  const isUnmet = answersOf(list, criteria.answers).some(({ answer }) => answer === 'unmet');
  return (
    <Section
      title={copy.form.sections.criteria}
      actions={<Button onClick={() => set({ answers: { ...criteria.answers, ...Object.fromEntries(list.criteria.filter(({ code }) => criteria.answers[code] === undefined).map(({ code }) => [code, 'met'] as const)) } })}>{copy.form.allMet}</Button>}
    >
      <div style={row}>
        <Choice label={copy.form.fields.criteriaList} value={list.code} onChange={(code) => set({ list: code })} options={criteriaLists.map(({ code, name }) => [code, name])} />
      </div>
      <p>{copy.form.source(list.source, list.confidence === 'assumed')}</p>
      {answersOf(list, criteria.answers).map(({ criterion, answer }) => (
        <fieldset key={criterion.code} style={{ border: 0, padding: 0, margin: '0 0 10px', display: 'flex', flexWrap: 'wrap', gap: '4px 16px', alignItems: 'center' }}>
          <legend style={{ float: 'left', minWidth: '22em', padding: 0 }}>{criterion.text}</legend>
          {criterionAnswers.map((option) => (
            <label key={option} style={{ display: 'inline-flex', gap: 6, minHeight: 32, alignItems: 'center' }}>
              <input type="radio" name={`criterion-${criterion.code}`} checked={answer === option} onChange={() => set({ answers: { ...criteria.answers, [criterion.code]: option } })} />
              {answerNames[option]}
            </label>
          ))}
        </fieldset>
      ))}
      {isUnmet ? <AreaField id="plan-criteria-reason" label={copy.form.fields.criteriaReason} required limit={limits.criteriaReason} value={criteria.reason ?? ''} onChange={(text) => set({ reason: orNull(text) })} /> : null}
    </Section>
  );
}
