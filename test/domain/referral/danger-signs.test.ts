import { describe, expect, test } from 'vitest';
import { type Assessment, dangerSignCodes, dangerSigns, findSigns, measureRanges, measures, type Measurements, proposedPriority, refusalsOfAssessment, type Symptom } from '@/server/domain/referral/danger-signs';

const seen = (measurements: Measurements, ...symptoms: Symptom[]): Assessment => ({ measurements, symptoms });
const codesOf = (assessment: Assessment) => findSigns(assessment).map(({ sign }) => sign.code);

describe('danger signs of the county plan for hypertension (国卫办医函〔2022〕34号) and the public-health rules', () => {
  test.each<[string, Assessment, string[], string]>([
    ['nothing measured, nothing seen', seen({}), [], 'routine'],
    ['a pressure of 168/102', seen({ systolic: 168, diastolic: 102 }), [], 'routine'],
    ['179/109 is not reached', seen({ systolic: 179, diastolic: 109 }), [], 'routine'],
    ['180 systolic is', seen({ systolic: 180, diastolic: 90 }), ['pressure_danger'], 'urgent'],
    ['110 diastolic is', seen({ systolic: 150, diastolic: 110 }), ['pressure_danger'], 'urgent'],
    ['180/110 with a severe headache', seen({ systolic: 186, diastolic: 112 }, 'severe_headache'), ['hypertensive_crisis', 'pressure_danger'], 'emergency'],
    ['a headache at 150/95', seen({ systolic: 150, diastolic: 95 }, 'severe_headache'), [], 'routine'],
    ['very high with lasting back pain', seen({ systolic: 200 }, 'chest_or_back_pain'), ['pressure_with_pain', 'pressure_danger'], 'emergency'],
    ['high and cannot lie flat', seen({ systolic: 160 }, 'breathless_lying'), ['pressure_with_heart_failure'], 'emergency'],
    ['oedema at 120/80', seen({ systolic: 120, diastolic: 80 }, 'oedema'), [], 'routine'],
    ['suspected ACS at any pressure', seen({}, 'chest_pain'), ['suspected_acs'], 'emergency'],
    ['sudden loss of speech', seen({}, 'speech_or_paralysis'), ['suspected_stroke'], 'emergency'],
    ['unconscious', seen({}, 'unconscious'), ['unconscious'], 'emergency'],
    ['a glucose of 16.6', seen({ glucoseTenths: 166 }), [], 'routine'],
    ['a glucose of 16.7', seen({ glucoseTenths: 167 }), ['glucose_high'], 'urgent'],
    ['a glucose of 3.9', seen({ glucoseTenths: 39 }), [], 'routine'],
    ['a glucose of 3.8', seen({ glucoseTenths: 38 }), ['glucose_low'], 'urgent'],
    ['acetone breath', seen({ glucoseTenths: 200 }, 'acetone_breath'), ['ketoacidosis', 'glucose_high'], 'emergency'],
    ['142 in pregnancy', seen({ systolic: 142 }, 'pregnant_or_nursing'), ['pressure_in_pregnancy'], 'urgent'],
    ['oxygen of 89 %', seen({ oxygenPercent: 89 }), ['oxygen_low'], 'emergency'],
    ['30 breaths', seen({ breathRate: 30 }), [], 'routine'],
    ['31 breaths', seen({ breathRate: 31 }), ['breathing_fast'], 'emergency'],
    ['a coma score of 12', seen({ comaScore: 12 }), ['coma_score_low'], 'emergency'],
  ])('%s', (_, assessment, codes, priority) => {
    expect(codesOf(assessment)).toEqual(codes);
    expect(proposedPriority(findSigns(assessment))).toBe(priority);
  });

  test('a found sign says by what', () => {
    const [crisis] = findSigns(seen({ systolic: 186, diastolic: 100 }, 'vomiting'));
    expect(crisis).toMatchObject({ reached: [{ measure: 'systolic', atLeast: 180, value: 186 }], symptoms: ['vomiting'] });
  });

  test('each is there once, asks for something, names its source, and the gravest stand first', () => {
    expect(dangerSigns.map(({ code }) => code)).toEqual([...dangerSignCodes]);
    for (const { anyMeasured, anySymptom, source } of dangerSigns) {
      expect(anyMeasured.length + anySymptom.length).toBeGreaterThan(0);
      expect([source.document, source.clause].every((text) => text.length > 0)).toBe(true);
    }
    const firstUrgent = dangerSigns.findIndex(({ priority }) => priority === 'urgent');
    expect(dangerSigns.slice(firstUrgent).every(({ priority }) => priority === 'urgent')).toBe(true);
  });
});

describe('values nobody alive has', () => {
  test.each(measures)('%s', (measure) => {
    const { least, most } = measureRanges[measure];
    const refused = (found: number) => refusalsOfAssessment(seen({ [measure]: found })).map(({ code }) => code);
    expect([least, most].flatMap(refused)).toEqual([]);
    expect([refused(least - 1), refused(most + 1)]).toEqual([['referral.measurement_out_of_range'], ['referral.measurement_out_of_range']]);
  });

  test('a pressure the wrong way round', () => {
    expect(refusalsOfAssessment(seen({ systolic: 90, diastolic: 140 }))).toEqual([{ code: 'referral.pressure_upside_down', facts: { systolic: 90, diastolic: 140 } }]);
  });
});
