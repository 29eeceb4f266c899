import { labelOf, levels, referralActions, referralDirections, referralKinds, referralSides, referralStatuses } from '@/app/_copy/labels';
import { civilTimeOf } from '@/server/domain/kernel/calendar-day';
import type { ReferralRefusal } from '@/server/domain/referral/refusals';
import type { RefusalSentences } from './index';
import { writingRefusals } from './referral-writing';

const moment = (at: number) => civilTimeOf(at).slice(0, 16);

export const referralRefusals = {
  ...writingRefusals,
  'referral.not_permitted': ({ action }) => `您的账号没有“${labelOf(referralActions, action)}”的权限。请由有权限的同事办理。`,
  'referral.wrong_side': ({ action, sides }) => `“${labelOf(referralActions, action)}”由${sides.map((side) => labelOf(referralSides, side)).join('或')}办理，请等待对方处理。`,
  'referral.wrong_status': ({ action, status }) => `转诊单现在是“${labelOf(referralStatuses, status)}”，不能“${labelOf(referralActions, action)}”。请按当前状态办理。`,
  'referral.wrong_kind': ({ action, kind }) => `“${labelOf(referralKinds, kind)}”没有“${labelOf(referralActions, action)}”这一步。请按页面上可办的事项办理。`,
  'referral.resident_deceased': ({ deathDay }) => `这位居民已于 ${deathDay} 去世，不能转诊。如登记有误，请先更正死亡日期。`,
  'referral.same_institution': () => '转出机构和接诊机构是同一家，不需要转诊。请改选接诊机构。',
  'referral.direction_wrong': ({ direction, fromLevel, toLevel }) =>
    `从${labelOf(levels, fromLevel)}到${labelOf(levels, toLevel)}不是${labelOf(referralDirections, direction)}。请改选转诊方向或接诊机构。`,
  'referral.already_live': ({ number, toInstitutionName }) =>
    `这位居民在${toInstitutionName}同一科室已有进行中的转诊（${number}）。请打开那张转诊单办理；确需另转的，先撤回它。`,
  'referral.consult_type_wrong': ({ kind }) => (kind === 'e_consult' ? '还没有选会诊类型。请选择病情会诊、影像、心电等其中一种。' : `“${labelOf(referralKinds, kind)}”转诊不需要会诊类型。请去掉会诊类型，或改选远程会诊。`),
  'referral.consult_needs_no_place': () => '远程会诊不用到医院，不需要占号或床位。请去掉所选的号，或改选门诊、住院等类别。',
  'referral.slot_needs_contract': () => '预留号只给签约居民。请先为居民签约，或不占号直接转诊，由医院安排就诊时间。',
  'referral.hold_lost': () => '原来占的号已经失效，被别的转诊用掉或已收回。请在下面改选另一场出诊，再接收。',
  'referral.slot_passed': ({ startsAt }) => `所占的号在 ${moment(startsAt)}，已经过去。请改选以后的出诊时间。`,
  'referral.nothing_offered': () => '现在没有为这位居民保留的号。请等有号时的通知，或由医院直接安排时间。',
  'referral.redirect_nowhere': () => '这张转诊单本来就在这家机构的这个科室。请选另一家机构或另一个科室。',
  'referral.redirect_home': () => '不能改转到转出机构自己。适合在那里处理的，请用“不予接收”并写明意见。',
  'referral.redirect_unfit': ({ level }) => `${labelOf(levels, level)}不接收转诊。请改选医院或基层医疗机构。`,
  'referral.follow_up_owed': ({ day }) => `医院要求 ${day} 前随访。请先登记随访，再办结。`,
  'referral.tasks_open': ({ count, next }) => `接续计划还有 ${count} 项任务没有完成（最近一项 ${next} 前）。请先登记完成，或写明原因取消，再办结。`,
  'referral.reason_missing': () => '还没有填写原因。请用一两句话写明原因，对方和居民都会看到。',
  'referral.reason_too_long': ({ length, limit }) => `原因有 ${length} 个字，最多 ${limit} 个字。请精简，详细情况写到病情摘要里。`,
  'referral.consent_missing': () => '还没有取得居民同意。请向居民（或监护人）说明转诊去处和所传递的病历信息，同意后勾选。',
  'referral.expired': ({ expiredAt }) => `这张转诊单已于 ${moment(expiredAt)} 过了有效期，不能再接收。请联系转出方重新转诊。`,
  'referral.not_expired': ({ expiresAt }) => `要到 ${moment(expiresAt)} 之后才能这样处理。在那之前居民仍可能到院。`,
  'referral.opinion_missing': () => '还没有填写诊治意见。请写明诊断、处理和回基层后怎样随访。',
  'referral.follow_up_day': ({ day, from, to }) => `随访日期 ${day} 要在 ${from} 至 ${to} 之间。请核对年份，或不填，由家庭医生团队按规定安排。`,
  'referral.opinion_too_long': ({ length, limit }) => `诊治意见有 ${length} 个字，最多 ${limit} 个字。请精简。`,
  'referral.assigned_by_receiver': () => '这张转诊单由接诊机构分派经办人。请由接诊机构的同事办理。',
  'referral.nothing_to_assign': ({ status }) => `转诊单现在是“${labelOf(referralStatuses, status)}”，没有要分派的事。`,
  'referral.assignee_unknown': () => '所选的人不能经办这张转诊单：不在接诊机构、没有答复权限，或账号已停用。请另选一位。',
} satisfies RefusalSentences<ReferralRefusal['code']>;
