import type { FailureKind } from '@/app/_trpc/client';

/** What every screen says: the frame, the states of loading and failing, the pager. */
export const shell = {
  productName: '守门人',
  productLine: '家庭医生签约、双向转诊与医保按人头付费',
  skipToContent: '跳到正文',
  mainMenu: '主菜单',
  account: '当前账号',
  signOut: '退出登录',
  signingOut: '正在退出…',
  loading: '正在读取…',
  empty: '没有符合条件的记录。',
  tableLabel: '记录表',
  retry: '重新读取',
  menu: {
    worklist: '工作台',
    residents: '居民',
    contracts: '签约',
    referrals: '转诊',
    quotas: '预留号源',
    visits: '就诊与待遇',
    budgets: '预算与预拨',
    settlements: '年终清算',
    policies: '政策版本',
    audit: '操作日志',
    accounts: '账号',
  },
  pager: {
    label: '翻页',
    previous: '上一页',
    next: '下一页',
    place: (page: number, pages: number) => `第 ${page} 页，共 ${pages} 页`,
    total: (total: number) => `共 ${total.toLocaleString('zh-CN')} 条`,
  },
  refusals: {
    one: '没有办成，原因如下：',
    many: (count: number) => `没有办成，共有 ${count} 个原因，请逐一处理：`,
  },
  failures: {
    signed_out: '登录已失效，正在转到登录页。',
    forbidden: '您的账号没有办理这件事的权限。如确需办理，请联系本单位管理员。',
    not_found: '没有找到这条记录：可能已被删除，或者不在您的管辖范围内。请返回列表重新查找。',
    refused: '没有办成，请刷新后重试。',
    malformed: '填写的内容格式不对，请检查标出的栏目后重新提交。',
    offline: '连接不上服务器，内容没有提交。请检查网络后重试。',
    broken: '系统出了问题，内容没有提交。请稍后重试；多次出现请联系管理员。',
  } satisfies Record<FailureKind, string>,
  notFound: {
    title: '没有这个页面',
    text: '地址可能输错了，或者页面已经搬走。',
    back: '回到工作台',
  },
  crashed: {
    title: '页面出错了',
    text: '已经提交的内容不受影响。请重新打开这一页；多次出现请联系管理员。',
    again: '重新打开',
  },
} as const;
