import { labelOf, professions, teamRoles } from '@/app/_copy/labels';
import type { TeamRefusal } from '@/server/domain/registry/team-refusals';
import type { RefusalSentences } from './index';

export const teamRefusals = {
  'team.closed': ({ teamName, closedOn }) => `${teamName}已于 ${closedOn} 撤并，不能再改。请刷新后另选团队。`,
  'team.name_taken': ({ name, institutionName }) => `${institutionName}已经有一个团队叫“${name}”。请换一个名称。`,
  'team.capacity_out_of_range': ({ capacity, least, most }) => `签约上限 ${capacity} 不对，应是 ${least} 到 ${most} 之间的整数。请改正。`,
  'team.practitioner_left': ({ name, leftOn }) => `${name}已于 ${leftOn} 离开，不能再安排。请另选人员。`,
  'team.role_not_for_profession': ({ name, profession, role }) => `${name}登记的职业是${labelOf(professions, profession)}，不能担任${labelOf(teamRoles, role)}。请改选职责，或先更正职业。`,
  'team.not_a_member': ({ teamName }) => `这位人员现在不在${teamName}。请刷新后核对。`,
  'team.leader_needed': ({ teamName }) => `${teamName}不能没有团队长。请先选定接任的医生。`,
  'team.successor_needed': ({ name, contracts }) => `${name}名下还有 ${contracts} 份签约。请选定由本团队哪位医生接手，签约继续有效。`,
  'team.successor_not_doctor': ({ teamName }) => `接手居民的须是${teamName}的医生。请另选。`,
  'team.still_member': ({ name, teams }) => `${name}还在${teams.join('、')}。请先把他从团队移出（名下居民随之交接），再登记离开。`,
  'team.grid_with_other_team': ({ code, teamName }) => `网格 ${code} 现由${teamName}负责，一个网格同一时间只归一个团队。确要改由本团队负责，请勾选“从原团队划过来”。`,
  'team.grid_elsewhere': ({ code, institutionName }) => `网格编号 ${code} 已被${institutionName}使用。请换一个编号。`,
  'team.nothing_to_hand_over': ({ institutionName }) => `${institutionName}没有选出要移交的名册。请至少选择一个团队；机构合并时请选另一家接收机构。`,
  'team.handover_to_itself': ({ teamName }) => `${teamName}不能并入它自己，也不能并入同时要撤并的团队。请改选接收团队。`,
  'team.handover_incomplete': ({ teams }) => `还没有为这些团队选好去向：${teams.join('、')}。机构合并时，每个团队都要有去向。`,
  'team.handover_twice': ({ teamName }) => `${teamName}选了两次去向。一份名册只能交给一个团队。`,
  'team.no_primary_institution': ({ institutionName }) => `${institutionName}不是基层医疗机构，不能设家庭医生团队。请改选乡镇卫生院、社区卫生服务机构或村卫生室。`,
  'institution.closed': ({ institutionName, closedOn }) => `${institutionName}已于 ${closedOn} 并入其他机构，不再办理。请改选接收它的机构。`,
} satisfies RefusalSentences<TeamRefusal['code']>;
