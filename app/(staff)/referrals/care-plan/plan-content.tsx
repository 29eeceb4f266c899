import { carePlan as copy } from '@/app/_copy/care-plan';
import { carePlanKinds, drugChanges, drugFrequencies, drugRoutes, readmissionSources } from '@/app/_copy/labels-care-plan';
import { formatDay } from '@/app/_ui/moment';
import { Facts } from '@/app/_ui/page';
import { ScrollArea } from '@/app/_ui/scroll-area';
import { Table } from '@/app/_ui/table';
import { answersOf, criteriaFor, findCriteria } from '@/server/domain/care-plan/criteria';
import type { CarePlan, CarePlanContent, PlannedDrug } from '@/server/domain/care-plan/plan';
import type { CareDetail } from './use-plan-draft';

/** What was handed over, with what became of bed and patient. */
export function PlanContent({ detail, plan }: { readonly detail: CareDetail; readonly plan: CarePlan }) {
  const { facts } = copy.panel;
  const { readmission, bedDaysFreed } = plan;
  const again = readmission ? copy.panel.readmitted(readmission.on, readmissionSources[readmission.source], readmission.ref) : detail.watchedUntil === null ? copy.panel.none2 : copy.panel.watched(detail.watchedUntil);
  return (
    <>
      <Facts
        items={[
          ...(detail.receiveDueOn === null ? [] : [{ name: facts.receiveBy, value: formatDay(detail.receiveDueOn) }]),
          ...(detail.referral.followUpDay === null ? [] : [{ name: facts.followUp, value: formatDay(detail.referral.followUpDay) }]),
          ...(plan.status === 'draft' ? [] : [{ name: facts.beds, value: bedDaysFreed > 0 ? copy.panel.freed(bedDaysFreed) : copy.panel.noneFreed }, { name: facts.again, value: again }]),
          ...factsOf(plan.content),
        ]}
      />
      <DrugTable drugs={plan.content.drugs} />
    </>
  );
}

/** The written parts of a wording; what was left empty is left out. */
export function factsOf(content: CarePlanContent): { readonly name: string; readonly value: string }[] {
  const { facts } = copy.panel;
  const { summary } = content;
  const written: readonly (readonly [string, string | null])[] = [
    [facts.kind, carePlanKinds[content.kind]],
    [facts.stay, stayOf(summary)],
    [facts.recordNumber, summary.recordNumber],
    [facts.diagnoses, content.diagnoses.map(({ name, code }) => (code === null ? name : `${name}（${code}）`)).join('；')],
    [facts.operations, summary.operations.map(({ name, day }) => (day === null ? name : `${name} ${day}`)).join('；')],
    [facts.course, summary.course],
    [facts.state, summary.state],
    [facts.results, summary.results],
    [facts.criteria, criteriaOf(content)],
    [facts.goals, content.goals],
    [facts.measures, content.measures],
    [facts.lifestyle, content.lifestyle],
    [facts.warnings, content.warnings],
  ];
  return written.flatMap(([name, value]) => (value === null || value.trim() === '' ? [] : [{ name, value }]));
}

function stayOf({ admittedOn, dischargedOn }: CarePlanContent['summary']): string | null {
  if (dischargedOn === null) return null;
  return admittedOn === null ? dischargedOn : copy.panel.stay(admittedOn, dischargedOn);
}

function criteriaOf({ criteria, diagnoses }: CarePlanContent): string {
  const list = findCriteria(criteria.list) ?? criteriaFor(diagnoses[0]?.code ?? null);
  const answers = answersOf(list, criteria.answers);
  const unmet = answers.filter(({ answer }) => answer === 'unmet').map(({ criterion }) => criterion.text);
  const met = copy.panel.criteriaMet(list.name, answers.filter(({ answer }) => answer === 'met').length, answers.length);
  return unmet.length === 0 ? met : `${met}。${copy.panel.unmet(unmet.join('、'), criteria.reason ?? '')}`;
}

/** How a drug is taken, in words. */
export function doseOf({ change, dose, unit, frequency, route }: PlannedDrug): string {
  return change === 'stopped' ? drugChanges.stopped : copy.panel.dose(dose, unit, drugFrequencies[frequency], drugRoutes[route]);
}

export function DrugTable({ drugs }: { readonly drugs: readonly PlannedDrug[] }) {
  const { drugColumns } = copy.panel;
  if (drugs.length === 0) return <p>{copy.panel.noDrugs}</p>;
  return (
    <>
      <h3>{copy.panel.drugs}</h3>
      <ScrollArea label={copy.panel.drugs}>
        <Table<PlannedDrug>
          rowKey={(drug) => `${drug.name} ${drug.change} ${drug.frequency} ${drug.route} ${drug.dose}`}
          rows={drugs}
          columns={[
            { title: drugColumns.name, key: 'name', render: (_, { name, form }) => copy.panel.drugName(name, form) },
            { title: drugColumns.dose, key: 'dose', render: (_, drug) => doseOf(drug) },
            { title: drugColumns.days, key: 'days', render: (_, { change, days }) => (change === 'stopped' ? copy.panel.none2 : copy.panel.days(days)) },
            { title: drugColumns.change, key: 'change', render: (_, { change }) => drugChanges[change] },
            { title: drugColumns.note, key: 'note', render: (_, { note }) => note ?? copy.panel.none2 },
          ]}
        />
      </ScrollArea>
    </>
  );
}
