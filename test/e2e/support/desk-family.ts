import { citizenId } from './people';

/** A family of 柳林 that nobody has signed yet: grandmother, mother and a girl too young to sign for herself. */
export const deskFamily = [
  { certNo: citizenId('21011319550812482'), name: '单秀兰', relation: 'head' },
  { certNo: citizenId('21011319880406104'), name: '林晓芸', relation: 'child' },
  { certNo: citizenId(`210113${new Date().getFullYear() - 8}0301126`), name: '周一诺', relation: 'grandchild' },
] as const;

/** Somebody who is registered and has no contract, to be signed alone; another one by card; and one whom a slip of the finger doubles. */
export const deskAlone = { certNo: citizenId('21011319710925331'), name: '褚云峰' };
export const deskByCard = { certNo: citizenId('21011319620118215'), name: '顾庆和' };
export const deskTwin = { certNo: citizenId('21011319590630724'), mistyped: citizenId('21011319590630774'), name: '滕月华' };
