'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Form } from 'antd';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { policyScreen } from '@/app/_copy/policy-screen';
import { trial } from '@/app/_copy/trial';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { Choice } from '@/app/_ui/choice';
import { RefusalList } from '@/app/_ui/refusal-list';
import { YearChoice, useLastYear } from '@/app/_ui/year-choice';
import { jsonOf } from '../json-of';
import styles from '../policies.module.css';

const copy = trial.ask;
const fromFile = 'file';

export function AskTrial() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const [year, setYear] = useState(useLastYear());
  const [source, setSource] = useState(fromFile);
  const [file, setFile] = useState<File | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const versions = useQuery(trpc.policy.list.queryOptions());
  const ask = useMutation(
    trpc.trial.request.mutationOptions({
      onSuccess: async ({ id }) => {
        await queries.invalidateQueries(trpc.trial.pathFilter());
        router.push(`/policies/trial/detail?id=${id}`);
      },
    }),
  );
  const submit = async () => {
    setProblem(null);
    if (source !== fromFile) return ask.mutate({ year, draft: { policyId: source } });
    if (file === null) return setProblem(copy.fileMissing);
    const document = jsonOf(await file.text());
    if (document === undefined) return setProblem(copy.notJson);
    return ask.mutate({ year, draft: { document } });
  };
  const sources = [[fromFile, copy.document] as const, ...(versions.data ?? []).map(({ id, title, inForceFrom, inForceTo }) => [id, `${title}（${policyScreen.days(inForceFrom, inForceTo)}）`] as const)];
  return (
    <Form layout="vertical" onFinish={() => void submit()}>
      <div className={styles.filter}>
        <YearChoice label={copy.year} value={year} newest={-1} onChange={setYear} />
        <Choice label={copy.source} value={source} onChange={setSource} options={sources} />
      </div>
      {source === fromFile ? (
        <Form.Item label={copy.file} htmlFor="trial-file">
          <input id="trial-file" type="file" accept="application/json,.json" onChange={(event) => setFile(event.target.files?.[0] ?? null)} />
        </Form.Item>
      ) : null}
      {problem === null ? null : <p role="alert">{problem}</p>}
      <RefusalList error={versions.error ?? ask.error} />
      <Button type="primary" htmlType="submit" loading={ask.isPending}>
        {ask.isPending ? copy.starting : copy.start}
      </Button>
    </Form>
  );
}
