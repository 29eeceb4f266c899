/** What the team at home works through: who is away in hospital, who is back, who is to be seen, and what plans ask for. */
export const homeTabs = ['receive', 'follow_up', 'tasks', 'later', 'away', 'watch'] as const;
export type HomeTab = (typeof homeTabs)[number];

/** What the hospital looks after: who is to be sent back with a plan, who has not been received, and who came back to hospital. */
export const hospitalTabs = ['to_return', 'handed', 'readmitted'] as const;
export type HospitalTab = (typeof hospitalTabs)[number];

export type ReturningTab = HomeTab | HospitalTab;
export const returningTabs = [...homeTabs, ...hospitalTabs] as const satisfies readonly ReturningTab[];

/** Tabs whose rows are tasks of plans; the others' rows are referrals. */
export type TaskTab = 'tasks' | 'later';

export function isTaskTab(tab: ReturningTab): tab is TaskTab {
  return tab === 'tasks' || tab === 'later';
}
