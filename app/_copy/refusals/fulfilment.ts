import { measurements } from '@/app/_copy/fulfilment-words';
import type { RefusalSentences } from './index';

export const fulfilmentRefusals = {
  'service.in_future': ({ day, today }) => `服务日期 ${day} 还没有到，今天是 ${today}。请等服务完成后再登记，或改正日期。`,
  'service.not_in_force': ({ day, startDay, endDay }) => `${day} 不在签约期内（${startDay} 至 ${endDay}）。请核对日期；如居民已续签，请登记在新的签约上。`,
  'service.after_death': ({ day, deathDay }) => `登记的服务日期 ${day} 在居民去世（${deathDay}）之后。请核对日期和人；如去世登记有误，请先更正。`,
  'service.giver_not_in_team': ({ giverName, teamName, day }) => `${giverName} 在 ${day} 不是${teamName}的成员。请换成团队成员；确由他人代为服务的，请勾选“代班服务”。`,
  'service.item_unknown': ({ itemCode }) => `这份签约的服务包里没有项目“${itemCode}”。请从列出的项目中选择。`,
  'service.already_recorded': ({ itemName, day }) => `${day} 已经登记过“${itemName}”，同一天同一项目只登记一次。如要补充内容，请撤销原记录后重新登记。`,
  'service.used_up': ({ itemName, perYear, yearEnd }) => `“${itemName}”本签约年度（至 ${yearEnd}）的 ${perYear} 次已经用完。确已提供的，请勾选“包外服务”后登记，不计入服务包。`,
  'service.measurement_out_of_range': ({ measured, found, least, most }) => {
    const { name, shown } = measurements[measured];
    return `${name} ${shown(found)} 不合常理，应在 ${shown(least)} 至 ${shown(most)} 之间。请核对后重新填写。`;
  },
  'service.pressure_upside_down': ({ systolic, diastolic }) => `收缩压 ${systolic} 应当高于舒张压 ${diastolic}。请检查两个数是否填反。`,
  'service.already_withdrawn': ({ day }) => `${day} 的这条服务记录已经撤销，不用再撤销。`,
  'service.reason_missing': () => '撤销服务记录要写明原因。请填写后再提交。',
  'renewal.not_ending': ({ endDay, withinDays }) => `签约到 ${endDay} 才到期，到期前 ${withinDays} 天内才发续签提醒。请到时再发。`,
  'renewal.already_renewed': ({ startDay }) => `这位居民已经续签，新签约从 ${startDay} 开始，不用再联系。`,
  'renewal.reminded_lately': ({ on, apartDays }) => `${on} 已经发过续签提醒，两次提醒至少相隔 ${apartDays} 天。请改用电话联系，或过几天再发。`,
} satisfies RefusalSentences<`service.${string}` | `renewal.${string}`>;
