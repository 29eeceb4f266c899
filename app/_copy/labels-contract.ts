import type { ContractChannel } from '@/server/domain/contract/contract';
import type { Asker, EndingRequestStatus, RequestKind, RequestStatus } from '@/server/domain/contract/request';
import type { ContractStage } from '@/server/domain/contract/stage';
import type { TransferReason } from '@/server/domain/contract/transfer-contract';

type Labels<Codes extends string> = Readonly<Record<Codes, string>>;

export const contractStages = {
  not_begun: '未开始',
  in_force: '履约中',
  expiring: '将到期',
  renewed: '已续签',
  transferred: '已转签',
  terminated: '已解约',
  expired: '已到期',
} as const satisfies Labels<ContractStage>;

export const contractChannels = { desk: '现场签约', online: '线上签约', batch: '批量续签', import: '补录' } as const satisfies Labels<ContractChannel>;

export const requestKinds = { sign: '签约', renew: '续签', transfer: '转签' } as const satisfies Labels<RequestKind>;

export const requestStatuses = {
  draft: '草稿',
  awaiting_resident: '待居民确认',
  awaiting_team: '待团队答复',
  signed: '已签约',
  refused: '已拒绝',
  withdrawn: '已撤回',
  lapsed: '已过期',
} as const satisfies Labels<RequestStatus>;

export const endingRequestStatuses = { pending: '待团队答复', agreed: '已同意', refused: '未同意', withdrawn: '已撤回' } as const satisfies Labels<EndingRequestStatus>;

export const transferReasons = {
  moved: '居住地搬迁',
  doctor_left: '家庭医生离岗',
  team_closed: '团队撤并',
  by_choice: '居民自愿更换',
  other: '其他原因',
} as const satisfies Labels<TransferReason>;

export const askers = { team: '团队', resident: '居民' } as const satisfies Labels<Asker>;
