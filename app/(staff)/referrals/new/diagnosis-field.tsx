'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { AutoComplete, Form } from 'antd';
import { useDeferredValue } from 'react';
import { referralForm as copy } from '@/app/_copy/referral-form';
import { useTRPC } from '@/app/_trpc/client';

export interface ChosenDiagnosis {
  readonly diagnosisCode: string | null;
  readonly diagnosisName: string;
}

interface DiagnosisFieldProps extends ChosenDiagnosis {
  readonly id: string;
  readonly onChange: (chosen: ChosenDiagnosis) => void;
}

/** A diagnosis found while it is typed, by name, pinyin initials or code; whatever is not in the list is taken as it is written. */
export function DiagnosisField({ id, diagnosisCode, diagnosisName, onChange }: DiagnosisFieldProps) {
  const trpc = useTRPC();
  const text = useDeferredValue(diagnosisName);
  const found = useQuery(trpc.diagnosis.search.queryOptions({ text: text.slice(0, 100) }, { placeholderData: keepPreviousData, staleTime: 300_000 }));
  const options = (found.data ?? []).map(({ code, name }) => ({ value: code, label: `${name} ${code}`, name }));
  return (
    <Form.Item label={copy.diagnosis} htmlFor={id} required extra={`${copy.diagnosisHint} ${diagnosisName === '' ? '' : diagnosisCode === null ? copy.noCode : copy.diagnosisCode(diagnosisCode)}`}>
      <AutoComplete
        id={id}
        style={{ maxWidth: 520 }}
        value={diagnosisName}
        options={options}
        notFoundContent={copy.diagnosisNone}
        onChange={(typed: string) => {
          const chosen = options.find(({ value }) => value === typed);
          // Choosing puts the code into the box first; the name is what belongs there.
          onChange(chosen ? { diagnosisCode: chosen.value, diagnosisName: chosen.name } : { diagnosisCode: null, diagnosisName: typed });
        }}
      />
    </Form.Item>
  );
}
