import { labelOf, referralStatuses } from '@/app/_copy/labels';
import { carePlanFields, carePlanLists } from '@/app/_copy/labels-care-plan';
import type { CareRefusal } from '@/server/domain/care-plan/refusals';
import type { RefusalSentences } from './index';

const lacking = { name: '药名', dose: '每次剂量（大于 0 的数字）', unit: '剂量单位', days: '用药天数（1 至 366 的整数，长期用药可不填）' } as const;
const orders = {
  stay: (first: string, second: string) => `出院日期 ${second} 早于入院日期 ${first}。请核对两个日期。`,
  planned: (first: string, second: string) => `原定出院日期 ${second} 早于实际出院日期 ${first}。请核对；没有提前出院的，原定日期可以不填。`,
  task: (first: string, second: string) => `有一项任务的截止日期 ${second} 早于开始日期 ${first}。请核对这项任务的日期。`,
} as const;
const tooFar = {
  discharge: (day: string, bound: string) => `出院日期 ${day} 太早了，最早可填 ${bound}。请核对年份。`,
  planned: (day: string, bound: string) => `原定出院日期 ${day} 太远了，最晚可填 ${bound}。请核对年份。`,
  task: (day: string, bound: string) => `有一项任务的截止日期 ${day} 太远了，最晚可填 ${bound}。请核对年份。`,
} as const;

export const carePlanRefusals = {
  'care.not_writer': ({ hospitalName }) => `接续计划由${hospitalName}填写。请等待医院填写，或电话联系医院。`,
  'care.wrong_status': ({ status }) => `转诊单现在是“${labelOf(referralStatuses, status)}”，还不能写接续计划。请在患者到院后填写。`,
  'care.text_missing': ({ field }) => `还没有填写${carePlanFields[field]}。请填写后再交给基层。`,
  'care.text_too_long': ({ field, length, limit }) => `${carePlanFields[field]}有 ${length} 个字，最多 ${limit} 个字。请精简后再保存，已写的内容不会丢失。`,
  'care.too_many': ({ list, count, limit }) => `${carePlanLists[list]}有 ${count} 条，最多 ${limit} 条。请合并或删去几条。`,
  'care.diagnosis_missing': () => '还没有填写出院诊断。请至少填写主要诊断。',
  'care.discharge_missing': () => '还没有填写出院（离院）日期。请填写后再交给基层。',
  'care.discharge_in_future': ({ dischargedOn, today }) => `出院日期 ${dischargedOn} 还没有到，今天是 ${today}。可以先保存草稿，到出院当天再交给基层。`,
  'care.days_out_of_order': ({ what, first, second }) => orders[what](first, second),
  'care.day_too_far': ({ what, day, bound }) => tooFar[what](day, bound),
  'care.criteria_unanswered': ({ criteria }) => `下转标准还有 ${criteria.length} 条没有判断：${criteria.join('、')}。请逐条选择符合、不符合或不适用。`,
  'care.criteria_unexplained': ({ criteria }) => `下转标准有 ${criteria.length} 条不符合：${criteria.join('、')}。请写明仍然下转的原因（例如患者本人要求）。`,
  'care.drug_incomplete': ({ name, number, what }) => `第 ${number} 种药${name === '' ? '' : `（${name}）`}缺少${lacking[what]}。请补全，或删去这一行。`,
  'care.drug_twice': ({ name }) => `“${name}”写了两遍或前后矛盾。请合并成一行，或改正是继续用还是停用。`,
  'care.task_twice': () => '有两项任务用了同一个编号。请刷新页面后重新添加这项任务。',
  'care.task_past': ({ title, due }) => `任务“${title}”的截止日期 ${due} 已经过去。请改成今天以后的日期。`,
  'care.first_task_late': ({ latest, first, withinDays }) =>
    first === null
      ? `还没有安排随访任务。转回后 ${withinDays} 天内要随访一次，请至少安排一项 ${latest} 前的任务。`
      : `第一次随访安排在 ${first}，太晚了：转回后 ${withinDays} 天内（${latest} 前）要随访一次。请提前或加一项。`,
  'care.not_home': ({ homeName }) => `这位患者由${homeName}接续，只有该机构的团队可以登记。`,
  'care.plan_not_handed_over': () => '医院还没有交来接续计划，没有可登记的任务。请等医院交来，或直接登记随访。',
  'care.not_back_yet': ({ status }) => `转诊单现在是“${labelOf(referralStatuses, status)}”，患者还没有接回。请先确认接回，再登记随访和任务。`,
  'care.task_ended': ({ title }) => `任务“${title}”已经登记过或已取消。请刷新页面查看。`,
  'care.task_too_early': ({ title, from }) => `任务“${title}”从 ${from} 起才能登记。请到时再登记，或联系医院修改计划。`,
  'care.nothing_done': () => '还没有选择任务，也没有写随访情况。请至少填写一项。',
  'care.plan_missing': () => '住院或康复患者转回时要带接续计划。请填写接续计划后一并转回。',
} satisfies RefusalSentences<CareRefusal['code']>;
