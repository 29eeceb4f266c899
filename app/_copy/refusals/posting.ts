import { labelOf, postingKinds } from '@/app/_copy/labels';
import type { PostingField, PostingRefusal } from '@/server/domain/posting/refusals';
import type { RefusalSentences } from './index';

const fields: Readonly<Record<PostingField, string>> = { personName: '人员姓名', title: '职称', subject: '内容', note: '备注', reason: '作废原因' };

export const postingRefusals = {
  'posting.same_institution': () => '派出机构和接收机构是同一家。请改选其中一家。',
  'posting.wrong_way': ({ kind }) =>
    kind === 'trainee' ? '进修是下级机构的人员到上级医院学习，接收机构不能是基层机构。请改选。' : `“${labelOf(postingKinds, kind)}”由上级医院派出，派出机构不能是基层机构。请改选；下级人员到上级学习的，请选“进修”。`,
  'posting.field_missing': ({ field }) => `还没有填写${fields[field]}。请填好后再保存。`,
  'posting.field_too_long': ({ field, limit }) => `${fields[field]}最多 ${limit} 个字。请删短后再保存。`,
  'posting.days_out_of_order': ({ fromDay, toDay }) => `结束日期 ${toDay} 早于开始日期 ${fromDay}。请改正其中一个。`,
  'posting.in_future': ({ day }) => `${day} 还没有到。请在结束后登记；正在进行的，先登记到今天。`,
  'posting.across_quarters': ({ fromDay, toDay }) => `${fromDay} 至 ${toDay} 跨了季度，季度报表无法归属。请按季度分成两条登记。`,
  'posting.times_out_of_range': ({ times, limit }) => `人次 ${times} 不对：这段时间里同一人最多 ${limit} 人次（每天上、下午各一次）。请核对后改正。`,
  'posting.people_out_of_range': ({ people, limit }) => `受益人次 ${people} 不对，应为 0 至 ${limit} 的整数。请核对后改正。`,
  'posting.already_recorded': ({ personName, fromDay }) => `${personName} ${fromDay} 的同一项派驻已经登记过。请在列表中查看；要改的，先作废原来那条。`,
  'posting.already_withdrawn': () => '这条记录已经作废。请刷新后查看。',
} satisfies RefusalSentences<PostingRefusal['code']>;
