'use client';

import { Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { audit, auditSubjects } from '@/app/_copy/audit';
import { Button } from '@/app/_ui/button';
import { Choice } from '@/app/_ui/choice';
import styles from './audit.module.css';

interface AuditFilterProps {
  readonly kind: string;
  readonly id: string;
  readonly onApply: (kind: string, id: string) => void;
}

export function AuditFilter({ kind: appliedKind, id: appliedId, onApply }: AuditFilterProps) {
  const [kind, setKind] = useState(appliedKind);
  const [id, setId] = useState(appliedId);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onApply(kind, id.trim());
  };
  return (
    <form className={styles.filter} aria-label={audit.filter} onSubmit={submit}>
      <Choice label={audit.subjectKind} value={kind} onChange={setKind} options={[['', audit.anySubject], ...Object.entries(auditSubjects)]} />
      <label className={styles.field}>
        {audit.subjectId}
        <Input value={id} onChange={(event) => setId(event.target.value)} placeholder={audit.subjectIdHint} maxLength={64} allowClear />
      </label>
      <Button htmlType="submit" type="primary">
        {audit.apply}
      </Button>
    </form>
  );
}
