import { labelOf } from '@/app/_copy/labels';
import { operandName, working } from '@/app/_copy/working';
import type { WorkingStep } from '@/server/domain/policy/cited';
import { quantityText } from './quantity';
import { StatusTag } from './status-tag';
import styles from './ui.module.css';

interface WhyPanelProps {
  readonly title?: string;
  readonly steps: readonly WorkingStep[];
  readonly open?: boolean;
}

/** 为什么是这个数: each step with its rule in words, its inputs, its clause and how sure that clause is, and its result. */
export function WhyPanel({ title, steps, open = true }: WhyPanelProps) {
  return (
    <details className={styles.why} open={open}>
      <summary>{title ?? working.title}</summary>
      {steps.length === 0 ? <p className={styles.empty}>{working.none}</p> : null}
      <ol>
        {steps.map((step, index) => (
          <li key={`${step.step}-${index}`}>
            <div className={styles.whyHead}>
              <span className={styles.whyName}>{labelOf(working.steps, step.step)}</span>
              <span className={styles.whyResult}>{quantityText(step.result)}</span>
            </div>
            <p className={styles.whyFormula}>{labelOf(working.formulas, step.formula)}</p>
            <ul className={styles.whyOperands}>
              {Object.entries(step.operands).map(([name, quantity]) => (
                <li key={name}>
                  {operandName(step.step, name)} {working.is} {quantityText(quantity)}
                </li>
              ))}
            </ul>
            {step.clause ? (
              <p className={styles.whyClause}>
                {working.clause} {step.clause} {step.confidence ? <StatusTag kind="confidence" value={step.confidence} /> : null}
              </p>
            ) : null}
          </li>
        ))}
      </ol>
    </details>
  );
}
