import { describe, expect, test } from 'vitest';
import { checkCharacterOf } from '@/server/domain/kernel/identity-number';
import { isCardRecord, readCard } from '@/server/domain/registry/read-card';

const whole = (seventeen: string) => seventeen + checkCharacterOf(seventeen);
const citizen = whole('21011319520304002');

describe('what a card reader types', () => {
  test.each([
    ['every field, by bars', `王桂英|女|汉|19520304|辽宁省沈阳市北湖区柳林街道12号|${citizen}|沈阳市公安局北湖分局|20100101|长期`],
    ['every field, by tabs', `王桂英\t女\t汉族\t1952年03月04日\t辽宁省沈阳市北湖区柳林街道12号\t${citizen}\t沈阳市公安局北湖分局`],
    ['the number first', `${citizen}，王桂英，辽宁省沈阳市北湖区柳林街道12号`],
    ['the number with blanks and a closing line', ` ${citizen.slice(0, 6)} ${citizen.slice(6)} |王桂英|辽宁省沈阳市北湖区柳林街道12号\r\n`],
  ])('%s', (_, typed) => {
    expect(readCard(typed)).toEqual({ certType: '01', certNo: citizen, name: '王桂英', address: '辽宁省沈阳市北湖区柳林街道12号' });
  });

  test('the number alone is enough, in full width, too', () => {
    expect(readCard(citizen)).toEqual({ certType: '01', certNo: citizen, name: null, address: null });
    expect(readCard('２１０１１３１９５２０３０４００２' + citizen.slice(-1))?.certNo).toBe(citizen);
  });

  test.each([
    ['81000019880101001', '04'],
    ['82000019880101001', '05'],
    ['83000019880101001', '06'],
    ['91115619880101001', '07'],
  ])('a permit beginning as %s is of kind %s', (seventeen, certType) => {
    expect(readCard(`陈大文|${whole(seventeen)}`)).toMatchObject({ certType, name: '陈大文' });
  });

  test('names of many characters, with a middle dot, in Latin letters', () => {
    expect(readCard(`买买提·艾力|${citizen}`)?.name).toBe('买买提·艾力');
    expect(readCard(`李晓路|${citizen}`)?.name).toBe('李晓路');
    expect(readCard(`MARIA GONZALEZ|${whole('91115619880101001')}`)?.name).toBe('MARIA GONZALEZ');
  });

  test('a number that is wrong in one digit makes the whole card unreadable', () => {
    const wrong = citizen.slice(0, 17) + (citizen.endsWith('0') ? '1' : '0');
    expect(readCard(`王桂英|女|${wrong}`)).toBeNull();
    expect(readCard('')).toBeNull();
    expect(readCard('20100101|20300101')).toBeNull();
  });
});

test('a number typed by hand is no card record', () => {
  expect(isCardRecord('2101131952')).toBe(false);
  expect(isCardRecord(`王桂英|${citizen}`)).toBe(true);
});
