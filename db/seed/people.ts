import { addDays, type Day } from '@/server/domain/kernel/calendar-day';
import type { Insutype, KeyGroup, Sex } from '@/server/domain/registry/codes';
import { type Chance, chanceOf } from './chance';
import { type DemoInstitution, demoTownships } from './places';

export interface DemoPerson {
  /** 0, 1, 2, …: everything else follows from it and the seed number. */
  readonly serial: number;
  readonly id: string;
  readonly citizenId: string;
  readonly name: string;
  readonly sex: Sex;
  readonly birthDay: Day;
  readonly deathDay: Day | null;
  readonly phone: string;
  readonly address: string;
  readonly insutype: Insutype;
  readonly retired: boolean;
  readonly keyGroups: readonly KeyGroup[];
  readonly home: DemoInstitution;
}

const surnames = ['王', '李', '张', '刘', '陈', '杨', '赵', '黄', '周', '吴', '徐', '孙', '胡', '朱', '高', '林', '何', '郭', '马', '罗', '梁', '宋', '郑', '谢', '韩', '唐', '冯', '于', '董', '萧', '程', '曹', '袁', '邓', '许', '傅', '沈', '曾', '彭', '吕', '苏', '卢', '蒋', '蔡', '贾', '丁', '魏', '薛', '叶', '阎', '单', '欧阳'];
const surnameWeights = surnames.map((_, rank) => 1 / (rank + 4));
const givenOld = { male: ['建国', '德福', '长海', '志强', '国栋', '永贵', '金山', '文斌', '守义', '玉林', '凤山', '连生'], female: ['秀兰', '桂英', '玉梅', '淑珍', '凤琴', '素华', '春花', '桂芳', '玉兰', '秀芝', '淑芬', '艳霞'] };
const givenNew = { male: ['浩然', '子轩', '宇航', '俊杰', '明哲', '天佑', '一鸣', '博文', '伟', '磊', '鹏', '洋'], female: ['雨桐', '欣怡', '梓涵', '诗涵', '佳琪', '思雨', '静', '婷', '丽娜', '晓燕', '雪', '敏'] };

const ageBands = [0, 7, 18, 35, 50, 65, 75, 90] as const;
const ageWeights = [6, 11, 20, 22, 22, 12, 7];

/** 王桂英, whose page the demo shows: retired, with hypertension and diabetes, signed with the first team. */
export const demoResident: DemoPerson = storyPerson();

/** The resident with this serial number, as of the day the district is made; the first is the same in every district. */
export function personAt(seed: number, serial: number, today: Day): DemoPerson {
  return serial === demoResident.serial ? demoResident : anyPerson(seed, serial, today);
}

function anyPerson(seed: number, serial: number, today: Day): DemoPerson {
  const chance = chanceOf(seed, `resident ${serial}`);
  const home = chance.weighted(demoTownships, demoTownships.map((place) => place.share));
  const band = chance.weighted([0, 1, 2, 3, 4, 5, 6], ageWeights);
  const age = chance.whole(ageBands[band] ?? 0, (ageBands[band + 1] ?? 90) - 1);
  const birthDay = addDays(`${Number(today.slice(0, 4)) - age - 1}${today.slice(4).replace('02-29', '02-28')}`, chance.whole(1, 364));
  const sex: Sex = chance.happens(0.51) ? 'female' : 'male';
  const urban = home.allianceId === 'beihu';
  const insutype: Insutype = age >= 22 && chance.happens(urban ? 0.68 : 0.22) ? '310' : '390';
  const given = chance.pick((age >= 48 ? givenOld : givenNew)[sex]);
  return {
    serial,
    id: idOf(serial),
    citizenId: citizenIdOf(home, birthDay, serial, sex),
    name: `${chance.weighted(surnames, surnameWeights)}${given}`,
    sex,
    birthDay,
    deathDay: age >= 70 && chance.happens(0.012) ? addDays(today, -chance.whole(20, 300)) : null,
    phone: `1${chance.pick(['38', '39', '50', '58', '86', '88'])}${String(10_000_000 + ((serial * 7919) % 89_999_999))}`,
    address: addressOf(chance, home),
    insutype,
    retired: insutype === '310' && age >= (sex === 'female' ? 55 : 60),
    keyGroups: keyGroupsOf(chance, age, sex),
    home,
  };
}

function storyPerson(): DemoPerson {
  const home = demoTownships.find((place) => place.name.startsWith('柳林'));
  if (!home) throw new Error('the demo has no 柳林');
  const [sex, birthDay] = ['female', '1953-06-12'] as const;
  return {
    ...{ serial: 0, id: idOf(0), name: '王桂英', sex, birthDay, deathDay: null, phone: '13840027516' },
    ...{ citizenId: citizenIdOf(home, birthDay, 0, sex), address: '北湖区柳林街道东里小区6号楼2单元301' },
    ...{ insutype: '310', retired: true, keyGroups: ['elderly65', 'hypertension', 'diabetes'], home },
  };
}

function idOf(serial: number): string {
  return `resident-${String(serial).padStart(7, '0')}`;
}

function keyGroupsOf(chance: Chance, age: number, sex: Sex): KeyGroup[] {
  const groups: KeyGroup[] = [];
  if (age >= 65) groups.push('elderly65');
  if (age < 7) groups.push('child0to6');
  if (sex === 'female' && age >= 22 && age <= 40 && chance.happens(0.05)) groups.push('pregnant');
  if (chance.happens(age >= 65 ? 0.55 : age >= 45 ? 0.28 : age >= 30 ? 0.05 : 0)) groups.push('hypertension');
  if (chance.happens(age >= 65 ? 0.22 : age >= 45 ? 0.12 : age >= 30 ? 0.02 : 0)) groups.push('diabetes');
  if (chance.happens(0.004)) groups.push('tuberculosis');
  if (chance.happens(0.005)) groups.push('severe_mental');
  if (chance.happens(0.03)) groups.push('disabled');
  if (chance.happens(0.04)) groups.push('low_income');
  return groups;
}

function addressOf(chance: Chance, home: DemoInstitution): string {
  const area = home.name.replace(/(社区卫生服务中心|卫生院)$/, '');
  return home.allianceId === 'beihu'
    ? `北湖区${area}街道${chance.pick(['东里', '西里', '河湾', '花园', '新村'])}小区${chance.whole(1, 28)}号楼${chance.whole(1, 6)}单元${chance.whole(1, 6)}0${chance.whole(1, 3)}`
    : `清河县${area}${chance.pick(['前屯', '后屯', '西岭', '东沟', '河沿'])}村${chance.whole(1, 180)}号`;
}

/** GB 11643: area, birth date, a sequence whose last digit is odd for men, and the check character. */
function citizenIdOf(home: DemoInstitution, birthDay: Day, serial: number, sex: Sex): string {
  const area = home.allianceId === 'beihu' ? '210113' : '210124';
  // Area and sequence together are different for any two of the first three million residents.
  const sequence = ((serial * 2) % 998) + (sex === 'male' ? 1 : 2);
  const shifted = String(Number(area) + (Math.floor(serial / 499) % 5900) * 100);
  return withCheckCharacter(`${shifted}${birthDay.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`);
}

function withCheckCharacter(digits: string): string {
  const sum = [...digits].reduce((total, digit, at) => total + Number(digit) * (2 ** (17 - at) % 11), 0);
  return digits + '10X98765432'.charAt(sum % 11);
}
