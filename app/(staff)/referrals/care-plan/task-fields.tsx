import { useState } from 'react';
import { carePlan as copy } from '@/app/_copy/care-plan';
import { careTaskKinds as kindNames } from '@/app/_copy/labels-care-plan';
import { Button } from '@/app/_ui/button';
import { Choice } from '@/app/_ui/choice';
import { Section } from '@/app/_ui/page';
import { carePlanLimits as limits } from '@/server/domain/care-plan/check-plan';
import { careTaskKinds } from '@/server/domain/care-plan/codes';
import type { PlannedTask } from '@/server/domain/care-plan/plan';
import { addDays, dayOfInstant, type Day } from '@/server/domain/kernel/calendar-day';
import { DayField, LineField, row } from './fields';
import type { PartProps } from './summary-fields';

/** 请基层做的事: one by one, or at intervals. */
export function TaskFields({ content: { tasks, summary }, onChange }: PartProps) {
  const words = copy.form.task;
  const [today] = useState(() => dayOfInstant(Date.now()));
  const from = summary.dischargedOn ?? today;
  const set = (key: string, change: Partial<PlannedTask>) => onChange({ tasks: tasks.map((each) => (each.key === key ? { ...each, ...change } : each)) });
  return (
    <Section title={copy.form.sections.tasks}>
      {tasks.length === 0 ? <p>{words.none}</p> : null}
      {tasks.map((task, index) => (
        <fieldset key={task.key} style={{ margin: '0 0 12px', padding: '8px 12px', border: '1px solid #e2e6ec', borderRadius: 6 }}>
          <legend style={{ padding: '0 6px' }}>{words.number(index + 1)}</legend>
          <div style={row}>
            <Choice label={words.kind} value={task.kind} onChange={(value) => set(task.key, { kind: careTaskKinds.find((each) => each === value) ?? task.kind })} options={careTaskKinds.map((each) => [each, kindNames[each]])} />
            <LineField id={`plan-task-${task.key}`} label={words.title} required value={task.title} limit={limits.taskTitle} width={300} onChange={(title) => set(task.key, { title })} />
            <DayField id={`plan-task-due-${task.key}`} label={words.due} required value={task.due} onChange={(due) => set(task.key, { due: due ?? task.due })} />
            <DayField id={`plan-task-from-${task.key}`} label={`${words.from}（${words.fromHint}）`} value={task.from} onChange={(day) => set(task.key, { from: day })} />
            <Button onClick={() => onChange({ tasks: tasks.filter(({ key }) => key !== task.key) })} aria-label={words.remove(task.title || words.number(index + 1))}>
              {copy.form.removeRow}
            </Button>
          </div>
        </fieldset>
      ))}
      <Button onClick={() => onChange({ tasks: [...tasks, nextTask(tasks, addDays(from, 14))] })}>{words.add}</Button>
      <Repeat tasks={tasks} from={from} onAdd={(added) => onChange({ tasks: [...tasks, ...added] })} />
    </Section>
  );
}

interface RepeatProps {
  readonly tasks: readonly PlannedTask[];
  readonly from: Day;
  readonly onAdd: (tasks: readonly PlannedTask[]) => void;
}

const mostTimes = 12;

/** The last task again, every so many days. */
function Repeat({ tasks, from, onAdd }: RepeatProps) {
  const words = copy.form.task;
  const [every, setEvery] = useState('30');
  const [times, setTimes] = useState('3');
  const last = tasks.at(-1);
  if (!last) return null;
  const add = () => {
    const [step, count] = [Math.max(1, Math.trunc(Number(every)) || 1), Math.min(mostTimes, Math.max(1, Math.trunc(Number(times)) || 1))];
    const start = last.due < from ? from : last.due;
    const added: PlannedTask[] = [];
    for (let index = 1; index <= count; index += 1) added.push({ ...nextTask([...tasks, ...added], addDays(start, step * index)), kind: last.kind, title: last.title });
    onAdd(added);
  };
  return (
    <div style={{ ...row, marginTop: 12 }}>
      <LineField id="plan-repeat-every" label={words.every} value={every} width={90} onChange={setEvery} />
      <LineField id="plan-repeat-times" label={words.times} value={times} width={90} onChange={setTimes} />
      <Button onClick={add}>{words.repeat}</Button>
    </div>
  );
}

/** A task under a name that no other of the plan has, nor had: names are never given twice. */
export function nextTask(tasks: readonly PlannedTask[], due: Day, title = ''): PlannedTask {
  return { key: freshKey(tasks), kind: 'visit', title, from: null, due };
}

function freshKey(tasks: readonly PlannedTask[]): string {
  const taken = new Set(tasks.map(({ key }) => key));
  for (;;) {
    const key = crypto.randomUUID().slice(0, 8);
    if (!taken.has(key)) return key;
  }
}
