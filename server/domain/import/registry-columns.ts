import { type FileColumn, remarkColumn } from './file-column';

const certificateKinds = {
  居民身份证: '01',
  身份证: '01',
  居民户口簿: '01',
  户口簿: '01',
  军官证: '02',
  武装警察身份证: '03',
  武警警官证: '03',
  '港澳居民来往内地通行证(香港)': '04',
  港澳居民居住证: '04',
  '港澳居民来往内地通行证(澳门)': '05',
  台湾居民来往大陆通行证: '06',
  台湾居民居住证: '06',
  外国人永久居留身份证: '07',
  外国护照: '08',
  护照: '08',
  社会保障卡: '90',
  其他证件: '99',
  其他: '99',
} as const;

const keyGroupNames = {
  '65岁及以上老人': 'elderly65',
  '65岁及以上老年人': 'elderly65',
  老年人: 'elderly65',
  孕产妇: 'pregnant',
  '0至6岁儿童': 'child0to6',
  '0-6岁儿童': 'child0to6',
  残疾人: 'disabled',
  高血压: 'hypertension',
  糖尿病: 'diabetes',
  肺结核: 'tuberculosis',
  严重精神障碍: 'severe_mental',
  低收入人口: 'low_income',
  计划生育特殊家庭: 'family_planning_special',
} as const;

const packageNames = {
  基础服务包: 'basic',
  基础包: 'basic',
  老年人服务包: 'elderly',
  高血压服务包: 'hypertension',
  糖尿病服务包: 'diabetes',
  孕产妇服务包: 'maternal',
  儿童服务包: 'child',
  残疾人服务包: 'disabled',
  严重精神障碍患者服务包: 'severe_mental',
  肺结核患者服务包: 'tuberculosis',
  计划生育特殊家庭服务包: 'special_family',
} as const;

const certificateKind: FileColumn = {
  code: 'psn_cert_type',
  names: ['证件类型', '证件种类'],
  required: false,
  kind: 'value',
  values: certificateKinds,
  example: '居民身份证',
  note: '填名称或国家代码（01 居民身份证……）。不填按居民身份证。',
};

const certificateNumber: FileColumn = {
  code: 'certno',
  names: ['证件号码', '身份证号', '身份证号码', '证件号', '公民身份号码'],
  required: true,
  kind: 'number',
  example: '110101199003070038',
  note: '必须是“文本”格式的单元格，否则 18 位号码的末尾几位会丢失。',
};

const personName: FileColumn = { code: 'psn_name', names: ['姓名', '居民姓名', '参保人姓名', '人员姓名'], required: true, kind: 'text', example: '张三', note: '与证件一致，最多 50 个字。' };

const birthDay: FileColumn = { code: 'brdy', names: ['出生日期', '出生年月日', '生日'], required: false, kind: 'day', example: '1990-03-07', note: '写成 2025-03-01 的样子。居民身份证可以不填，填了要与号码一致。' };

export const residentFileColumns: readonly FileColumn[] = [
  certificateKind,
  certificateNumber,
  personName,
  { code: 'gend', names: ['性别'], required: false, kind: 'value', values: { 男: '1', 女: '2', 未知: '9' }, example: '男', note: '男、女，或 1、2。居民身份证可以不填，填了要与号码一致。' },
  birthDay,
  { code: 'dead_date', names: ['死亡日期', '死亡时间'], required: false, kind: 'day', example: '', note: '健在的不填。' },
  {
    code: 'insutype',
    names: ['险种类型', '险种', '参保险种'],
    required: true,
    kind: 'value',
    values: { 职工医保: '310', 职工基本医疗保险: '310', 职工: '310', 居民医保: '390', 城乡居民基本医疗保险: '390', 城乡居民: '390', 居民: '390' },
    example: '居民医保',
    note: '职工医保（310）或居民医保（390）。',
  },
  { code: 'retired', names: ['退休标志', '是否退休', '在职退休'], required: false, kind: 'value', values: { 是: '1', 退休: '1', 否: '0', 在职: '0' }, example: '否', note: '只对职工医保有意义。' },
  { code: 'phone', names: ['联系电话', '手机号', '手机号码', '电话'], required: false, kind: 'number', example: '13800000000', note: '可不填。' },
  { code: 'address', names: ['住址', '地址', '居住地址', '现住址'], required: false, kind: 'text', example: '某某镇某某村 1 组', note: '可不填，最多 200 个字。' },
  { code: 'key_groups', names: ['重点人群', '人群分类'], required: false, kind: 'list', values: keyGroupNames, example: '高血压；糖尿病', note: '可不填；有几类的用分号隔开。' },
  { code: 'home_institution', names: ['管辖机构', '管辖机构编号', '所属机构编号'], required: false, kind: 'number', example: '', note: '可不填；居住地的基层机构的 12 位编号。' },
  remarkColumn,
];

export const contractFileColumns: readonly FileColumn[] = [
  certificateKind,
  certificateNumber,
  { ...personName, required: false, note: '可不填；填了就与登记核对，号码有误时也靠它找到本人。' },
  { ...birthDay, note: '可不填；号码有误时靠它和姓名找到本人。' },
  { code: 'team', names: ['签约团队', '团队', '团队名称', '家庭医生团队'], required: true, kind: 'text', example: '某某镇卫生院第一团队', note: '团队名称；有重名的填团队编号。' },
  { code: 'begndate', names: ['签约开始日期', '签约日期', '协议开始日期', '开始日期', '生效日期'], required: true, kind: 'day', example: '2025-01-01', note: '协议的第一天，可以是过去的日子。' },
  { code: 'term_years', names: ['签约年数', '签约年限', '年限', '协议年限'], required: true, kind: 'count', example: '1', note: '整年数，按当地政策，一般为 1 至 3。' },
  { code: 'package', names: ['服务包', '签约服务包'], required: true, kind: 'list', values: packageNames, example: '基础服务包；高血压服务包', note: '名称或代码；有几个的用分号隔开，基础服务包在前。' },
  { code: 'guardian_name', names: ['监护人姓名', '监护人'], required: false, kind: 'text', example: '', note: '未满 14 周岁的必须填。' },
  { code: 'guardian_relation', names: ['与监护人关系', '监护人关系', '监护关系'], required: false, kind: 'text', example: '', note: '如父亲、母亲。' },
  remarkColumn,
];

export const institutionFileColumns: readonly FileColumn[] = [
  { code: 'fixmedins_code', names: ['定点医药机构编号', '机构编号', '机构代码'], required: true, kind: 'number', example: 'H21010000001', note: '12 位：H 或 P、统筹区 6 位代码、5 位数字。' },
  { code: 'fixmedins_name', names: ['定点医药机构名称', '机构名称'], required: true, kind: 'text', example: '某某镇卫生院', note: '最多 200 个字。' },
  {
    code: 'level',
    names: ['机构级别', '级别', '机构等级'],
    required: true,
    kind: 'value',
    values: { 村卫生室: 'village', 乡镇卫生院: 'township', 社区卫生服务中心: 'township', 一级医院: 'level1', 一级: 'level1', 二级医院: 'level2', 二级: 'level2', 三级医院: 'level3', 三级: 'level3', 定点药店: 'pharmacy', 药店: 'pharmacy', 统筹区外: 'out_of_region' },
    example: '乡镇卫生院',
    note: '按下列名称填写。',
  },
  { code: 'alliance', names: ['医联体', '医共体', '医联体名称'], required: false, kind: 'text', example: '', note: '可不填；已开通的医联体的名称或编号。' },
  { code: 'alliance_role', names: ['医联体角色', '医联体身份'], required: false, kind: 'value', values: { 牵头医院: 'lead', 牵头: 'lead', 成员单位: 'member', 成员: 'member' }, example: '', note: '不填按成员单位。' },
  { code: 'parent', names: ['上级机构', '上级机构编号'], required: false, kind: 'number', example: '', note: '村卫生室填所属卫生院的编号。' },
  remarkColumn,
];
