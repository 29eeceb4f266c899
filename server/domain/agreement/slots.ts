/**
 * The slots of a text, by the Chinese name that stands between braces in it: `{居民姓名}`. Whoever writes a text for a region
 * reads these names, so they are Chinese in the notation, too.
 */
export const slotNames = {
  number: '协议编号',
  regionName: '统筹区',
  institutionName: '机构名称',
  teamName: '团队名称',
  teamPhone: '团队电话',
  leaderName: '团队长',
  doctorName: '签约医生',
  residentName: '居民姓名',
  residentSex: '居民性别',
  residentBirthDay: '居民出生日期',
  residentNumber: '居民证件号码',
  residentPhone: '居民电话',
  residentAddress: '居民住址',
  keyGroups: '重点人群',
  guardianName: '监护人姓名',
  guardianRelation: '监护人关系',
  packageNames: '服务包名称',
  startDay: '开始日期',
  endDay: '结束日期',
  termYears: '签约年数',
  yearlyFee: '年签约服务费',
  personFee: '年个人负担',
  signedDay: '签订日期',
  consentVersion: '知情同意书版本',
} as const;
export type Slot = keyof typeof slotNames;

/** The tables that a text may call for, on a line of their own: `[[签约双方]]`. */
export const tableNames = { parties: '签约双方', team: '服务团队', packages: '服务包', items: '服务项目' } as const;
export type TableName = keyof typeof tableNames;

const slotsByName = new Map(Object.entries(slotNames).map(([slot, name]) => [name as string, slot as Slot]));
const tablesByName = new Map(Object.entries(tableNames).map(([table, name]) => [name as string, table as TableName]));

export function slotNamed(name: string): Slot | null {
  return slotsByName.get(name) ?? null;
}

export function tableNamed(name: string): TableName | null {
  return tablesByName.get(name) ?? null;
}
