'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Form, Input, Modal } from 'antd';
import { useRouter } from 'next/navigation';
import { type ReactNode, useState } from 'react';
import { insutypes, settlementMethods, shareReadings } from '@/app/_copy/labels';
import { settlement as copy } from '@/app/_copy/settlement';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterInputs } from '@/app/_trpc/outputs';
import { Choice } from '@/app/_ui/choice';
import { RefusalList } from '@/app/_ui/refusal-list';
import { parseYuan } from '@/server/domain/kernel/fen';
import { unreachable } from '@/server/domain/kernel/outcome';
import { type SettlementMethod, shareReadings as readings } from '@/server/domain/policy/policy-version';
import { insutypes as insutypeCodes } from '@/server/domain/registry/codes';
import { settleableMethods } from '@/server/domain/settlement/statement';
import { DeductionsField } from './deductions-field';
import { type DeductionDraft, readDeductions } from './read-deductions';
import { type ReasonableDraft, readReasonable } from './read-reasonable';
import { ReasonableField } from './reasonable-field';
import styles from './settlements.module.css';

type Request = RouterInputs['settlement']['compute'];

const noDeductions: readonly DeductionDraft[] = [];
const noOverspends: readonly ReasonableDraft[] = [];
const blank = { method: 'points', year: '', share: '', reading: '', insutype: '390', perHead: '', staffShare: '', reasonable: noOverspends, deductions: noDeductions };
type Answers = Omit<typeof blank, 'method'> & { readonly method: SettlementMethod };

interface ComputeDialogProps {
  readonly lastYear: string;
  readonly onEnd: () => void;
}

/** Asks for what the books do not hold, and opens the statement once it is computed. */
export function ComputeDialog({ lastYear, onEnd }: ComputeDialogProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const [answers, setAnswers] = useState<Answers>({ ...blank, method: 'points', year: lastYear });
  const [problem, setProblem] = useState<string | null>(null);
  const compute = useMutation(
    trpc.settlement.compute.mutationOptions({
      onSuccess: async ({ id }) => {
        await queries.invalidateQueries(trpc.settlement.pathFilter());
        router.push(`/settlements/detail?id=${encodeURIComponent(id)}`);
      },
    }),
  );
  const submit = () => {
    const request = requestOf(answers);
    setProblem(typeof request === 'string' ? request : null);
    if (typeof request !== 'string') compute.mutate(request);
  };
  const set = (changes: Partial<Answers>) => setAnswers({ ...answers, ...changes });
  return (
    <Modal
      open
      title={copy.compute.title}
      okText={compute.isPending ? copy.compute.working : copy.compute.confirm}
      okButtonProps={{ disabled: compute.isPending }}
      cancelText={copy.compute.cancel}
      onOk={submit}
      onCancel={onEnd}
    >
      <p>{copy.compute.text}</p>
      <Form layout="vertical">
        <div className={styles.filter}>
          <Choice label={copy.compute.method} value={answers.method} onChange={(chosen) => set({ method: settleableMethods.find((method) => method === chosen) ?? 'points' })} options={settleableMethods.map((method) => [method, settlementMethods[method]])} />
        </div>
        <TextField id="settlement-year" label={copy.compute.year} value={answers.year} onChange={(year) => set({ year })} />
        <MethodFields answers={answers} set={set} />
        <DeductionsField value={answers.deductions} onChange={(deductions) => set({ deductions })} />
      </Form>
      {problem === null ? null : <p role="alert">{problem}</p>}
      <RefusalList error={compute.error} />
    </Modal>
  );
}

interface FieldsProps {
  readonly answers: Answers;
  readonly set: (changes: Partial<Answers>) => void;
}

function MethodFields({ answers, set }: FieldsProps) {
  switch (answers.method) {
    case 'points':
      return <PointsFields answers={answers} set={set} />;
    case 'per_head_ceiling':
      return <CeilingFields answers={answers} set={set} />;
    case 'alliance_total':
      return <AllianceFields answers={answers} set={set} />;
    case 'total_kept_or_borne':
    case 'composite':
      return <p className={styles.help}>{copy.compute.byBudget[answers.method]}</p>;
    default:
      return unreachable(answers.method);
  }
}

function AllianceFields({ answers, set }: FieldsProps) {
  return (
    <>
      <p className={styles.help}>{copy.compute.byBudget.alliance_total}</p>
      <TextField id="settlement-staff-share" label={copy.compute.staffShare} value={answers.staffShare} onChange={(staffShare) => set({ staffShare })} extra={copy.compute.shareHint} />
      <ReasonableField value={answers.reasonable} onChange={(reasonable) => set({ reasonable })} />
    </>
  );
}

function PointsFields({ answers, set }: FieldsProps) {
  return (
    <>
      <TextField id="settlement-share" label={copy.compute.share} value={answers.share} onChange={(share) => set({ share })} extra={copy.compute.shareHint} />
      <div className={styles.filter}>
        <Choice
          label={copy.compute.reading}
          value={answers.reading}
          onChange={(reading) => set({ reading })}
          options={[['', copy.compute.readingByPolicy], ...readings.map((reading) => [reading, shareReadings[reading]] as const)]}
        />
      </div>
    </>
  );
}

function CeilingFields({ answers, set }: FieldsProps) {
  return (
    <>
      <div className={styles.filter}>
        <Choice label={copy.compute.insutype} value={answers.insutype} onChange={(insutype) => set({ insutype })} options={insutypeCodes.map((insutype) => [insutype, insutypes[insutype]])} />
      </div>
      <TextField id="settlement-per-head" label={copy.compute.perHead} value={answers.perHead} onChange={(perHead) => set({ perHead })} />
    </>
  );
}

interface TextFieldProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly extra?: ReactNode;
}

function TextField({ id, label, value, onChange, extra }: TextFieldProps) {
  return (
    <Form.Item label={label} htmlFor={id} extra={extra}>
      <Input id={id} value={value} onChange={(event) => onChange(event.target.value)} />
    </Form.Item>
  );
}

/** The request, or what cannot be read in the answers. */
function requestOf(answers: Answers): Request | string {
  const { lines, wrongLine } = readDeductions(answers.deductions);
  if (wrongLine !== null) return copy.compute.deductionMalformed(wrongLine);
  const shared = { year: answers.year.trim(), deductions: [...lines] };
  switch (answers.method) {
    case 'points':
      return { ...shared, method: 'points', reading: readings.find((each) => each === answers.reading), institutionShare: answers.share.trim() || undefined };
    case 'per_head_ceiling': {
      const perHeadFen = answers.perHead.trim() === '' ? undefined : parseYuan(answers.perHead.trim());
      if (perHeadFen === null) return copy.compute.perHeadMalformed;
      return { ...shared, method: 'per_head_ceiling', perHeadFen, insutype: insutypeCodes.find((each) => each === answers.insutype) };
    }
    case 'alliance_total': {
      const declared = readReasonable(answers.reasonable);
      if (declared.wrongLine !== null) return copy.compute.reasonableMalformed(declared.wrongLine);
      return { ...shared, method: 'alliance_total', staffShare: answers.staffShare.trim() || undefined, reasonable: [...declared.lines] };
    }
    case 'total_kept_or_borne':
    case 'composite':
      return { ...shared, method: answers.method };
    default:
      return unreachable(answers.method);
  }
}
