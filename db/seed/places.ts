import type { AllianceRole, InstitutionLevel } from '@/server/domain/registry/codes';

/** The demo district lies in Shenyang's region because its policy pack is the one with the signed enhancement. */
export const demoRegion = { regionCode: '210100', name: '沈阳市（演示）' };

export const demoAlliances = [
  { id: 'beihu', name: '北湖城市医疗集团', kind: 'urban_group' },
  { id: 'qinghe', name: '清河县域医共体', kind: 'county_community' },
] as const;

export interface DemoInstitution {
  readonly code: string;
  readonly name: string;
  readonly level: InstitutionLevel;
  readonly allianceId: string | null;
  readonly allianceRole: AllianceRole | null;
  readonly parentCode: string | null;
  /** Its part of the district's people, for places where people live around it. */
  readonly share: number;
  /** Kilometres to the alliance's lead hospital. */
  readonly distanceKm: number;
}

const hospital = (serial: number, letter = 'H') => `${letter}210100${String(serial).padStart(5, '0')}`;

function place(serial: number, name: string, level: InstitutionLevel, rest: Partial<DemoInstitution> = {}): DemoInstitution {
  return { code: hospital(serial, level === 'pharmacy' ? 'P' : 'H'), name, level, allianceId: null, allianceRole: null, parentCode: null, share: 0, distanceKm: 0, ...rest };
}
const beihu = (role: AllianceRole) => ({ allianceId: 'beihu', allianceRole: role });
const qinghe = (role: AllianceRole) => ({ allianceId: 'qinghe', allianceRole: role });

export const demoInstitutions: readonly DemoInstitution[] = [
  place(1, '北湖区中心医院', 'level3', beihu('lead')),
  place(2, '北湖区中医医院', 'level2', { ...beihu('member'), distanceKm: 2 }),
  place(11, '柳林社区卫生服务中心', 'township', { ...beihu('member'), share: 16, distanceKm: 2.4 }),
  place(12, '松涛社区卫生服务中心', 'township', { ...beihu('member'), share: 15, distanceKm: 3.1 }),
  place(13, '金桥社区卫生服务中心', 'township', { ...beihu('member'), share: 14, distanceKm: 4.8 }),
  place(14, '望河社区卫生服务中心', 'township', { ...beihu('member'), share: 10, distanceKm: 6.5 }),
  place(15, '柳林东里社区卫生服务站', 'village', { ...beihu('member'), parentCode: hospital(11), distanceKm: 3 }),
  place(16, '金桥河湾社区卫生服务站', 'village', { ...beihu('member'), parentCode: hospital(13), distanceKm: 5.5 }),
  place(3, '清河县人民医院', 'level2', qinghe('lead')),
  place(4, '清河县中医医院', 'level2', { ...qinghe('member'), distanceKm: 1.5 }),
  place(21, '石门镇卫生院', 'township', { ...qinghe('member'), share: 11, distanceKm: 9 }),
  place(22, '双塔镇卫生院', 'township', { ...qinghe('member'), share: 10, distanceKm: 14 }),
  place(23, '杨树沟镇卫生院', 'township', { ...qinghe('member'), share: 8, distanceKm: 22 }),
  place(24, '大洼乡卫生院', 'township', { ...qinghe('member'), share: 9, distanceKm: 27 }),
  place(25, '龙泉镇卫生院', 'township', { ...qinghe('member'), share: 7, distanceKm: 31 }),
  place(26, '石门镇前屯村卫生室', 'village', { ...qinghe('member'), parentCode: hospital(21), distanceKm: 11 }),
  place(27, '双塔镇西岭村卫生室', 'village', { ...qinghe('member'), parentCode: hospital(22), distanceKm: 17 }),
  place(28, '大洼乡后泡村卫生室', 'village', { ...qinghe('member'), parentCode: hospital(24), distanceKm: 30 }),
  place(5, '滨江骨科医院', 'level2'),
  place(31, '惠民大药房北湖店', 'pharmacy'),
  place(32, '康源大药房清河店', 'pharmacy'),
  place(99, '市外医疗机构', 'out_of_region'),
];

/** Where teams work and people live around: community health centres and township hospitals. */
export const demoTownships = demoInstitutions.filter((institution) => institution.level === 'township');

export interface DemoTeam {
  readonly id: string;
  readonly institutionCode: string;
  readonly name: string;
  readonly capacity: number;
  readonly leader: string;
  readonly nurse: string;
  readonly publicHealth: string;
}

/** Twelve teams; the last one of Longquan is small, and seeded full. */
export const demoTeams: readonly DemoTeam[] = [
  ['team-01', 11, '柳林第一团队', 2000, '张明远', '刘秀芳', '陈立'],
  ['team-02', 11, '柳林第二团队', 2000, '赵雅琴', '孙婷', '周国栋'],
  ['team-03', 12, '松涛第一团队', 2000, '李建国', '王玉梅', '吴昊'],
  ['team-04', 12, '松涛第二团队', 2000, '郑晓岚', '冯丽', '韩冰'],
  ['team-05', 13, '金桥团队', 2000, '曹志强', '邓洁', '许晴'],
  ['team-06', 14, '望河团队', 2000, '彭海涛', '曾敏', '萧然'],
  ['team-07', 21, '石门团队', 2000, '单雄飞', '蔡丽娟', '贾亮'],
  ['team-08', 22, '双塔团队', 2000, '于长河', '程静', '薛松'],
  ['team-09', 23, '杨树沟团队', 2000, '丁守义', '沈红', '姚军'],
  ['team-10', 24, '大洼团队', 2000, '卢凤山', '姜艳', '崔浩'],
  ['team-11', 25, '龙泉第一团队', 2000, '谭志诚', '陆萍', '范伟'],
  ['team-12', 25, '龙泉第二团队', 120, '金秀兰', '石蕾', '廖勇'],
].map(([id, serial, name, capacity, leader, nurse, publicHealth]) => ({
  id: String(id),
  institutionCode: hospital(Number(serial)),
  name: String(name),
  capacity: Number(capacity),
  leader: String(leader),
  nurse: String(nurse),
  publicHealth: String(publicHealth),
}));

/** Doctors of the lead hospitals who refer down; their clinics are told by department. */
export const demoSpecialists: readonly { readonly id: string; readonly institutionCode: string; readonly name: string; readonly title: string }[] = [
  { id: 'specialist-01', institutionCode: hospital(1), name: '顾承志', title: '副主任医师' },
  { id: 'specialist-02', institutionCode: hospital(1), name: '纪晓峰', title: '主任医师' },
  { id: 'specialist-03', institutionCode: hospital(3), name: '苗春雨', title: '副主任医师' },
];

/** Departments that take referrals at the two lead hospitals. */
export const demoDepartments = [
  { code: 'cardiology', name: '心血管内科', specialists: ['顾文博', '潘雨晴'] },
  { code: 'endocrinology', name: '内分泌科', specialists: ['苏婉清'] },
  { code: 'neurology', name: '神经内科', specialists: ['蒋一鸣'] },
  { code: 'respiratory', name: '呼吸内科', specialists: ['方建平'] },
  { code: 'orthopedics', name: '骨科', specialists: ['任志刚'] },
] as const;

/** What else both of them keep places of: devices with examinations a half-day, wards with beds. */
export const demoDevices = [
  { departmentCode: 'imaging', departmentName: '医学影像科', name: 'CT 一室', note: '64 排', weekdays: [1, 2, 3, 4, 5], fromTime: '08:00', toTime: '12:00', capacity: 15 },
  { departmentCode: 'ultrasound', departmentName: '超声医学科', name: '心脏彩超室', note: '门诊楼三层', weekdays: [1, 3, 5], fromTime: '13:30', toTime: '17:00', capacity: 12 },
] as const;
export const demoWards = [
  { departmentCode: 'cardiology', departmentName: '心血管内科', name: '心内科一病区', note: '住院楼七层', capacity: 28 },
  { departmentCode: 'neurology', departmentName: '神经内科', name: '神经内科病区', note: '住院楼五层', capacity: 20 },
] as const;
