import type { FollowUpState } from '@/server/domain/fulfilment/follow-up';
import type { Measured, RenewalResult, ServicePlace } from '@/server/domain/fulfilment/service';

const whole = (value: number) => String(value);
const tenths = (value: number) => `${Math.floor(value / 10)}.${value % 10}`;

/** What can be measured: name, unit, how it is shown, and how many parts of a unit one is. */
export const measurements = {
  systolic: { name: '收缩压', unit: 'mmHg', parts: 1, shown: whole },
  diastolic: { name: '舒张压', unit: 'mmHg', parts: 1, shown: whole },
  glucoseTenths: { name: '空腹血糖', unit: 'mmol/L', parts: 10, shown: tenths },
  heartRate: { name: '心率', unit: '次/分', parts: 1, shown: whole },
  weightTenths: { name: '体重', unit: 'kg', parts: 10, shown: tenths },
} as const satisfies Record<Measured, { name: string; unit: string; parts: number; shown: (value: number) => string }>;

export const servicePlaces = { clinic: '门诊', home: '上门', phone: '电话', online: '线上' } as const satisfies Record<ServicePlace, string>;

export const followUpStates = { upcoming: '未到时间', due: '应做', overdue: '已逾期', done: '已完成', missed: '已错过' } as const satisfies Record<FollowUpState, string>;

export const renewalResults = { will_renew: '愿意续签', refused: '不愿续签', unreachable: '联系不上' } as const satisfies Record<RenewalResult, string>;
