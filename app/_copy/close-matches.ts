/** What is said when somebody about to be registered looks like a resident who is held already. */
export const closeMatches = {
  title: '可能已有这位居民的档案，请先核对',
  text: '下面的档案与正在登记的居民很像。是同一人就用原来的档案，不要重复登记。',
  person: (name: string, sex: string, birthDay: string, number: string) => `${name}（${sex}，${birthDay} 出生） ${number}`,
  why: (reasons: string) => `相同之处：${reasons}。`,
  signed: (team: string, until: string) => `已与${team}签约到 ${until}。`,
  use: (name: string) => `是同一人，用${name}的档案`,
  outside: '档案在其他机构。是同一人时，请核对证件号码是否输错；确需更正的请联系医保经办。',
  notSame: '都不是同一人，继续登记',
} as const;
