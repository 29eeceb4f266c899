import type { AssessedKind, AssessmentStatus } from '@/server/domain/assessment/assessment';
import type { SettlementMethod, ShareReading } from '@/server/domain/policy/policy-version';
import type { OverspendReason } from '@/server/domain/settlement/alliance-inputs';
import type { DisposalKind } from '@/server/domain/settlement/closing';
import type { SettlementStatus } from '@/server/domain/settlement/course';
import type { ObjectionStatus } from '@/server/domain/settlement/objection';

type Labels<Code extends string> = Readonly<Record<Code, string>>;

export const settlementStatuses = { computed: '已核算', delivered: '已送达', reviewed: '已复核', confirmed: '已确认', closed: '已办结' } as const satisfies Labels<SettlementStatus>;

export const objectionStatuses = { raised: '待答复', withdrawn: '已撤回', accepted: '已采纳', refused: '不予采纳' } as const satisfies Labels<ObjectionStatus>;

export const disposalKinds = { paid: '已支付', recovered: '已收回', carried: '结转下年' } as const satisfies Labels<DisposalKind>;

export const settlementMethods = {
  points: '总额预算下的点数法',
  per_head_ceiling: '人头限额',
  alliance_total: '医联体总额付费',
  total_kept_or_borne: '总额包干，结余留用、超支不补',
  composite: '多元复合付费',
} as const satisfies Labels<SettlementMethod>;

export const shareReadings = { institution_share: '机构承担比例', literal: '按条文字面' } as const satisfies Labels<ShareReading>;

/** 合理超支的事由. */
export const overspendReasons = { war: '战争', disaster: '灾难等突发事件', policy_change: '重大政策调整' } as const satisfies Labels<OverspendReason>;

export const assessedKinds = { alliance: '医联体', institution: '机构' } as const satisfies Labels<AssessedKind>;

export const assessmentStatuses = { proposed: '待批准', approved: '已批准' } as const satisfies Labels<AssessmentStatus>;
