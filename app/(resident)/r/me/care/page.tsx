import { carePlan } from '@/app/_copy/care-plan';
import { drugFrequencies, drugRoutes } from '@/app/_copy/labels-care-plan';
import type { ResidentApi } from '@/app/_trpc/server';
import { formatDayInWords } from '@/app/_ui/moment';
import styles from '../../resident.module.css';
import { HomeLink } from '../home-link';
import { signedIn } from '../signed-in';

type Plan = Awaited<ReturnType<ResidentApi['care']['own']>>[number];

const copy = carePlan.own;

/** 出院以后: when to go back at once, what to take, what the team will do, and what the hospital wrote. */
export default async function OwnCarePage() {
  const api = await signedIn();
  const plans = await api.care.own();
  return (
    <>
      <h1>{copy.title}</h1>
      {plans.length === 0 ? <p>{copy.none}</p> : null}
      {plans.map((plan) => (
        <OnePlan key={plan.referralId} plan={plan} />
      ))}
      <HomeLink />
    </>
  );
}

function OnePlan({ plan: { hospitalName, dischargedOn, content, tasks } }: { readonly plan: Plan }) {
  return (
    <section className={styles.card}>
      <h2>{copy.lead(hospitalName, dischargedOn === null ? '' : formatDayInWords(dischargedOn))}</h2>
      <Words title={copy.warnings} text={content.warnings} />
      <Drugs drugs={content.drugs} />
      <Tasks tasks={tasks} />
      <Words title={copy.goals} text={content.goals} />
      <Words title={copy.measures} text={content.measures} />
      <Words title={copy.lifestyle} text={content.lifestyle} />
      <details className={styles.more}>
        <summary>{copy.summary}</summary>
        <dl className={styles.facts}>
          <Fact name={copy.diagnoses} value={content.diagnoses.map(({ name }) => name).join('、')} />
          <Fact name={copy.course} value={content.summary.course} />
          <Fact name={copy.state} value={content.summary.state} />
          <Fact name={copy.results} value={content.summary.results ?? ''} />
        </dl>
      </details>
    </section>
  );
}

function Words({ title, text }: { readonly title: string; readonly text: string | null }) {
  if (text === null || text.trim() === '') return null;
  return (
    <>
      <h3>{title}</h3>
      <p>{text}</p>
    </>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  if (value.trim() === '') return null;
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

function Drugs({ drugs }: { readonly drugs: Plan['content']['drugs'] }) {
  return (
    <>
      <h3>{copy.drugs}</h3>
      {drugs.length === 0 ? <p>{copy.noDrugs}</p> : null}
      <ul className={styles.list}>
        {drugs.map((drug, index) => (
          // The same drug may stand there twice, taken in two ways.
          <li key={`${drug.name} ${index}`}>
            <p className={styles.strong}>{drug.change === 'stopped' ? copy.stopped(drug.name) : copy.drug(drug.name, drug.dose, drug.unit, drugFrequencies[drug.frequency], drugRoutes[drug.route])}</p>
            {drug.change === 'stopped' || drug.days === null ? null : <p>{copy.drugDays(drug.days)}</p>}
            {drug.note === null ? null : <p>{drug.note}</p>}
          </li>
        ))}
      </ul>
    </>
  );
}

function Tasks({ tasks }: Pick<Plan, 'tasks'>) {
  if (tasks.length === 0) return null;
  return (
    <>
      <h3>{copy.tasks}</h3>
      <ul className={styles.list}>
        {tasks.map((task) => (
          <li key={task.key}>{lineOf(task)}</li>
        ))}
      </ul>
    </>
  );
}

function lineOf({ title, dueOn, state, endedOn }: Plan['tasks'][number]): string {
  switch (state) {
    case 'done':
      return copy.taskDone(title, formatDayInWords(endedOn ?? dueOn));
    case 'overdue':
      return copy.taskLate(title, formatDayInWords(dueOn));
    case 'dropped':
    case 'replaced':
      return copy.taskDropped(title);
    case 'due':
    case 'upcoming':
      return copy.taskDue(title, formatDayInWords(dueOn));
  }
}
