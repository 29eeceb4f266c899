import type { GenericRefusal } from '@/server/domain/refusals';
import type { RefusalSentences } from './index';

const things: Readonly<Record<string, string>> = {
  account: '账号',
  export: '导出文件',
  contract: '签约',
  identity_class: '身份登记',
  institution: '机构',
  practitioner: '医务人员',
  referral: '转诊单',
  draft: '转诊草稿',
  attachment: '附件',
  department: '科室',
  care_plan: '接续计划',
  care_task: '接续任务',
  resident: '居民',
  household: '家庭登记',
  guardian: '监护登记',
  session: '出诊安排',
  settlement: '清算',
  slot: '号源',
  team: '团队',
  visit: '就诊记录',
  policy: '政策版本',
  batch: '导入批次',
  import: '导入批次',
  month: '月份',
  period: '月份',
  run: '预拨单',
  prepayment: '预拨单',
  notice: '通知',
  service: '服务记录',
  phone_change: '换号申请',
};
const named = (what: string) => things[what] ?? '记录';

export const genericRefusals = {
  not_found: ({ what }) => `没有找到这条${named(what)}：可能已被删除，或者不在您的管辖范围内。请返回列表重新查找。`,
  'conflict.changed_meanwhile': ({ what }) => `这条${named(what)}刚刚被别人改过，您的操作没有保存。请刷新后核对最新内容再办理。`,
  'permission.denied': () => '您的账号没有办理这件事的权限。如确需办理，请联系本单位管理员。',
} satisfies RefusalSentences<GenericRefusal['code']>;
