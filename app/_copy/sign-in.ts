import { type PasswordRefusal, passwordLength } from '@/server/domain/permission/new-password';

/** The codes that signing in answers with; next-auth's own are told in general words. */
const refused: Readonly<Record<string, string>> = {
  'sign_in.refused': '用户名或密码不对，或者账号已停用。请检查后重新输入；忘记密码请联系本单位管理员重置。',
  'sign_in.too_many': '失败次数太多，暂时不能登录。请过 15 分钟再试；急需使用请联系本单位管理员。',
};

export const signIn = {
  title: '登录',
  intro: '供家庭医生团队、医院转诊办、医保部门与医联体工作人员使用。',
  userName: '用户名',
  password: '密码',
  submit: '登录',
  submitting: '正在登录…',
  missing: '请填写用户名和密码。',
  offline: '连接不上服务器，没有登录成功。请检查网络后重试。',
  refusal: (code: string) => refused[code] ?? '没有登录成功，请重试；多次失败请联系本单位管理员。',
  residents: '居民查询签约和转诊，请看这里',
} as const;

const passwordRefusals: Readonly<Record<PasswordRefusal, string>> = {
  'password.old_wrong': '原密码不对。请检查大小写后重新输入；忘记密码请联系本单位管理员重置。',
  'password.too_short': `新密码太短，至少 ${passwordLength.least} 个字符。请加长。`,
  'password.too_long': `新密码太长，最多 ${passwordLength.most} 个字符。请缩短。`,
  'password.is_user_name': '新密码不能与用户名相同。请换一个。',
  'password.not_new': '新密码与原密码相同。请换一个没有用过的。',
  'password.common': '这个密码太常见，容易被人猜到。请换一个。',
  'password.not_repeated': '两次输入的新密码不一致。请重新输入。',
  'password.too_many': '失败次数太多，暂时不能修改密码。请过 15 分钟再试。',
  'password.unread': '提交的内容没有收全，密码没有修改。请重新填写。',
};

export const password = {
  title: '修改密码',
  titleWithProblem: '密码没有修改',
  intro: '首次登录要先改成自己的密码，才能办理业务。修改后，其他设备上的登录全部退出。',
  old: '原密码',
  chosen: '新密码',
  hint: `至少 ${passwordLength.least} 个字符，不能与用户名或原密码相同，不要用 1234567890 这类常见密码。`,
  repeated: '再输入一遍新密码',
  submit: '修改密码',
  back: '返回工作台',
  doneTitle: '密码已修改',
  done: '密码已修改，其他设备上的登录已全部退出。下次登录请用新密码。',
  goOn: '继续办理业务',
  /** Undefined for a code that is none of ours: the address can be typed by hand. */
  refusal: (code: string): string | undefined => (Object.hasOwn(passwordRefusals, code) ? passwordRefusals[code as PasswordRefusal] : undefined),
} as const;
