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
