import { carePlan } from '@/app/_copy/care-plan';
import { labelOf, sexes } from '@/app/_copy/labels';
import { careTaskKinds } from '@/app/_copy/labels-care-plan';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Button } from '@/app/_ui/button';
import Link from '@/app/_ui/link';
import { StatusTag } from '@/app/_ui/status-tag';
import type { Columns } from '@/app/_ui/table';
import { hospitalTabs, type ReturningTab } from '@/server/domain/care-plan/worklists';

const copy = carePlan.returning;

export type ReturningItem = RouterOutputs['care']['returning']['rows'][number];

/** What tells a row apart: a referral, or one task of its plan. */
export function keyOf({ referralId, task }: ReturningItem): string {
  return task === null ? referralId : `${referralId}.${task.key}`;
}

/** Who, from where, and by when; then what is done about it. */
export function returningColumns(tab: ReturningTab, onOpen: (item: ReturningItem) => void): Columns<ReturningItem> {
  const { columns } = copy;
  const isHospital = hospitalTabs.some((each) => each === tab);
  return [
    { title: columns.person, key: 'person', render: (_, { person, referralId }) => <Link href={`/referrals/detail?id=${referralId}`}>{copy.person(person.name, labelOf(sexes, person.sex), person.age)}</Link> },
    { title: columns.diagnosis, dataIndex: 'diagnosisName' },
    isHospital ? { title: columns.home, dataIndex: 'homeName' } : { title: columns.hospital, key: 'hospital', render: (_, { hospitalName, departmentName }) => `${hospitalName} ${departmentName}` },
    ...(tab === 'tasks' || tab === 'later' ? [{ title: columns.task, key: 'task', render: (_: unknown, { task }: ReturningItem) => (task === null ? copy.noDue : `${careTaskKinds[task.kind]}：${task.title}`) }] : []),
    ...(tab === 'readmitted' ? [{ title: columns.readmitted, key: 'readmitted', render: (_: unknown, { readmittedOn }: ReturningItem) => readmittedOn ?? copy.noDue }] : [{ title: columns.due, key: 'due', render: (_: unknown, item: ReturningItem) => <Due item={item} /> }]),
    { title: columns.plan, key: 'plan', render: (_, { handedOver }) => (handedOver ? copy.withPlan : copy.withoutPlan) },
    { title: columns.status, key: 'status', render: (_, { status }) => <StatusTag kind="referral" value={status} /> },
    { title: columns.open, key: 'open', render: (_, item) => <Act tab={tab} item={item} onOpen={onOpen} /> },
  ];
}

function Due({ item: { dueOn, daysLeft } }: { readonly item: ReturningItem }) {
  if (dueOn === null || daysLeft === null) return copy.noDue;
  return <span style={daysLeft < 0 ? { color: '#9b1321', fontWeight: 600 } : undefined}>{copy.due(dueOn, daysLeft)}</span>;
}

interface ActProps {
  readonly tab: ReturningTab;
  readonly item: ReturningItem;
  readonly onOpen: (item: ReturningItem) => void;
}

/** The one thing that this tab's rows wait for; what is done elsewhere is a link. */
function Act({ tab, item, onOpen }: ActProps) {
  const { person, referralId, status, direction } = item;
  const words = tab === 'receive' || (tab === 'away' && status === 'completed' && direction !== 'down') ? copy.receive : tab === 'follow_up' || tab === 'watch' ? copy.followUp : tab === 'tasks' ? copy.doTask : null;
  if (words !== null) {
    return (
      <Button onClick={() => onOpen(item)} aria-label={`${words} ${person.name}`}>
        {words}
      </Button>
    );
  }
  const isWriting = tab === 'to_return' && status !== 'accepted';
  return <Link href={isWriting ? `/referrals/care-plan?id=${referralId}` : `/referrals/detail?id=${referralId}`}>{isWriting ? copy.write : copy.look}</Link>;
}
