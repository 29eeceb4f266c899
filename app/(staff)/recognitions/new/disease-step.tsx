'use client';

import { Alert, AutoComplete, Form, Input } from 'antd';
import { recognition as copy } from '@/app/_copy/recognition';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Choice } from '@/app/_ui/choice';
import { Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { isDiagnosisOf } from '@/server/domain/recognition/diseases';
import { commonDiagnoses, searchDiagnoses } from '@/server/domain/referral/diagnoses';
import type { RecognitionDraft } from './recognition-draft';

type Disease = RouterOutputs['recognition']['diseases'][number];
type Held = RouterOutputs['recognition']['subject']['held'][number];

interface DiseaseStepProps {
  readonly draft: RecognitionDraft;
  readonly diseases: { readonly data: readonly Disease[] | undefined; readonly error: unknown };
  readonly held: readonly Held[];
  readonly onChange: (changes: Partial<RecognitionDraft>) => void;
}

/** Which disease of the policy's list, by which diagnosis; a diagnosis of another disease is told at once. */
export function DiseaseStep({ draft, diseases, held, onChange }: DiseaseStepProps) {
  const disease = diseases.data?.find(({ code }) => code === draft.diseaseCode);
  const code = draft.diagnosisCode.trim();
  const misfits = disease !== undefined && code !== '' && !isDiagnosisOf(disease, code);
  return (
    <Section title={copy.form.disease}>
      <RefusalList error={diseases.error} />
      {diseases.data?.length === 0 ? <p role="status">{copy.form.noDiseases}</p> : null}
      <Choice
        label={copy.form.diseaseLabel}
        value={draft.diseaseCode}
        options={[['', copy.form.pickDisease], ...(diseases.data ?? []).map(({ code: value, name }) => [value, name] as const)]}
        onChange={(diseaseCode) => onChange({ diseaseCode, renewsId: '' })}
      />
      {disease ? (
        <p>
          {copy.form.years(disease.validYears, disease.isAssumed)}
          {copy.form.prefixes(disease.icdPrefixes.join('、'))}
        </p>
      ) : null}
      <InTheWay draft={draft} held={held} />
      <Form.Item label={copy.form.diagnosisName} htmlFor="recognition-diagnosis" required extra={copy.form.diagnosisHint}>
        <AutoComplete
          id="recognition-diagnosis"
          style={{ maxWidth: 420 }}
          value={draft.diagnosisName}
          onChange={(typed: string) => onChange(namedOf(typed))}
          options={searchDiagnoses(draft.diagnosisName)
            .filter((each) => disease === undefined || isDiagnosisOf(disease, each.code))
            .map((each) => ({ value: each.name, label: `${each.name} ${each.code}` }))}
        />
      </Form.Item>
      <Form.Item label={copy.form.diagnosisCode} htmlFor="recognition-code" required validateStatus={misfits ? 'error' : undefined} help={misfits ? copy.form.doesNotFit : undefined}>
        <Input id="recognition-code" autoComplete="off" spellCheck={false} maxLength={20} style={{ maxWidth: 220 }} value={draft.diagnosisCode} onChange={(event) => onChange({ diagnosisCode: event.target.value })} />
      </Form.Item>
    </Section>
  );
}

/** A name from the list brings its code along. */
function namedOf(typed: string): Partial<RecognitionDraft> {
  const diagnosisName = typed.slice(0, 100);
  const known = commonDiagnoses.find(({ name }) => name === diagnosisName);
  return known ? { diagnosisName, diagnosisCode: known.code } : { diagnosisName };
}

/** What would refuse this disease, before the rest is written. */
function InTheWay({ draft, held }: Pick<DiseaseStepProps, 'draft' | 'held'>) {
  const same = held.filter(({ diseaseCode, id }) => diseaseCode === draft.diseaseCode && id !== draft.renewsId);
  const applied = same.find(({ standing }) => standing === 'applied');
  const running = same.find(({ standing }) => standing === 'in_force' || standing === 'upcoming');
  const sentence = applied ? copy.form.sameApplied(applied.number) : running ? copy.form.sameInForce(running.number, running.validTo ?? '') : null;
  return sentence === null ? null : <Alert type="warning" showIcon title={sentence} style={{ marginBottom: 16 }} />;
}
