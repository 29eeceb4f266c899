import type { RequestRefusal } from '@/server/domain/request/refusals';
import type { RefusalSentences } from './index';

export const requestRefusals = {
  'request.key_missing': () => '请求没有带接口密钥。请在请求头写明 Authorization: Bearer 密钥，再重新发送。',
  'request.key_unknown': () => '接口密钥不对。请核对密钥是否完整；确认无误仍不行的，请联系医保管理员重新发放。',
  'request.key_revoked': ({ keyId }) => `接口密钥 ${keyId} 已经停用。请向医保管理员申请新的密钥。`,
  'request.too_many': ({ retryAfterSeconds }) => `请求太频繁，请等待 ${retryAfterSeconds} 秒后再发。`,
  'request.route_unknown': ({ path }) => `没有 ${path} 这个接口地址。请对照 /api/his/v1/openapi.json 核对地址。`,
  'request.method_unknown': ({ method, allowed }) => `这个地址不支持 ${method} 方法，请改用 ${allowed.join('、')}。`,
  'request.body_type_unknown': ({ type, known }) => `不能识别内容类型“${type}”。请把 Content-Type 设为 ${known.join(' 或 ')}，不要压缩。`,
  'request.body_too_large': ({ limitBytes }) => `一次最多接收 ${Math.floor(limitBytes / 1024 / 1024)} MB，请拆成几次发送。`,
  'request.body_malformed': () => '请求内容不是完整的 UTF-8 编码 JSON，一条也没有处理。请检查后整个重新发送。',
  'request.body_empty': () => '请求里没有记录。请至少发送一条。',
  'request.precondition_missing': ({ current }) => `这一场已经在册。要修改，请先查询当前版本，再在请求头写明 If-Match: "${current}"。`,
  'request.precondition_failed': ({ current }) =>
    current === null ? '这一场不在册，没有版本可以对应。首次发布请不要带 If-Match。' : `这一场已被改过，现在的版本是 "${current}"。请重新查询、核对后再修改。`,
  'request.too_many_rows': ({ rows, limit }) => `本次有 ${rows} 条记录，一次最多 ${limit} 条，一条也没有处理。请拆成几次发送。`,
  'request.field_missing': ({ field }) => `缺少 ${field}，请补上后重新发送。`,
  'request.field_malformed': ({ field, example }) =>
    example === null ? `${field} 的写法不对，请对照接口说明改正后重新发送。` : `${field} 的写法不对，应形如“${example}”，请改正后重新发送。`,
  'request.field_unknown': ({ field }) => `不认识参数 ${field}，请对照接口说明核对名称后重新发送。`,
  'request.repeated_with_other_content': ({ key }) => `Idempotency-Key“${key}”已经用于另一份内容。内容有改动的，请换一个新的 Idempotency-Key 发送。`,
  'request.foreign_origin': () => '请求不是从本系统页面发出的。请回到本系统页面重新操作。',
  'request.still_at_work': ({ key }) => `Idempotency-Key“${key}”的上一次发送还在处理。请稍等几秒，用同一个 Idempotency-Key 原样重新发送，会得到那一次的答复。`,
  'request.busy': () => '系统正忙，本次请求没有处理。请稍等几秒，原样重新发送。',
  'request.failed': ({ incident }) => `系统出了故障，请求没有办完。请稍后原样重试；仍不行的，请把编号 ${incident} 告诉系统管理员。`,
} satisfies RefusalSentences<RequestRefusal['code']>;
